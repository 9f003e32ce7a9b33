"""Reading the programme."""

from datetime import date, time

from django.db import models
from django.db.models import F, Q, Subquery
from django.db.models.functions import Coalesce
from django.utils import timezone
from wagtail.models import PageManager

from sessions.dates import fiscal_year_of
from sessions.enums import CALLED_OFF_STATES, DatePrecision, Policy, Track
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

    def open_to_enrolment(self):
        """Those in which a department enrols of itself; others take any staff, or what is enrolled elsewhere."""
        return self.filter(policy=Policy.ENROLLED, accepts_enrolments_of=None)

    def open_for_a_period(self):
        """Those that are open from day to day instead of holding sessions: 動画講演."""
        return self.filter(period_from__isnull=False)


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
        return self.brief().select_related("venue").prefetch_related("agenda_items")

    def with_agenda(self):
        """With what a card of its own shows: the series too."""
        return self.with_contents().select_related("series", "venue")

    def in_series_order(self):
        """Over the years, as one reads on from a session to the next of its series."""
        return self.order_by("fiscal_year", F("number").asc(nulls_last=True), "serial")

    def following(self, study_sessions):
        """By the key of each of `study_sessions`, the next of its series in its fiscal year that takes place."""
        of_these = self.filter(series__in={one.series_id for one in study_sessions})
        held = list(of_these.not_called_off().in_series_order().named()) if study_sessions else []
        return {one.pk: next((other for other in held if other.comes_after(one)), None) for one in study_sessions}

    def stood_in_for_by(self, study_session, before):
        """What `study_session` replaces, and what of another series the one `before` it (or None) does.

        Each tells by `stand_in`, a key, which of the two it is that replaces it.
        """
        replaced = Q(replaced_by=study_session)
        if before is not None:
            replaced |= Q(replaced_by=before) & ~Q(series=study_session.series_id)
        return self.filter(replaced).annotate(stand_in=F("replaced_by")).linked()

    def with_sequence(self):
        """With `sequence`: how often what was published has changed (iCalendar's SEQUENCE)."""
        return self.annotate(sequence=models.Count("changes"))

    def on_a_day(self):
        return self.filter(date_precision=DatePrecision.DAY)

    def not_called_off(self):
        return self.exclude(state__in=CALLED_OFF_STATES)

    def ahead(self):
        """Whose last possible day has not gone by, called off or not, with a day or without; nearest first."""
        today = timezone.localdate()
        undated = Q(date_from__isnull=True, fiscal_year__gte=fiscal_year_of(today))
        return self.filter(Q(date_from__gte=today) | Q(date_to__gte=today) | undated).by_first_day()

    def in_preparation(self):
        """What the office has before it, published or not: not called off, not past, dated or not; nearest first."""
        today = timezone.localdate()
        ahead = Q(date_from__gte=today) | Q(date_to__gte=today)
        undated = Q(date_from__isnull=True, fiscal_year__gte=fiscal_year_of(today))
        return self.not_called_off().filter(ahead | undated).by_first_day()

    def latest_of_each_series(self):
        """The last of each series with an agenda, else the last at all: what the next one is copied from."""
        later = self.model.objects.filter(series=models.OuterRef("series")).order_by("-fiscal_year", "-serial")
        written = later.filter(agenda_items__isnull=False)
        source = Coalesce(Subquery(written.values("pk")[:1]), Subquery(later.values("pk")[:1]))
        return self.filter(pk=source).order_by("series__order", "series")

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

    def fiscal_years(self) -> list[int]:
        """The years that have any, latest first."""
        return sorted(set(self.values_list("fiscal_year", flat=True)), reverse=True)


def first_ahead(study_sessions):
    """The one that comes next by its first possible day, dated or not; None when all are over or called off."""
    ahead = [held for held in study_sessions if not (held.is_called_off or held.is_past)]
    return min(ahead, key=lambda held: (held.date_from or date.max, held.start or time.max), default=None)


def neighbours(study_session, row):
    """The sessions before and after `study_session` in the `row` of its series, each None at an end."""
    place = next((index for index, other in enumerate(row) if other.pk == study_session.pk), None)
    if place is None:
        return None, None
    around = [None, *row, None]
    return around[place], around[place + 2]


SeriesManager = PageManager.from_queryset(SeriesQuerySet)
StudySessionManager = PageManager.from_queryset(StudySessionQuerySet)


class AgendaItemManager(models.Manager):
    """An item reads with the text it shares with another session: one question for both."""

    def get_queryset(self):
        return super().get_queryset().select_related("shared_item")


class SessionChangeQuerySet(models.QuerySet):
    def newest_first(self):
        return self.order_by("-on", "-pk")
