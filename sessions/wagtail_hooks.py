"""What the programme adds to Wagtail and to the pages below."""

from django.shortcuts import redirect
from django.urls import reverse
from wagtail import hooks
from wagtail.admin import messages
from wagtail.admin.widgets import Button

from sessions import boundaries, panels, rules, sections, viewsets
from sessions.models import StudySession

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


@hooks.register("register_page_header_buttons")
@hooks.register("register_page_listing_more_buttons")
def offer_next_session(page, user, view_name=None, next_url=None):
    if isinstance(page.specific_deferred, StudySession) and rules.can_add_study_session(user, page.get_parent()):
        url = reverse("study_session_copies:copy", args=[page.pk])
        yield Button("この回を写して次回を作る", url=url, icon_name="copy", priority=1)


@hooks.register("before_copy_page")
def copy_as_next_session(request, page):
    """Wagtail's own copy would take last time's number; where sessions lie below, codes would clash."""
    if isinstance(page.specific, StudySession):
        return redirect("study_session_copies:copy", page.pk)
    if StudySession.objects.descendant_of(page).exists():
        return _refuse(request, page, "開催回がある参加機会は、複製できません。開催回を1つずつ写してください。")
    return None


@hooks.register("before_move_page")
def keep_session_in_series(request, page, destination):
    if isinstance(page.specific, StudySession):
        return _refuse(request, page, "開催回は、ほかの参加機会へ移せません。コードと名称は参加機会で決まります。")
    return None


@hooks.register("before_delete_page")
def keep_announced_session(request, page):
    told = StudySession.objects.descendant_of(page, inclusive=True)
    if all(rules.can_delete_study_session(request.user, study_session) for study_session in told):
        return None
    return _refuse(request, page, "公開したことのある開催回は、削除できません。中止・延期にしてください。")


@hooks.register("before_bulk_action")
def keep_sessions_in_bulk(request, action_type, objects, action_instance):
    """What is refused to one session is refused to many."""
    if action_type not in ("delete", "move") or not objects or not hasattr(objects[0], "path"):
        return None
    for page in objects:
        told = StudySession.objects.descendant_of(page, inclusive=True)
        if told.exists():
            return _refuse(request, page.get_parent(), "開催回は、まとめて移動・削除できません。")
    return None


def _refuse(request, page, reason):
    messages.error(request, reason)
    return redirect("wagtailadmin_explore", page.pk)
