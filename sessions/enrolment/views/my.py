"""マイページ: what needs doing, what comes next, and who of the department takes part how."""

from django.contrib import messages
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from sessions.enrolment import overview as reading
from sessions.enrolment.forms.attending import AnswerSheet
from sessions.enrolment.models import Application, CalendarFeed
from sessions.enrolment.pending import asked_in
from sessions.enrolment.rules.people import unchecked_participations
from sessions.enrolment.views import undoing
from sessions.enrolment.views.attending import UNCHANGED, save_answers
from studygroup import rules
from studygroup.addresses import whole
from studygroup.kept_forms import keeps_form, kept_form
from studygroup.slots import sections

OF_DEPARTMENT = (("enrolment:person-list", "同じ部署の人", "一覧・招待・追加・窓口の変更"),)
OF_COORDINATOR = (("enrolment:handover", "担当の引き継ぎ", "4月の異動に備えて、次の担当者に引き継げます"),)
OF_ANYONE = (
    ("notices:notice-list", "お知らせ", "メールでお送りしたことを、ここでも読めます"),
    ("notices:preference-edit", "お知らせの受け取り方", "種類ごとに、すぐに・まとめて・サイトだけ"),
    ("account_email", "アカウント", "メールアドレス、パスワード、パスキー"),
    ("enrolment:privacy", "登録している個人情報", "保存している内容の確認と訂正"),
)


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
@keeps_form
def overview(request):
    """One of the reader's departments at a time; a post is the matrix of its people and sessions."""
    departments = reading.departments_of(request.user)
    if not departments:
        return _without_department(request)
    wanted = request.GET.get("department", "")
    department = next((one for one in departments if str(one.pk) == wanted), departments[0])
    board = reading.read_board(request.user, department)
    if "undo" in request.POST:
        undoing.undo(request, board.cells)
        return redirect(request.get_full_path())
    typed = request.POST if request.method == "POST" else kept_form(request)
    answers = AnswerSheet(board.cells.values(), typed, in_matrix=True)
    if request.method == "POST" and _save(request, board, answers):
        return redirect(request.get_full_path())
    slot_tasks = sections("my_tasks", request.user, department)
    feed_address = _feed_address(request.user)
    context = {
        "board": board,
        "is_settled": bool(feed_address) and board.has_answered,
        "departments": departments,
        "form": answers,
        "saved_count": undoing.tell_once(request),
        "slot_tasks": slot_tasks,
        "task_count": len(board.tasks) + len(slot_tasks),
        "feed_address": feed_address,
        "pages": _links(OF_DEPARTMENT + (OF_COORDINATOR if board.is_spoken_for else ()) + OF_ANYONE),
    }
    return render(request, "enrolment/my.html", context)


def _save(request, board, answers: AnswerSheet) -> bool:
    changed = save_answers(request, answers, must_choose=False)
    if changed:
        undoing.remember(request, board.cells, changed)
    elif changed is not None:
        messages.success(request, UNCHANGED)
    return changed is not None


def _feed_address(user) -> str:
    feed = CalendarFeed.objects.filter(user=user).first()
    return whole(reverse("enrolment:calendar-feed", args=[feed.token])) if feed else ""


def _links(pages) -> list[tuple[str, str, str]]:
    return [(reverse(name), label, text) for name, label, text in pages]


def _without_department(request):
    user = request.user
    applications = list(Application.objects.filter(submitted_by=user).select_related("municipality"))
    former = user.participations
    context = {
        "ended": [one for one in former if one.department.closed_on],
        "left": [one for one in former if one.until],
        "asked": asked_in(applications),
        "is_waiting": any(application.is_waiting for application in applications),
        "is_suspended": rules.is_shut_out(user),
        "has_role": rules.has_a_role(user),
        "unchecked": unchecked_participations(user),
        "open_sessions": reading.sessions_for_any_staff() if rules.is_staff(user) else [],
        "applications": applications,
        "pages": _links(OF_ANYONE),
    }
    return render(request, "enrolment/my_without_department.html", context)
