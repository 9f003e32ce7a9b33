from wagtail import hooks

from sessions.live import audit, held, sections

hooks.register("study_session_aside", sections.way_to_room)
hooks.register("study_session_sections", sections.record)
hooks.register("held_about_me", held.rooms)
hooks.register("register_log_actions", audit.register_log_actions)
