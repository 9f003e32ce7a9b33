from wagtail import hooks

from sessions.enrolment import audit, boundaries, held, letter_kinds, panels, sections, viewsets, year_tasks
from sessions.enrolment.rules import reminding
from sessions.enrolment.views.exchange import ExchangeViewSet
from sessions.enrolment.views.yearly import YearlyViewSet

hooks.register("home_sections", sections.greeting)
hooks.register("municipality_map", sections.municipality_map)
hooks.register("series_aside", sections.standing_in_series)
hooks.register("study_session_aside", sections.own_sign_ups)
hooks.register("study_session_aside", sections.desk)
hooks.register("my_page", sections.my_page)
hooks.register("desk_worklist", panels.waiting_applications)
hooks.register("desk_worklist", panels.waiting_enrolments)
hooks.register("desk_worklist", panels.unanswered_people)
hooks.register("desk_worklist", panels.without_coordinator)
hooks.register("my_tasks", year_tasks.people_to_confirm)
hooks.register("my_tasks", year_tasks.enrolments_to_confirm)
hooks.register("held_about_me", held.account)
hooks.register("held_about_me", held.participations)
hooks.register("held_about_me", held.attendances)
hooks.register("held_about_me", held.applications)
hooks.register("held_about_me", held.told)
hooks.register("register_log_actions", audit.register_log_actions)
hooks.register("register_page_header_buttons", viewsets.offer_terms)
hooks.register("register_page_listing_more_buttons", viewsets.offer_terms)
hooks.register("study_session_card", sections.deadline)
hooks.register("page_boundary", boundaries.next_deadline)
hooks.register("way_in", sections.way_in)
hooks.register("letter_kinds", letter_kinds.session_kinds)
hooks.register("letter_due", reminding.is_still_due)


@hooks.register("register_admin_viewset")
def register_viewsets():
    return [viewsets.EnrolmentGroup(), ExchangeViewSet(), YearlyViewSet()]
