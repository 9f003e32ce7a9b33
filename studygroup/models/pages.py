"""Home, plain pages, members and contact."""

from django.contrib.contenttypes.models import ContentType
from django.db import models
from django.utils import timezone
from wagtail.admin.panels import FieldPanel
from wagtail.fields import StreamField
from wagtail.models import Page
from wagtail.search import index

from studygroup import navigation, page_cache
from studygroup.blocks import BodyBlock
from studygroup.models.public_page import PublicPage
from studygroup.querysets import ContactMessageQuerySet

CONTENTS_FROM = 3


class HomePage(PublicPage):
    """What the study group is; news and what higher apps have to show come through `home_sections`."""

    headline = models.CharField("見出し", max_length=100, help_text="改行したい位置に「／」を入れます。")
    lead = models.TextField("リード文")

    content_panels = [*PublicPage.content_panels, FieldPanel("headline"), FieldPanel("lead")]
    search_fields = [*PublicPage.search_fields, index.SearchField("lead")]
    template = "studygroup/home_page.html"
    max_count = 1

    class Meta:
        verbose_name = "ホーム"

    def route(self, request, path_components):
        """Straight to the page with this whole address: no page of ours routes what lies below it itself."""
        address = self.url_path + "".join(f"{component}/" for component in path_components)
        found = page_cache.remember("addresses", _read_addresses).get(address) if path_components else None
        if found is None:
            return super().route(request, path_components)
        kind, key = found
        return ContentType.objects.get_for_id(kind).get_object_for_this_type(pk=key).route(request, [])

    def get_sitemap_urls(self, request=None):
        """Its own, and the lists and forms of higher apps, which are no pages."""
        root = self.get_full_url(request).rstrip("/")
        return [*super().get_sitemap_urls(request), *({"location": root + url} for url in navigation.beside_pages())]

    @property
    def headline_lines(self) -> list[str]:
        return self.headline.split("／")


def _read_addresses() -> dict[str, tuple[int, int]]:
    """By the address of every published page: its content type and its key."""
    rows = Page.objects.live().values_list("url_path", "content_type", "pk")
    return {address: (kind, key) for address, kind, key in rows}


class PlainPage(PublicPage):
    """A page of words: first-time guide, privacy, accessibility."""

    lead = models.TextField("リード文", blank=True)
    body = StreamField(BodyBlock(), verbose_name="本文", blank=True)

    content_panels = [*PublicPage.content_panels, FieldPanel("lead"), FieldPanel("body")]
    search_fields = [*PublicPage.search_fields, index.SearchField("lead"), index.SearchField("body")]
    template = "studygroup/plain_page.html"

    class Meta:
        verbose_name = "一般のページ"

    @property
    def contents(self) -> list[tuple[int, str]]:
        """The headings by their place in the body, for a table of contents; too few need none."""
        places = enumerate(self.body, start=1)
        headings = [(place, block.value) for place, block in places if block.block_type == "heading"]
        return headings if len(headings) >= CONTENTS_FROM else []


class MembersPage(PublicPage):
    """The 62 on their map and in its table; who is enrolled comes through the slot `municipality_map`."""

    lead = models.TextField("リード文", blank=True)

    content_panels = [*PublicPage.content_panels, FieldPanel("lead")]
    search_fields = [*PublicPage.search_fields, index.SearchField("lead")]
    template = "studygroup/members_page.html"
    subpage_types = []

    class Meta:
        verbose_name = "参加自治体"


class ContactPage(PublicPage):
    """Telephone, fax and a form; the form is answered by `studygroup.views.contact`."""

    lead = models.TextField("リード文", blank=True)
    thanks = models.TextField("送信後の文", default="お問い合わせを受け付けました。")

    content_panels = [*PublicPage.content_panels, FieldPanel("lead"), FieldPanel("thanks")]
    search_fields = [*PublicPage.search_fields, index.SearchField("lead")]
    template = "studygroup/contact_page.html"
    subpage_types = []

    class Meta:
        verbose_name = "お問い合わせのページ"


class ContactMessage(models.Model):
    """What somebody wrote to the office; kept until its retention ends, whatever becomes of the mail."""

    is_shown_to_public = False
    name = models.CharField("お名前", max_length=100)
    organisation = models.CharField("所属", max_length=100, blank=True)
    mail = models.EmailField("メールアドレス")
    body = models.TextField("お問い合わせの内容", max_length=4000)
    received_at = models.DateTimeField("受付日時", default=timezone.now)
    handled_at = models.DateTimeField("対応した日時", null=True, blank=True)
    objects = ContactMessageQuerySet.as_manager()

    class Meta:
        verbose_name = verbose_name_plural = "お問い合わせ"
        ordering = ["-received_at"]

    def __str__(self):
        return f"{self.received_at:%Y-%m-%d} {self.name}"
