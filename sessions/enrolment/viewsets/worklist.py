"""未登録・未回答・未確認: who has not, by municipality, and the way to remind them."""

from django import forms
from django.urls import path
from django.utils import timezone
from django.utils.functional import cached_property
from django.views.generic import TemplateView
from wagtail.admin.viewsets.base import ViewSet

from sessions.dates import fiscal_year_of
from sessions.enrolment import figures, recipients, worklist
from sessions.enrolment.forms.office import now_in_words
from sessions.enrolment.rules.yearly import year_to_confirm
from sessions.enrolment.viewsets.screens import ReadersMenuItem, Screen
from sessions.enrolment.worklist import Lack, Lacking
from sessions.models import Series, StudySession


class WorklistFilter(forms.Form):
    """What is looked for; a session brings its series and year along."""

    lack = forms.ChoiceField(label="まだのこと", choices=Lack.choices, required=False)
    fiscal_year = forms.TypedChoiceField(label="年度", coerce=int, required=False)
    series = forms.ModelChoiceField(
        label="参加機会", queryset=Series.objects.none(), required=False, empty_label="すべて", to_field_name="key"
    )
    study_session = forms.ModelChoiceField(
        label="開催回（未回答のとき）",
        queryset=StudySession.objects.none(),
        required=False,
        empty_label="次の回",
        to_field_name="code",
    )

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        years = figures.fiscal_years()
        self.fields["fiscal_year"].choices = [(year, f"{year}年度") for year in years]
        self.fields["series"].queryset = recipients.enrolling_series()
        self.fields["study_session"].queryset = worklist.sessions_ahead()


class WorklistScreen(Screen, TemplateView):
    template_name = "enrolment/admin/worklist.html"
    page_title = "未登録・未回答・未確認"
    header_icon = "list-ul"

    @cached_property
    def wanted(self) -> dict:
        """The filter as asked for; what cannot be understood is the usual."""
        form = WorklistFilter(self.request.GET)
        form.is_valid()
        cleaned = form.cleaned_data
        lack = cleaned.get("lack") or Lack.ANSWER
        series, study_session = cleaned.get("series"), cleaned.get("study_session")
        year = cleaned.get("fiscal_year") or fiscal_year_of(timezone.localdate())
        if lack == Lack.ANSWER and study_session is None:
            study_session = worklist.next_session(year, series)
        return {"lack": lack, "fiscal_year": year, "series": series, "study_session": study_session}

    def get_context_data(self, **kwargs):
        wanted = self.wanted
        form = WorklistFilter(
            initial={
                "lack": wanted["lack"],
                "fiscal_year": wanted["fiscal_year"],
                "series": wanted["series"] and wanted["series"].key,
                "study_session": wanted["study_session"] and wanted["study_session"].code,
            }
        )
        return super().get_context_data(form=form, now=now_in_words(), **find_lacking(**wanted), **wanted, **kwargs)


def find_lacking(*, lack: str, fiscal_year: int, series: Series | None, study_session: StudySession | None) -> dict:
    """`title`, `lacking` and, where there is somebody to write to, `audience`: the key of those to remind."""
    if lack == Lack.ENROLMENT:
        rows = worklist.not_enrolled(fiscal_year=fiscal_year, series=series)
        what = f"{series.title}に参加登録がない自治体" if series else "どの分科会にも参加登録がない自治体"
        return {"title": f"{fiscal_year}年度　{what}", "lacking": Lacking(tuple(rows)), "audience": ""}
    if lack == Lack.CONFIRMATION:
        year = year_to_confirm()
        lacking = Lacking(worklist.by_municipality(worklist.unconfirmed(year)))
        return {
            "title": f"{year}年度の継続が未確認の人",
            "lacking": lacking,
            "audience": f"{recipients.UNCONFIRMED}:{year}",
        }
    if study_session is None:
        return {"title": "参加方法が未回答の人", "lacking": Lacking(()), "audience": "", "no_session": True}
    lacking = Lacking(worklist.by_municipality(worklist.unanswered(study_session)))
    title = f"{study_session.title}（{study_session.date_in_words}）の参加方法が未回答の人"
    return {"title": title, "lacking": lacking, "audience": f"unanswered:{study_session.code}"}


class Worklist(ViewSet):
    name = "enrolment_worklist"
    menu_label = "未登録・未回答・未確認"
    icon = "list-ul"
    menu_item_class = ReadersMenuItem

    def get_urlpatterns(self):
        return [path("", WorklistScreen.as_view(), name="index")]
