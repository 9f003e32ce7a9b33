"""What every page of the CMS is: public."""

from wagtail.models import Page, PageManager, PageViewRestriction

from studygroup.found import Found
from studygroup.querysets import PublicPageQuerySet


class PublicPage(Page):
    """A page that anybody may read: what is not public is no page. Wagtail's privacy is neither offered nor asked."""

    private_page_options = []
    search_group = "page", "ページ"
    objects = PageManager.from_queryset(PublicPageQuerySet)()

    class Meta:
        abstract = True

    def search_found(self, is_open: bool) -> Found:
        return Found(self.title, self.get_url(), str(self._meta.verbose_name))

    def get_view_restrictions(self):
        return PageViewRestriction.objects.none()
