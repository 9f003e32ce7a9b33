"""Reading materials and videos: what one may open, and what one may know of."""

from datetime import timedelta

from django.db import models
from django.db.models import F, Prefetch, Q
from django.db.models.functions import Cast
from django.utils import timezone

from archive.enums import ConversionState, Reading, RequestState
from sessions.enrolment.rules import audience_q
from sessions.models import Series, StudySession
from studygroup.rules import is_secretariat, is_staff

SILENT_MINUTES = 3  # a conversion that has not said how far it is for so long has lost its worker
UPLOAD_KEPT_HOURS = 48


class ConversionQuerySet(models.QuerySet):
    def waiting(self):
        """Whose turn comes next, first."""
        return self.filter(state=ConversionState.WAITING).order_by("asked_at", "pk")

    def running(self):
        return self.filter(state=ConversionState.RUNNING)

    def stuck(self):
        """What a worker took and never finished."""
        return self.running().filter(heartbeat_at__lte=timezone.now() - timedelta(minutes=SILENT_MINUTES))


class UploadQuerySet(models.QuerySet):
    def left_behind(self):
        """Films of which no piece came for two days."""
        return self.filter(touched_at__lte=timezone.now() - timedelta(hours=UPLOAD_KEPT_HOURS))


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
        open_still |= self._extended_for(user, now)
        return with_file.announced().filter(begun, open_still).filter(audience_q(user))

    def _extended_for(self, user, now) -> Q:
        """What stays open past its window for the municipality of `user`."""
        if not is_staff(user):
            return Q(pk__in=[])
        extensions = self.model._meta.get_field("extensions").related_model.objects
        running = extensions.filter(municipality=user.municipality_id, until__gt=now)
        return Q(pk__in=running.exclude(**{self.model._meta.model_name: None}).values(self.model._meta.model_name))

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

    def narrowed(self, *, series: str = "", year: str = "", **values: str):
        """Of one series (its key) and fiscal year, and with these values in its columns, each where given."""
        wanted = {"series__key": series, "fiscal_year": year, **values}
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


class MaterialQuerySet(ArchivedQuerySet):
    def beside(self, video, chapters):
        """The materials of the session of `video`, and the slides of its `chapters`."""
        slides = Q(pk__in=[chapter.material_id for chapter in chapters if chapter.material_id])
        of_session = Q(study_session=video.study_session_id) if video.study_session_id else Q()
        return self.filter(slides | of_session)

    def issuers(self) -> list[str]:
        """Who issued them, in order."""
        return sorted(set(self.exclude(issuer="").values_list("issuer", flat=True)))

    def waiting_to_be_read(self, before):
        """Those whose file the worker is to read, and that nobody has taken since `before`."""
        untaken = Q(reading_taken_at__isnull=True) | Q(reading_taken_at__lt=before)
        return self.filter(untaken, reading=Reading.WAITING).exclude(file="")


class EditionQuerySet(models.QuerySet):
    def untold(self):
        """Replacements whose readers have not been told yet."""
        return self.filter(told_at__isnull=True)


class MaterialPageQuerySet(models.QuerySet):
    def visible_to(self, user):
        """Pages of the materials that `user` may open now."""
        materials = self.model._meta.get_field("material").related_model.objects
        return self.filter(material__in=materials.visible_to(user))


class DownloadQuerySet(models.QuerySet):
    def by_people(self):
        return self.filter(user__isnull=False)

    def of_former_editions_only(self, user) -> set[int]:
        """The materials of which `user` has a former edition, and not the present one."""
        own = self.filter(user=user, material__isnull=False)
        former = set(own.filter(edition__isnull=False).values_list("material", flat=True))
        return former - set(own.filter(edition__isnull=True).values_list("material", flat=True)) if former else former


class ExtensionRequestQuerySet(models.QuerySet):
    def waiting(self):
        return self.filter(state=RequestState.WAITING)

    def waiting_of(self, municipality):
        return self.waiting().filter(municipality=municipality)


class VideoQuerySet(ArchivedQuerySet):
    def unconverted(self):
        """Those with a film of which no conversion knows yet."""
        unknown = Q(conversion__isnull=True) | ~Q(conversion__source=F("file"))
        return self.exclude(file="").filter(unknown)

    def narrowed(self, *, field: str = "", **wanted: str):
        """About one administrative field too."""
        narrowed = super().narrowed(**wanted)
        if not field:
            return narrowed
        # A list of names in JSON, which only PostgreSQL can look into: as text, a name stands in quotes.
        listed = narrowed.annotate(fields_text=Cast("fields", models.TextField()))
        return listed.filter(fields_text__contains=f'"{field}"')

    def unfinished_by(self, user):
        """Those that `user` has not watched to the end."""
        return self.exclude(pk__in=user.watchings.finished().values("video"))
