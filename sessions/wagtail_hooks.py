"""What the programme adds to Wagtail and to the pages below."""

from wagtail import hooks

from sessions import sections

hooks.register("home_sections", sections.next_sessions)
hooks.register("home_sections", sections.tracks)
hooks.register("home_sections", sections.years)
hooks.register("page_banner", sections.live_banner)
