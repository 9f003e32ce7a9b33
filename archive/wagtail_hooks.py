"""What the archive adds to Wagtail and to the pages below."""

from wagtail import hooks

from archive import sections

hooks.register("home_sections", sections.new_videos)
hooks.register("series_links", sections.links_of_series)
hooks.register("series_sections", sections.materials_of_series)
hooks.register("series_sections", sections.videos_of_series)
hooks.register("study_session_sections", sections.materials_of_session)
hooks.register("study_session_sections", sections.videos_of_session)
