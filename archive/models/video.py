"""動画: a recording or a lecture, with its captions."""

from django.db import models
from django.urls import reverse
from wagtail.admin.panels import FieldPanel, FieldRowPanel, MultiFieldPanel
from wagtail.search import index

from archive import files
from archive.enums import VideoKind
from archive.fields import DepartmentFieldsField
from archive.models.archived import ACCESS_PANELS, PLACE_PANELS, Archived, announced_in_words
from archive.querysets import VideoQuerySet
from studygroup.found import Found

FILE_FIELDS = ("file", "captions", "captions_are_automatic", "no_captions_reason", "poster", "seconds")
VIDEO_PARTS = {"file": "video.mp4", "captions": "captions.vtt", "poster": "poster.jpg"}


class Video(Archived):
    kind = models.CharField("種類", max_length=10, choices=VideoKind, default=VideoKind.RECORDING)
    description = models.TextField("説明", blank=True)
    speaker = models.CharField("登壇者の所属", max_length=100, blank=True)
    file = models.FileField("動画（MP4）", upload_to=files.video_path, blank=True, max_length=200)
    no_captions_reason = models.CharField("字幕がない理由", max_length=200, blank=True)
    captions_are_automatic = models.BooleanField(
        "字幕は自動作成（未確認）",
        default=False,
        help_text="事務局が確認したら、外してください。動画のページに出ます。",
    )
    poster = models.FileField("表紙の画像（JPEG・PNG）", upload_to=files.video_path, blank=True, max_length=200)
    part = models.PositiveSmallIntegerField(
        "第n部",
        null=True,
        blank=True,
        help_text="一つの回を分けて収めたときの番号です。分けていなければ空のままにします。",
    )
    edition_note = models.CharField(
        "版の説明", max_length=200, blank=True, help_text="例：音声を聞きやすくした版に差し替えました。"
    )
    correction_note = models.TextField("訂正", blank=True, help_text="発言や図の訂正です。動画のページに出ます。")
    seconds = models.PositiveIntegerField("長さ（秒）", null=True, blank=True, help_text="変換すると、自動で入ります。")
    fields = DepartmentFieldsField(verbose_name="行政の分野", help_text="動画の一覧で絞り込めます。")
    objects = VideoQuerySet.as_manager()

    search_fields = [
        *Archived.search_fields,
        *(index.SearchField(name) for name in ("speaker", "description")),
    ]
    search_group = "video", "動画"

    panels = [
        *PLACE_PANELS,
        FieldRowPanel([FieldPanel("kind"), FieldPanel("order"), FieldPanel("part")]),
        FieldPanel("speaker"),
        FieldPanel("description"),
        FieldPanel("fields"),
        MultiFieldPanel(
            [FieldPanel(name) for name in FILE_FIELDS],
            heading="ファイル",
        ),
        MultiFieldPanel(
            [FieldPanel(name) for name in ("edition", "edition_note", "correction_note")], heading="版と訂正"
        ),
        ACCESS_PANELS,
    ]

    class Meta(Archived.Meta):
        verbose_name = verbose_name_plural = "動画"

    @property
    def has_captions(self) -> bool:
        return self.lines.exists()

    @property
    def may_stand_without_captions(self) -> bool:
        """A film that is announced has captions, or says why not."""
        return not (self.file and self.announced_on) or bool(self.no_captions_reason.strip())

    def search_parts(self):
        """What is said, line by line, each with its time."""
        for line in self.lines.order_by("number").iterator():
            minutes, seconds = divmod(line.start_ms // 1000, 60)
            at = f"{minutes}:{seconds:02}"
            yield at, f"t={at}", line.text

    def search_found(self, is_open: bool) -> Found:
        return Found(
            self.title,
            self.get_absolute_url(),
            self.get_kind_display(),
            place=f"{self.place_label}（{self.fiscal_year}年度）",
            when=announced_in_words(self.announced_on),
        )

    def get_absolute_url(self):
        return reverse("archive:video-detail", args=[self.pk])

    def address_of(self, field: str) -> str:
        """Where the file in `field` is sent from."""
        return reverse("archive:video-file", args=[self.pk, VIDEO_PARTS[field]])
