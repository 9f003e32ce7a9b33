"""質問: as it was asked, and as it is published."""

from django.conf import settings
from django.db import models
from django.urls import reverse
from django.utils import timezone
from wagtail.search import index

from qna.enums import (
    ENDED_STATES,
    OPEN_STATES,
    READER_STATE,
    Appearance,
    Origin,
    QuestionState,
    ReaderState,
    Theme,
)
from qna.querysets import QuestionQuerySet
from sessions.dates import fiscal_year_of
from studygroup.enums import DepartmentField
from studygroup.found import Found

TITLE_LENGTH, BODY_LENGTH = 60, 2000


class Question(index.Indexed, models.Model):
    """`asked_title` and `asked_body` are never changed; `title` and `body` are the wording that is published.

    Others than the asking department, the advisors it was given to and the office read the wording alone: from
    `released_at` on, or from `opens_at`, when its answer opens to them. `published_at` is when its askers may read it.
    """

    asked_title = models.CharField("題名（原文）", max_length=200)
    asked_body = models.TextField("質問（原文）")
    title = models.CharField("題名（掲載）", max_length=200)
    body = models.TextField("質問（掲載）")
    theme = models.CharField("テーマ", max_length=10, choices=Theme)
    field = models.CharField("分野", max_length=20, choices=DepartmentField)
    appearance = models.CharField("公開のしかた", max_length=8, choices=Appearance, default=Appearance.UNNAMED)
    origin = models.CharField("受付方法", max_length=12, choices=Origin, default=Origin.WEB)
    # Both may be missing: what was asked from the hall by nobody in particular has no department.
    department = models.ForeignKey(
        "studygroup.Department",
        verbose_name="部署",
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="questions",
    )
    participant = models.ForeignKey(
        "studygroup.Participant",
        verbose_name="質問した人",
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="questions",
    )
    entered_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, verbose_name="入力者", null=True, on_delete=models.SET_NULL, related_name="+"
    )
    asked_at = models.DateTimeField("受付日時", default=timezone.now)
    state = models.CharField("状態", max_length=14, choices=QuestionState, default=QuestionState.RECEIVED)
    state_since = models.DateTimeField("状態が変わった日時", default=timezone.now)
    reason = models.TextField("非掲載・取下げの理由", blank=True)
    released_at = models.DateTimeField("回答の前に公開した日時", null=True, blank=True)
    published_at = models.DateTimeField("掲載した日時", null=True, blank=True)
    opens_at = models.DateTimeField("公開日時", null=True, blank=True)
    withdrawn_at = models.DateTimeField("取り下げた日時", null=True, blank=True)
    batch = models.ForeignKey(
        "qna.AnswerBatch",
        verbose_name="回答のまとめ",
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="questions",
    )
    merged_into = models.ForeignKey(
        "self", verbose_name="まとめた先", null=True, blank=True, on_delete=models.PROTECT, related_name="merged"
    )
    split_from = models.ForeignKey(
        "self", verbose_name="分ける前の質問", null=True, blank=True, on_delete=models.PROTECT, related_name="parts"
    )
    follows = models.ForeignKey(
        "self", verbose_name="もとの質問", null=True, blank=True, on_delete=models.PROTECT, related_name="further"
    )
    # Whence it was asked. Nothing holds a key to an agenda item: its uid survives revisions.
    study_session = models.ForeignKey(
        "study_sessions.StudySession",
        verbose_name="開催回",
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="questions",
    )
    agenda_uid = models.UUIDField(null=True, blank=True)
    video = models.ForeignKey(
        "archive.Video", verbose_name="動画", null=True, blank=True, on_delete=models.SET_NULL, related_name="questions"
    )
    video_second = models.PositiveIntegerField("動画の秒", null=True, blank=True)
    material = models.ForeignKey(
        "archive.Material",
        verbose_name="資料",
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="questions",
    )
    material_page = models.PositiveSmallIntegerField("資料のページ", null=True, blank=True)
    live_question = models.CharField("部屋の質問", max_length=60, blank=True)
    live_moment = models.DateTimeField("部屋で質問された時刻", null=True, blank=True)
    objects = QuestionQuerySet.as_manager()

    search_fields = [index.SearchField("body_to_find")]
    search_group = "question", "質問と回答"

    class Meta:
        verbose_name = verbose_name_plural = "質問"
        ordering = ["-pk"]
        indexes = [models.Index(fields=["state", "state_since"], name="question_state")]
        constraints = [
            models.CheckConstraint(
                condition=~models.Q(state=QuestionState.PUBLISHED)
                | models.Q(published_at__isnull=False, opens_at__isnull=False, batch__isnull=False),
                name="question_published_in_batch",
            ),
            models.CheckConstraint(
                condition=models.Q(merged_into__isnull=True) | models.Q(state__in=ENDED_STATES),
                name="question_merged_is_ended",
            ),
            models.UniqueConstraint(
                fields=["live_question"], condition=~models.Q(live_question=""), name="question_of_live_once"
            ),
        ]

    def __str__(self):
        return f"{self.receipt} {self.title}"

    def get_absolute_url(self):
        return reverse("qna:question-detail", args=[self.pk])

    @classmethod
    def get_indexed_objects(cls):
        """Until it is answered; from then on it is found by its answer, which opens by itself."""
        return cls.objects.filter(state__in=OPEN_STATES)

    @property
    def title_to_find(self) -> str:
        return self.title if self.released_at else self.asked_title

    @property
    def body_to_find(self) -> str:
        return self.body if self.released_at else self.asked_body

    def search_found(self, is_open: bool) -> Found:
        asked = timezone.localdate(self.asked_at)
        return Found(
            self.title_to_find,
            self.get_absolute_url(),
            self.reader_state_label,
            place=self.get_theme_display(),
            when=f"{asked.year}年{asked.month}月{asked.day}日",
        )

    @property
    def fiscal_year(self) -> int:
        return fiscal_year_of(timezone.localdate(self.asked_at))

    @property
    def series_id(self) -> int | None:
        return self.study_session.series_id if self.study_session_id else None

    @property
    def receipt(self) -> str:
        return f"Q-{self.pk:04d}"

    @property
    def reader_state(self) -> str:
        """「受付済み」「回答準備中」「回答済み」 as a value; empty for what ended otherwise."""
        return READER_STATE.get(self.state, "")

    @property
    def reader_state_label(self) -> str:
        return ReaderState(self.reader_state).label if self.reader_state else self.get_state_display()

    @property
    def is_open(self) -> bool:
        return self.state in OPEN_STATES

    @property
    def is_published(self) -> bool:
        return self.state == QuestionState.PUBLISHED

    @property
    def is_withdrawn(self) -> bool:
        return self.state == QuestionState.WITHDRAWN

    @property
    def municipality(self):
        return self.department.municipality if self.department_id else None

    @property
    def shown_municipality(self) -> str:
        """The municipality's name as others may read it; empty where it did not agree."""
        return self.municipality.name if self.department_id and self.appearance == Appearance.NAMED else ""

    @property
    def agenda_title(self) -> str:
        """The agenda item it was asked about, while the session has it."""
        items = self.study_session.agenda_items.all() if self.study_session_id and self.agenda_uid else ()
        return next((item.title for item in items if item.uid == self.agenda_uid), "")

    @property
    def wording_differs(self) -> bool:
        return (self.title, self.body) != (self.asked_title, self.asked_body)
