"""視聴延長: a window that stays open longer for one municipality, and the wish for it."""

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils import timezone

from archive.enums import RequestState
from archive.querysets import ExtensionRequestQuerySet

ONE_THING = Q(material__isnull=False, video__isnull=True) | Q(material__isnull=True, video__isnull=False)


class OfMunicipality(models.Model):
    """What concerns one material or video and one municipality."""

    is_shown_to_public = False
    material = models.ForeignKey(
        "archive.Material",
        verbose_name="資料",
        null=True,
        blank=True,
        on_delete=models.CASCADE,
        related_name="%(class)ss",
    )
    video = models.ForeignKey(
        "archive.Video", verbose_name="動画", null=True, blank=True, on_delete=models.CASCADE, related_name="%(class)ss"
    )
    municipality = models.ForeignKey(
        "studygroup.Municipality", verbose_name="自治体", on_delete=models.CASCADE, related_name="%(class)ss"
    )
    reason = models.TextField("理由")

    class Meta:
        abstract = True
        constraints = [models.CheckConstraint(condition=ONE_THING, name="%(class)s_of_one_thing")]

    def __str__(self):
        return f"{self.thing}（{self.municipality}）"

    @property
    def thing(self):
        return self.material or self.video


class Extension(OfMunicipality):
    """Until when a window stays open for the people of one municipality who are in its audience; the latest counts."""

    until = models.DateTimeField("いつまで")
    granted_at = models.DateTimeField("延長した日時", default=timezone.now)
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name="延長した人",
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="+",
    )

    class Meta(OfMunicipality.Meta):
        verbose_name = verbose_name_plural = "視聴延長"
        ordering = ["-pk"]


class ExtensionRequest(OfMunicipality):
    """「視聴延長を頼む」: at most one waits for each thing and municipality."""

    state = models.CharField("状態", max_length=7, choices=RequestState, default=RequestState.WAITING)
    asked_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name="依頼した人",
        null=True,
        on_delete=models.SET_NULL,
        related_name="extension_requests",
    )
    asked_at = models.DateTimeField("依頼した日時", default=timezone.now)
    decided_at = models.DateTimeField("決めた日時", null=True, blank=True)
    answer = models.TextField("事務局からのひとこと", blank=True)
    objects = ExtensionRequestQuerySet.as_manager()

    class Meta(OfMunicipality.Meta):
        verbose_name = verbose_name_plural = "視聴延長の依頼"
        ordering = ["-pk"]
        constraints = [
            *OfMunicipality.Meta.constraints,
            models.UniqueConstraint(
                fields=["material", "municipality"],
                condition=Q(state=RequestState.WAITING, material__isnull=False),
                name="one_request_waits_for_material",
            ),
            models.UniqueConstraint(
                fields=["video", "municipality"],
                condition=Q(state=RequestState.WAITING, video__isnull=False),
                name="one_request_waits_for_video",
            ),
        ]
