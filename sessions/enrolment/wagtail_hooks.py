from wagtail import hooks

from sessions.enrolment import sections

hooks.register("series_aside", sections.standing_in_series)
