from wagtail import hooks

from sessions.enrolment import sections

hooks.register("home_sections", sections.greeting)
hooks.register("municipality_map", sections.municipality_map)
hooks.register("series_aside", sections.standing_in_series)
