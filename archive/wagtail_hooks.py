"""What the archive adds to Wagtail and to the pages below."""

from django.urls import reverse
from wagtail import hooks

from archive import audit, boundaries, held, letter_kinds, panels, rules, sections, viewsets
from studygroup.navigation import NavItem

hooks.register("page_boundary", boundaries.next_opening_or_closing)
hooks.register("home_sections", sections.new_videos)
hooks.register("series_links", sections.links_of_series)
hooks.register("series_sections", sections.materials_of_series)
hooks.register("series_sections", sections.videos_of_series)
hooks.register("study_session_sections", sections.materials_of_session)
hooks.register("study_session_sections", sections.videos_of_session)
hooks.register("live_stage", sections.materials_on_stage)
hooks.register("desk_worklist", panels.waiting_extensions)
hooks.register("desk_worklist", panels.unread_materials)
hooks.register("held_about_me", held.downloads)
hooks.register("held_about_me", held.extension_requests)
hooks.register("held_about_me", held.watchings)
hooks.register("letter_kinds", letter_kinds.archive_kinds)
hooks.register("letter_due", rules.is_letter_due)
hooks.register("register_log_actions", audit.register_log_actions)
hooks.register("session_preparations", sections.sessions_without_materials)


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
