from wagtail import hooks

from sessions.enrolment import panels, sections, viewsets

hooks.register("home_sections", sections.greeting)
hooks.register("municipality_map", sections.municipality_map)
hooks.register("series_aside", sections.standing_in_series)
hooks.register("desk_worklist", panels.waiting_enrolments)


@hooks.register("register_admin_viewset")
def register_viewsets():
    return viewsets.EnrolmentGroup()
