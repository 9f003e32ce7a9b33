"""What the programme adds to Wagtail and to the pages below."""

from wagtail import hooks

from sessions import boundaries, panels, sections, viewsets

hooks.register("page_boundary", boundaries.next_start_or_end)
hooks.register("home_sections", sections.next_sessions)
hooks.register("home_sections", sections.tracks)
hooks.register("home_sections", sections.years)
hooks.register("page_banner", sections.live_banner)
hooks.register("desk_worklist", panels.overdue_plans)


@hooks.register("register_admin_viewset")
def register_viewsets():
    return [
        viewsets.ProgrammeGroup(),
        viewsets.StudySessionCopies(),
        viewsets.VenueChooser(),
        viewsets.SharedItemChooser(),
    ]


@hooks.register("construct_homepage_panels")
def show_coming_sessions(request, found):
    found.append(panels.ComingSessions())


hooks.register("register_page_header_buttons", viewsets.offer_next_session)
hooks.register("register_page_listing_more_buttons", viewsets.offer_next_session)
hooks.register("before_copy_page", viewsets.copy_as_next_session)
hooks.register("before_move_page", viewsets.keep_session_in_series)
hooks.register("before_delete_page", viewsets.keep_announced_session)
hooks.register("before_bulk_action", viewsets.keep_sessions_in_bulk)
