"""The undertaking as a whole: its years, its ways to take part, and its own page."""

from django.db import models
from django.utils import timezone
from modelcluster.fields import ParentalKey
from modelcluster.models import ClusterableModel
from wagtail.admin.panels import FieldPanel, FieldRowPanel, InlinePanel, MultiFieldPanel
from wagtail.models import Orderable

from sessions.dates import fiscal_year_of
from studygroup.models.public_page import PublicPage


class Programme(ClusterableModel):
    """A multi-year undertaking with a theme for each fiscal year; the one before it is entered, not coded."""

    name = models.CharField("名称", max_length=100, unique=True)
    parent_name = models.CharField("上位の事業", max_length=200, blank=True)
    purpose = models.TextField("目的", blank=True)
    eligibility = models.TextField("対象自治体と参加対象者", blank=True)
    organiser = models.CharField("主催", max_length=100)
    secretariat = models.CharField("運営事務局", max_length=100, blank=True)
    secretariat_duties = models.CharField("事務局の役割", max_length=200, blank=True)
    funder = models.CharField("助成", max_length=100, blank=True)
    first_year = models.PositiveSmallIntegerField("最初の年度（西暦）")
    last_year = models.PositiveSmallIntegerField("最後の年度（西暦）", null=True, blank=True)
    predecessor = models.OneToOneField(
        "self", verbose_name="前身の事業", null=True, blank=True, on_delete=models.SET_NULL, related_name="successor"
    )

    panels = [
        FieldPanel("name"),
        FieldPanel("parent_name"),
        FieldPanel("purpose"),
        FieldPanel("eligibility"),
        MultiFieldPanel(
            [FieldPanel(name) for name in ("organiser", "secretariat", "secretariat_duties", "funder")],
            heading="体制",
        ),
        FieldRowPanel([FieldPanel("first_year"), FieldPanel("last_year")], heading="期間"),
        FieldPanel("predecessor"),
        InlinePanel("years", heading="年度ごとのテーマ", label="年度"),
        InlinePanel("opportunities", heading="活動内容", label="参加機会"),
    ]

    class Meta:
        verbose_name = verbose_name_plural = "事業・研究会"
        ordering = ["-first_year"]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(last_year__isnull=True) | models.Q(last_year__gte=models.F("first_year")),
                name="programme_years_in_order",
                violation_error_message="最後の年度は、最初の年度より前にできません。",
            )
        ]

    def __str__(self):
        return self.name


class ProgrammeYear(Orderable):
    programme = ParentalKey(Programme, on_delete=models.CASCADE, related_name="years")
    fiscal_year = models.PositiveSmallIntegerField("年度（西暦）")
    theme = models.CharField("テーマ", max_length=100)
    short_theme = models.CharField("短い題", max_length=40, blank=True)
    aim = models.TextField("目指すこと", blank=True)

    class Meta(Orderable.Meta):
        constraints = [models.UniqueConstraint(fields=["programme", "fiscal_year"], name="programme_year_unique")]


class Opportunity(Orderable):
    """One row of the 活動内容 table: a way to take part, with its plan in words."""

    programme = ParentalKey(Programme, on_delete=models.CASCADE, related_name="opportunities")
    name = models.CharField("参加機会", max_length=60)
    overview = models.TextField("概要")
    planned = models.CharField("予定回数", max_length=120, blank=True)
    eligible = models.CharField("対象", max_length=120, blank=True)


class ProgrammePage(PublicPage):
    """研究会について: what the programme is, read from its record."""

    programme = models.ForeignKey(Programme, verbose_name="事業・研究会", on_delete=models.PROTECT, related_name="+")

    content_panels = [*PublicPage.content_panels, FieldPanel("programme")]
    template = "study_sessions/programme_page.html"

    class Meta:
        verbose_name = "研究会についてのページ"

    def get_context(self, request, *args, **kwargs):
        context = super().get_context(request, *args, **kwargs)
        programme = self.programme
        context["programme"] = programme
        context["years"] = programme.years.all()
        context["opportunities"] = programme.opportunities.all()
        context["current_year"] = fiscal_year_of(timezone.localdate())
        context["child_pages"] = self.get_children().live()
        return context
