"""Reading the programme."""

from datetime import date, time

from django.db import models
from django.db.models import F, Q
from django.utils import timezone
from wagtail.models import PageManager

from sessions.dates import fiscal_year_of
from sessions.enums import CALLED_OFF_STATES, DatePrecision, Track
from studygroup.querysets import PublicPageQuerySet

NAMING = (
    "code",
    "date_from",
    "date_precision",
    "date_to",
    "fiscal_year",
    "number",
    "series",
    "start",
    "state",
    "suffix",
    "title",
    "url_path",
)


class SeriesQuerySet(PublicPageQuerySet):
    def in_order(self):
        """As the year's curriculum lists them."""
        return self.order_by("order", "pk")

    def hold(self, pk: int):
        """The series, its row locked to the end of the transaction."""
        return self.select_for_update(of=("self",)).get(pk=pk)

    def of_one_track(self):
        return self.exclude(track=Track.COMMON)


class StudySessionQuerySet(PublicPageQuerySet):
    def in_fiscal_year(self, fiscal_year: int):
        return self.filter(fiscal_year=fiscal_year)

    def by_first_day(self):
        """By the first possible day; what has no day yet comes last."""
        return self.order_by(F("date_from").asc(nulls_last=True), F("start").asc(nulls_last=True), "code")

    def by_number(self):
        """As a series counts them: numbered ones first, then what was never numbered."""
        return self.order_by(F("number").asc(nulls_last=True), "serial")

    def named(self):
        """With no more than it takes to name a session elsewhere: its title, number, day and address."""
        return self.only(*NAMING)

    def linked(self):
        """With no more than a link to a session says: its title, state and address."""
        return self.only("title", "url_path", "state")

    def with_contents(self):
        """With what a row of its series shows: venue, agenda items and their shared text."""
        return self.brief().select_related("venue").prefetch_related("agenda_items__shared_item")

    def with_agenda(self):
        """With what a card of its own shows: the series too."""
        return self.with_contents().select_related("series", "venue")

    def in_series_order(self):
        """Over the years, as one reads on from a session to the next of its series."""
        return self.order_by("fiscal_year", F("number").asc(nulls_last=True), "serial")

    def neighbours_of(self, study_session):
        """The sessions of its series before and after `study_session`, each None at an end."""
        row = list(self.filter(series=study_session.series_id).in_series_order().linked())
        place = next((index for index, other in enumerate(row) if other.pk == study_session.pk), None)
        if place is None:
            return None, None
        around = [None, *row, None]
        return around[place], around[place + 2]

    def with_sequence(self):
        """With `sequence`: how often what was published has changed (iCalendar's SEQUENCE)."""
        return self.annotate(sequence=models.Count("changes"))

    def on_a_day(self):
        return self.filter(date_precision=DatePrecision.DAY)

    def not_called_off(self):
        return self.exclude(state__in=CALLED_OFF_STATES)

    def upcoming(self):
        """Sessions with a day, not called off, that are not over yet; nearest first."""
        now = timezone.localtime()
        over_today = Q(date_from=now.date(), end__isnull=False, end__lte=now.time())
        ahead = self.on_a_day().not_called_off().filter(date_from__gte=now.date()).exclude(over_today)
        return ahead.by_first_day()

    def at_venue(self, venue):
        return self.filter(venue=venue)

    def showing(self, shared_item):
        """Those with `shared_item` in their agenda."""
        return self.filter(agenda_items__shared_item=shared_item).distinct()

    def next_number(self, series, fiscal_year: int) -> int | None:
        """The 第n回 that comes next in `series`, what was called off not counted; None where none is numbered."""
        numbers = set(self.filter(series=series).values_list("number", flat=True))
        if numbers == {None}:
            return None
        counted = self.not_called_off().filter(series=series, fiscal_year=fiscal_year)
        return (counted.aggregate(last=models.Max("number"))["last"] or 0) + 1

    def overdue_plans(self):
        """Planned for months that have passed: the office has to name a day."""
        return self.not_called_off().exclude(date_precision=DatePrecision.DAY).filter(date_to__lt=timezone.localdate())

    def year_at_hand(self, wanted: str) -> dict:
        """The sessions of the fiscal year asked for, or of the current one, or of the latest that has any."""
        years = sorted(set(self.values_list("fiscal_year", flat=True)), reverse=True)
        current = fiscal_year_of(timezone.localdate())
        chosen = next((year for year in years if str(year) == wanted), None)
        chosen = chosen or (current if current in years else (years[0] if years else current))
        study_sessions = list(self.in_fiscal_year(chosen).with_contents().by_number())
        return {
            "fiscal_year": chosen,
            "fiscal_years": years,
            "study_sessions": study_sessions,
            "next_session": first_ahead(study_sessions),
        }


def first_ahead(study_sessions):
    """The one that comes next by its first possible day, dated or not; None when all are over or called off."""
    ahead = [held for held in study_sessions if not (held.is_called_off or held.is_over)]
    return min(ahead, key=lambda held: (held.date_from or date.max, held.start or time.max), default=None)


SeriesManager = PageManager.from_queryset(SeriesQuerySet)
StudySessionManager = PageManager.from_queryset(StudySessionQuerySet)


class SessionChangeQuerySet(models.QuerySet):
    def newest_first(self):
        return self.order_by("-on", "-pk")
