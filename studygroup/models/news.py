"""News: dated, with a kind, several on a day in a set order."""

from datetime import date, timedelta

from django.core.exceptions import ValidationError
from django.core.paginator import Paginator
from django.db import models
from django.utils import timezone
from wagtail.admin.panels import FieldPanel, FieldRowPanel, TitleFieldPanel
from wagtail.fields import RichTextField
from wagtail.models import PageManager
from wagtail.search import index

from studygroup.enums import NewsKind
from studygroup.found import Found
from studygroup.models.public_page import PublicPage
from studygroup.querysets import PublicPageQuerySet

NEW_FOR = timedelta(days=7)
NEWS_PER_PAGE = 20


class NewsItemQuerySet(PublicPageQuerySet):
    def newest_first(self):
        """By day, newest first; within a day as the office numbered them."""
        return self.order_by("-day", "day_order", "pk")

    def next_order(self, day: date) -> int:
        """The place that is free on `day`, after those taken."""
        return (self.filter(day=day).aggregate(last=models.Max("day_order"))["last"] or 0) + 1

    def of_kind(self, kind: str):
        return self.filter(kind=kind) if kind in NewsKind.values else self


class NewsIndex(PublicPage):
    """お知らせ: newest first, page by page, of all kinds or of one (`?kind=video&page=2`)."""

    template = "studygroup/news_index.html"
    subpage_types = ["studygroup.NewsItem"]
    max_count = 1

    class Meta:
        verbose_name = "お知らせの一覧"

    def get_context(self, request, *args, **kwargs):
        context = super().get_context(request, *args, **kwargs)
        news = NewsItem.objects.live()
        used = set(news.values_list("kind", flat=True).distinct())
        wanted = request.GET.get("kind", "")
        context["kinds"] = [kind for kind in NewsKind if kind in used]
        context["kind"] = NewsKind(wanted) if wanted in NewsKind.values else None
        context["news"] = Paginator(news.of_kind(wanted).newest_first(), NEWS_PER_PAGE).get_page(
            request.GET.get("page")
        )
        return context


class NewsItem(PublicPage):
    day = models.DateField("日付", default=timezone.localdate)
    day_order = models.PositiveSmallIntegerField("同じ日の中の順", default=1)
    kind = models.CharField("種別", max_length=10, choices=NewsKind, default=NewsKind.SITE)
    body = RichTextField("本文", features=["bold", "ol", "ul", "link"], blank=True)
    related_page = models.ForeignKey(
        "wagtailcore.Page",
        verbose_name="関係するページ",
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="+",
    )
    objects = PageManager.from_queryset(NewsItemQuerySet)()
    search_fields = [*PublicPage.search_fields, index.SearchField("body")]
    search_group = "news", "お知らせ"

    content_panels = [
        TitleFieldPanel("title", targets=[]),  # the address follows the day, not what is ASCII in the title
        FieldRowPanel([FieldPanel("day"), FieldPanel("day_order"), FieldPanel("kind")]),
        FieldPanel("body"),
        FieldPanel("related_page"),
    ]
    template = "studygroup/news_item.html"
    parent_page_types = ["studygroup.NewsIndex"]
    subpage_types = []

    class Meta:
        verbose_name = "お知らせ"

    def search_found(self, is_open: bool) -> Found:
        when = f"{self.day.year}年{self.day.month}月{self.day.day}日"
        return Found(self.title, self.get_url(), self.get_kind_display(), when=when)

    @property
    def is_new(self) -> bool:
        """新着: for seven days from its day."""
        return timezone.localdate() - self.day < NEW_FOR

    def clean(self):
        super().clean()
        same = NewsItem.objects.filter(day=self.day, day_order=self.day_order).exclude(pk=self.pk)
        if same.live().exists():
            raise ValidationError({"day_order": "この日の同じ順番に、ほかのお知らせがあります。"})
