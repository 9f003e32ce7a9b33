"""What the board adds to Wagtail and to the pages below."""

from wagtail import hooks

from qna import audit, boundaries, held, letter_kinds, panels, sections, viewsets

hooks.register("navigation_items", sections.shelf)
hooks.register("page_boundary", boundaries.next_opening)
hooks.register("video_actions", sections.ask_about_video)
hooks.register("material_sections", sections.answers_of_material)
hooks.register("study_session_sections", sections.questions_of_session)
hooks.register("live_question_actions", sections.send_to_board)
hooks.register("my_sections", sections.own_questions)
hooks.register("header_badges", sections.inbox_badge)
hooks.register("desk_worklist", panels.unanswered)
hooks.register("desk_worklist", panels.overdue)
hooks.register("desk_worklist", panels.waiting_for_word)
hooks.register("desk_worklist", panels.in_review)
hooks.register("desk_worklist", panels.ready)
hooks.register("desk_worklist", panels.stuck_batches)
hooks.register("held_about_me", held.questions)
hooks.register("letter_kinds", letter_kinds.board_kinds)
hooks.register("register_log_actions", audit.register_log_actions)


@hooks.register("register_admin_viewset")
def register_viewsets():
    return viewsets.BoardGroup()
