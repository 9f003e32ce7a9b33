"""回答: the draft with its versions, and the dated editions that were published."""

from django.conf import settings
from django.db import models
from django.utils import timezone
from wagtail.search import index

from qna.enums import VersionKind
from qna.querysets import AnswerQuerySet
from studygroup.found import Found


class Answer(index.Indexed, models.Model):
    """The draft as it stands. `revision` grows with every saving; who saves says which one they had read.

    What is published is its editions: a question that has one was answered.
    """

    is_shown_to_public = False
    question = models.OneToOneField("qna.Question", on_delete=models.PROTECT, related_name="answer")
    body = models.TextField("回答", blank=True)
    revision = models.PositiveIntegerField(default=0)
    answered_as = models.CharField("回答者の表示", max_length=100, default="アドバイザー")
    edited_by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+")
    edited_at = models.DateTimeField(null=True, blank=True)
    objects = AnswerQuerySet.as_manager()

    search_fields = [index.SearchField("published_question"), index.SearchField("published_body")]
    search_group = "question", "質問と回答"

    class Meta:
        verbose_name = verbose_name_plural = "回答"

    def __str__(self):
        return self.title

    @classmethod
    def get_indexed_objects(cls):
        """What was published and still stands."""
        return cls.objects.standing()

    @property
    def edition(self) -> "AnswerEdition | None":
        """The latest that was published."""
        return max(self.question.editions.all(), key=lambda edition: edition.number, default=None)

    @property
    def title(self) -> str:
        return self.edition.title if self.edition else ""

    @property
    def published_question(self) -> str:
        return self.edition.body if self.edition else ""

    @property
    def published_body(self) -> str:
        return self.edition.answer if self.edition else ""

    @property
    def fiscal_year(self) -> int:
        return self.question.fiscal_year

    @property
    def series_id(self) -> int | None:
        return self.question.series_id

    def search_found(self, is_open: bool) -> Found:
        day = timezone.localdate(self.question.published_at)
        return Found(
            self.title,
            self.question.get_absolute_url(),
            "回答済み",
            place=f"第{self.question.batch.number}回回答",
            when=f"{day.year}年{day.month}月{day.day}日",
        )


class AnswerVersion(models.Model):
    """What the draft was at a revision, what the office suggested, or what the second of two had written."""

    is_shown_to_public = False
    answer = models.ForeignKey(Answer, on_delete=models.CASCADE, related_name="versions")
    revision = models.PositiveIntegerField()
    kind = models.CharField("種類", max_length=10, choices=VersionKind, default=VersionKind.DRAFT)
    body = models.TextField("回答")
    by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+")
    at = models.DateTimeField(default=timezone.now)
    is_automatic = models.BooleanField(default=False)
    decided_at = models.DateTimeField("提案に答えた日時", null=True, blank=True)

    class Meta:
        verbose_name = verbose_name_plural = "回答の版"
        ordering = ["-pk"]

    def __str__(self):
        return f"{self.answer} {self.revision}"


class Reference(models.Model):
    """What an answer cites: one of a material's pages, a video's second, a session, or an earlier answer."""

    answer = models.ForeignKey(Answer, on_delete=models.CASCADE, related_name="references")
    material = models.ForeignKey(
        "archive.Material", null=True, blank=True, on_delete=models.CASCADE, related_name="cited_in"
    )
    page = models.PositiveSmallIntegerField("ページ", null=True, blank=True)
    video = models.ForeignKey("archive.Video", null=True, blank=True, on_delete=models.CASCADE, related_name="cited_in")
    second = models.PositiveIntegerField("秒", null=True, blank=True)
    study_session = models.ForeignKey(
        "study_sessions.StudySession", null=True, blank=True, on_delete=models.CASCADE, related_name="cited_in"
    )
    question = models.ForeignKey(
        "qna.Question", null=True, blank=True, on_delete=models.CASCADE, related_name="cited_in"
    )

    class Meta:
        verbose_name = verbose_name_plural = "参考"
        ordering = ["pk"]

    def __str__(self):
        return str(self.thing)

    @property
    def thing(self):
        return self.material or self.video or self.study_session or self.question


class AnswerEdition(models.Model):
    """What was published, from when; the first, and each dated correction."""

    question = models.ForeignKey("qna.Question", on_delete=models.PROTECT, related_name="editions")
    number = models.PositiveSmallIntegerField("版")
    title = models.CharField("題名", max_length=200)
    body = models.TextField("質問")
    answer = models.TextField("回答")
    answered_as = models.CharField("回答者の表示", max_length=100)
    note = models.CharField("訂正の説明", max_length=200, blank=True)
    published_at = models.DateTimeField("日時")
    by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+")

    class Meta:
        verbose_name = verbose_name_plural = "掲載した版"
        ordering = ["number"]
        constraints = [models.UniqueConstraint(fields=["question", "number"], name="edition_number_once")]

    def __str__(self):
        return f"{self.title}（第{self.number}版）"

    @property
    def is_correction(self) -> bool:
        return self.number > 1
