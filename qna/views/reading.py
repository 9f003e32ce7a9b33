"""/qa/: the board's list, a question, and what a reader does with it."""

import re
from urllib.parse import urlencode

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from archive.delivery import send_file
from archive.search.models import synonyms
from archive.search.querysets import content_type_of
from archive.search.questions import parse
from archive.search.results import find
from qna import rules
from qna.actions import following, sorting
from qna.enums import OpenTo
from qna.forms.reading import BoardFilter
from qna.models import Answer, AnswerBatch, Attachment, Question
from qna.querysets import board_settings
from qna.shown import ShownQuestion
from studygroup.kept_forms import keeps_form

QUESTIONS_A_PAGE = 20
RECEIPT = re.compile(r"\s*[Qq]-?(\d{1,12})\s*\Z", re.ASCII)
CRUMBS = [("ホーム", "/"), ("質問と回答", "/qa/")]


@require_safe
def question_list(request):
    """What the reader may open, narrowed as the address asks."""
    filters = BoardFilter(request.GET, reader=request.user)
    wanted = filters.wanted
    rows = _narrowed(request.user, dict(wanted))
    page_obj = Paginator(rows, QUESTIONS_A_PAGE).get_page(request.GET.get("page"))
    context = {
        "filters": filters,
        "is_narrowed": bool(filters.narrowing),
        "page_obj": page_obj,
        "query": f"{urlencode(wanted)}&" if wanted else "",
        "batches": AnswerBatch.objects.visible_to(request.user).newest_first()[:5],
        "next_day": AnswerBatch.objects.next_day(),
        "can_ask": rules.can_ask(request.user),
        "has_draft": request.user.is_authenticated and _has_draft(request.user),
        "crumbs": CRUMBS,
    }
    return render(request, "qna/question_list.html", context)


def _has_draft(user) -> bool:
    draft = getattr(user, "question_draft", None)
    return draft is not None and draft.has_words


def _narrowed(user, wanted: dict):
    words, state, order = (wanted.pop(name, "") for name in ("q", "state", "order"))
    rows = Question.objects.on_board(user).narrowed(**wanted)
    if state:
        rows = rows.in_reader_state(user, state)
    if number := RECEIPT.match(words):
        rows = rows.filter(pk=int(number[1]))
    elif words:
        rows = rows.filter(pk__in=found_by_words(user, words))
    rows = rows.for_cards(user)
    return rows.most_wanted_first() if order == BoardFilter.WANTED else rows.newest_first()


def found_by_words(user, words: str) -> list[int]:
    """The keys of the questions in which, or in whose answers, the reader finds `words`."""
    found = find(user, parse(words, synonyms()))
    keys = {True: [], False: []}
    answer_type = content_type_of(Answer).pk
    for key in found.of_kind(Question.search_group[0]):
        keys[key.content_type == answer_type].append(key.object_id)
    return [*keys[False], *Answer.objects.filter(pk__in=keys[True]).values_list("question", flat=True)]


def _question(request, pk) -> Question:
    return get_object_or_404(Question.objects.visible_to(request.user).with_place(), pk=pk)


@require_safe
def question_detail(request, pk):
    question = Question.objects.visible_to(request.user).with_place().filter(pk=pk).first()
    if question is None:
        return _elsewhere(request, pk)
    shown = ShownQuestion(question, request.user)
    context = {
        "shown": shown,
        "question": question,
        "next_day": AnswerBatch.objects.next_day() if question.is_open else None,
        "is_office": rules.can_read_board(request.user),
        "is_assigned": rules.is_assigned(request.user, question),
        "crumbs": [*CRUMBS, (shown.title, "")],
    }
    return render(request, "qna/question_detail.html", context)


def _elsewhere(request, pk):
    """Merged into one that the reader may open; or closed by the office's setting, which is said; else unknown."""
    question = get_object_or_404(Question.objects.select_related("merged_into"), pk=pk)
    into = question.merged_into
    if into and Question.objects.visible_to(request.user).filter(pk=into.pk).exists():
        return redirect(into)
    if not Question.objects.closed_by_setting().filter(pk=pk).exists():
        raise Http404
    setting = board_settings()
    open_to = OpenTo(setting.answers_open_to if question.opens_at else setting.questions_open_to)
    return render(request, "qna/closed.html", {"open_to": open_to, "crumbs": CRUMBS}, status=403)


@require_safe
def attachment(request, pk, key, filename):
    """A file that came with a question, for those who read the question as it was asked."""
    question = _question(request, pk)
    if not rules.can_read_original(request.user, question):
        raise Http404
    row = get_object_or_404(Attachment, question=question, pk=key)
    return send_file(request, row.file, filename=row.name, as_attachment=True)


@require_POST
@keeps_form
def want(request, pk):
    """知りたい, or not any more."""
    question = _question(request, pk)
    if "undo" in request.POST:
        following.want_no_more(question=question, by=request.user)
    else:
        following.want_to_know(question=question, by=request.user)
    return _back(request, question)


@require_POST
@keeps_form
def follow(request, pk):
    question = _question(request, pk)
    if "undo" in request.POST:
        following.follow_no_more(question=question, by=request.user)
        messages.success(request, "フォローをやめました。")
    else:
        following.follow(question=question, by=request.user)
        messages.success(request, "フォローしました。回答が公開されたらお知らせします。")
    return redirect(question)


def _back(request, question):
    """To the list it was pressed in, or the question."""
    return redirect("qna:question-list") if "from_list" in request.POST else redirect(question)


@require_http_methods(["GET", "HEAD", "POST"])
@keeps_form
def take_back(request, pk):
    """The asking department takes its question back; asked once more before."""
    question = _question(request, pk)
    if not rules.can_take_back(request.user, question):
        raise Http404
    if request.method == "POST":
        sorting.take_back_question(question=question, by=request.user)
        messages.success(request, f"質問（{question.receipt}）を取り下げました。")
        return redirect(question)
    crumbs = [*CRUMBS, (question.asked_title, question.get_absolute_url()), ("取り下げ", "")]
    return render(request, "qna/take_back.html", {"question": question, "crumbs": crumbs})
