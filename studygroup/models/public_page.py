"""What every page of the CMS is: public."""

from wagtail.models import Page, PageViewRestriction


class PublicPage(Page):
    """A page that anybody may read: what is not public is no page. Wagtail's privacy is neither offered nor asked."""

    private_page_options = []

    class Meta:
        abstract = True

    def get_view_restrictions(self):
        return PageViewRestriction.objects.none()
