"""The summary that everybody may read, once the department has agreed and the office has published it."""

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils import timezone
from wagtail.search import index

from qna.consultations.enums import AGREED, Agreement
from qna.consultations.querysets import SummaryQuerySet
from sessions.dates import full_day_in_words
from studygroup.found import Found


class Summary(index.Indexed, models.Model):
    """`agreement` holds for the text as it stands: whoever changes it asks again."""

    consultation = models.OneToOneField("consultations.Consultation", on_delete=models.PROTECT, related_name="summary")
    title = models.CharField("題名", max_length=100)
    body = models.TextField("要約")
    agreement = models.CharField("掲載の確認", max_length=9, choices=Agreement, default=Agreement.NOT_ASKED)
    agreed_at = models.DateTimeField("確認した日時", null=True, blank=True)
    agreed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, verbose_name="確認した人", null=True, on_delete=models.SET_NULL, related_name="+"
    )
    published_at = models.DateTimeField("掲載した日時", null=True, blank=True)
    withdrawn_at = models.DateTimeField("掲載を終えた日時", null=True, blank=True)
    objects = SummaryQuerySet.as_manager()

    search_fields = [index.SearchField("title", boost=2), index.SearchField("body")]
    search_group = "consultation", "個別相談"

    class Meta:
        verbose_name = verbose_name_plural = "個別相談の要約"
        ordering = ["-published_at", "-pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(published_at__isnull=True) | Q(agreement__in=AGREED),
                name="summary_is_published_only_if_agreed",
            )
        ]

    def __str__(self):
        return self.title

    def get_absolute_url(self):
        return reverse("consultations:summary-detail", args=[self.pk])

    @property
    def who_in_words(self) -> str:
        """The municipality where it agreed to be named, else its kind: 「市」「特別区」."""
        municipality = self.consultation.department.municipality
        return municipality.name if self.agreement == Agreement.NAMED else municipality.get_kind_display()

    @property
    def fiscal_year(self) -> int:
        return self.consultation.fiscal_year

    def search_found(self, is_open: bool) -> Found:
        when = full_day_in_words(timezone.localdate(self.published_at)) if self.published_at else ""
        return Found(self.title, self.get_absolute_url(), "個別相談の要約", place=self.who_in_words, when=when)
