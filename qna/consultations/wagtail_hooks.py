"""What consultations add to Wagtail and to the pages below."""

from wagtail import hooks

from qna.consultations import audit, boundaries, held, letter_kinds, panels, rules, sections, viewsets

hooks.register("page_boundary", boundaries.next_window)
hooks.register("desk_worklist", panels.waiting_consultations)
hooks.register("desk_worklist", panels.consultations_to_record)
hooks.register("desk_worklist", panels.calls_to_decide)
hooks.register("my_tasks", sections.dates_to_wish)
hooks.register("my_tasks", sections.summaries_to_agree)
hooks.register("my_sections", sections.own_consultations)
hooks.register("advisor_sections", sections.of_advisor)
hooks.register("navigation_items", sections.shelf)
hooks.register("held_about_me", held.consultations)
hooks.register("letter_kinds", letter_kinds.consultation_kinds)
hooks.register("letter_due", rules.is_letter_due)
hooks.register("register_log_actions", audit.register_log_actions)


@hooks.register("register_admin_viewset")
def register_viewsets():
    return viewsets.ConsultationGroup()
