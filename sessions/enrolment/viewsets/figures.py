"""登録と出席の集計: the map of the 62 with its table, and the figures by year, series, session, kind and area."""

from dataclasses import dataclass

from django import forms
from django.db.models import Max
from django.urls import path
from django.utils import timezone
from django.utils.functional import cached_property
from django.views.generic import TemplateView
from wagtail.admin.viewsets.base import ViewSet

from sessions.dates import fiscal_year_of
from sessions.enrolment import figures, worklist
from sessions.enrolment.coverage import Place, read_coverage
from sessions.enrolment.figures import Scope
from sessions.enrolment.forms.office import now_in_words
from sessions.enrolment.models import Attendance, Enrolment
from sessions.enrolment.viewsets.screens import ReadersMenuItem, Screen
from sessions.models import Series, StudySession


class ScopeForm(forms.Form):
    """年度, and perhaps a series or a session of it."""

    fiscal_year = forms.TypedChoiceField(label="年度", coerce=int, required=False)
    series = forms.ModelChoiceField(
        label="参加機会",
        queryset=Series.objects.live().in_order(),
        required=False,
        empty_label="すべて",
        to_field_name="key",
    )
    study_session = forms.ModelChoiceField(
        label="開催回", queryset=StudySession.objects.live(), required=False, empty_label="すべて", to_field_name="code"
    )

    def __init__(self, *args, fiscal_year: int, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["fiscal_year"].choices = [(year, f"{year}年度") for year in figures.fiscal_years()]
        sessions = StudySession.objects.live().in_fiscal_year(fiscal_year).by_first_day()
        self.fields["study_session"].queryset = sessions


class FiguresScreen(Screen, TemplateView):
    template_name = "enrolment/admin/figures.html"
    page_title = "登録と出席の集計"
    header_icon = "table"

    @cached_property
    def scope(self) -> Scope:
        """As asked for; a year that is not there is the present one."""
        current = fiscal_year_of(timezone.localdate())
        year = next((one for one in figures.fiscal_years() if str(one) == self.request.GET.get("fiscal_year")), current)
        form = ScopeForm(self.request.GET, fiscal_year=year)
        form.is_valid()
        return Scope(year, form.cleaned_data.get("series"), form.cleaned_data.get("study_session"))

    def get_context_data(self, **kwargs):
        scope, places = self.scope, figures.read_places()
        initial = {
            "fiscal_year": scope.fiscal_year,
            "series": scope.series and scope.series.key,
            "study_session": scope.study_session and scope.study_session.code,
        }
        return super().get_context_data(
            form=ScopeForm(initial=initial, fiscal_year=scope.fiscal_year),
            scope=scope,
            now=now_in_words(),
            figures=figures.read_figures(scope, places),
            sessions=figures.by_session(scope, places),
            series_lines=figures.by_series(scope, places),
            years=figures.by_year(scope, places),
            modes=figures.MODES,
            **kwargs,
        )


@dataclass(frozen=True)
class MapRow:
    """A municipality of the table beside the map: who is there, and when it was last at a session."""

    place: Place
    departments: tuple[str, ...]
    people: int
    coordinators: tuple[str, ...]
    last_attended: object


class MapScreen(Screen, TemplateView):
    template_name = "enrolment/admin/map.html"
    page_title = "62市区町村の参加登録"
    header_icon = "site"

    def get_context_data(self, **kwargs):
        coverage = read_coverage()
        return super().get_context_data(coverage=coverage, rows=map_rows(coverage), now=now_in_words(), **kwargs)


def map_rows(coverage) -> list[MapRow]:
    """The 62 in order, with their enrolled departments and people, read in four questions."""
    departments: dict[str, dict[str, None]] = {}
    counting = Enrolment.objects.admitting(fiscal_year_of(timezone.localdate())).select_related("department")
    for enrolment in counting:
        departments.setdefault(enrolment.department.municipality_id, {})[enrolment.department.name] = None
    people: dict[str, list] = {}
    for person in worklist.current_people().filter(department__in=counting.values("department")):
        people.setdefault(person.department.municipality_id, []).append(person)
    attended = Attendance.objects.attended().order_by().values_list("participant__department__municipality")
    last = dict(attended.annotate(last=Max("study_session__date_from")))
    return [
        MapRow(
            place=place,
            departments=tuple(departments.get(place.code, ())),
            people=len(people.get(place.code, ())),
            coordinators=tuple(one.name for one in people.get(place.code, ()) if one.is_coordinator),
            last_attended=last.get(place.code),
        )
        for place in coverage.places
    ]


class Figures(ViewSet):
    name = "enrolment_figures"
    menu_label = "集計と地図"
    icon = "table"
    menu_item_class = ReadersMenuItem

    def get_urlpatterns(self):
        return [
            path("", FiguresScreen.as_view(), name="index"),
            path("map/", MapScreen.as_view(), name="map"),
        ]
