"""What the archive adds to Wagtail and to the pages below."""

from django.urls import reverse
from wagtail import hooks

from archive import boundaries, sections, viewsets
from studygroup.navigation import NavItem

hooks.register("page_boundary", boundaries.next_opening_or_closing)
hooks.register("home_sections", sections.new_videos)
hooks.register("series_links", sections.links_of_series)
hooks.register("series_sections", sections.materials_of_series)
hooks.register("series_sections", sections.videos_of_series)
hooks.register("study_session_sections", sections.materials_of_session)
hooks.register("study_session_sections", sections.videos_of_session)


@hooks.register("register_admin_viewset")
def register_viewsets():
    return viewsets.ArchiveGroup()


@hooks.register("navigation_items")
def offer_shelves():
    """Between the calendar and the news."""
    return [
        NavItem(42, reverse("archive:material-list"), "資料"),
        NavItem(44, reverse("archive:video-list"), "動画アーカイブ"),
    ]
