"""Reading materials and videos: what one may open, and what one may know of."""

from django.db import models
from django.db.models import F, Prefetch, Q
from django.utils import timezone

from sessions.enrolment.rules import audience_q
from sessions.models import Series, StudySession
from studygroup.rules import is_secretariat


class ArchivedQuerySet(models.QuerySet):
    def announced(self):
        """What the office has announced, from that day on."""
        return self.filter(announced_on__lte=timezone.localdate())

    def listed_for(self, user):
        """What `user` may know of: everything announced; the office also sees what is not."""
        return self.all() if is_secretariat(user) else self.announced()

    def visible_to(self, user):
        """What `user` may open now: announced, its file there, its window open, the user in its audience.

        The secretariat works on the thing and passes windows too; holds the same truth as `archive.rules.access`.
        """
        with_file = self.exclude(file="")
        if is_secretariat(user):
            return with_file
        now = timezone.now()
        begun = Q(available_from__isnull=True) | Q(available_from__lte=now)
        open_still = Q(available_until__isnull=True) | Q(available_until__gt=now)
        return with_file.announced().filter(begun, open_still).filter(audience_q(user))

    def in_year(self, fiscal_year: int):
        """What stands on a series' page for that year: of its sessions, and what belongs to none in any year."""
        return self.filter(Q(fiscal_year=fiscal_year) | Q(study_session__isnull=True))

    def with_place(self):
        """With the programme, series and session it belongs to: few rows of each, so read apart."""
        places = Prefetch("series", Series.objects.brief()), Prefetch("study_session", StudySession.objects.named())
        return self.select_related("programme").prefetch_related(*places)

    def at_its_place(self):
        """As `with_place`, for one row: read together."""
        return self.select_related("programme", "series", "study_session")

    def narrowed(self, *, series: str = "", year: str = "", kind: str = ""):
        """Of one series (its key), fiscal year and kind, each where given."""
        wanted = {"series__key": series, "fiscal_year": year, "kind": kind}
        return self.filter(**{field: value for field, value in wanted.items() if value})

    def fiscal_years(self) -> list[int]:
        """The years that have any, latest first."""
        return sorted(set(self.values_list("fiscal_year", flat=True)), reverse=True)

    def newest_first(self):
        """By announcement, what has no day yet first; the things of one session together, alike on every database."""
        return self.order_by(
            F("announced_on").desc(nulls_first=True),
            F("series").asc(nulls_last=True),
            F("study_session").asc(nulls_last=True),
            "order",
            "pk",
        )

    def in_order(self):
        return self.order_by("order", "pk")

    def others_of_its_series(self, thing):
        """The rest of the series, or of the programme, that `thing` belongs to."""
        place = {"series": thing.series_id} if thing.series_id else {"programme": thing.programme_id}
        return self.filter(**place).exclude(pk=thing.pk)
