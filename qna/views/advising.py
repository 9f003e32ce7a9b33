"""/advisor/: the inbox and the page on which an answer is written; also for one of the office who answers."""

from functools import wraps

from django.contrib import messages
from django.core.exceptions import PermissionDenied, ValidationError
from django.http import Http404, JsonResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from qna import advising, rules
from qna.actions import answering, reviewing
from qna.actions.answering import Overtaken
from qna.forms.advising import AnswerForm, MoreTimeForm, PickForm, RemarkForm
from qna.models import Answer, AnswerBatch, Question, Reference
from qna.shown import citations_of
from studygroup.kept_forms import keeps_form, kept_form
from studygroup.rules import has_a_role
from studygroup.templatetags.site import clock_time

CRUMBS = [("ホーム", "/"), ("受信箱", "/advisor/")]


@never_cache
@require_safe
@keeps_form
def inbox(request):
    if not (has_a_role(request.user) or request.user.assignments.exists()):
        raise PermissionDenied("受信箱は、アドバイザーと事務局の方が使います。")
    context = {
        "inbox": advising.read_inbox(request.user, request.GET.get("tab", "")),
        "next_day": AnswerBatch.objects.next_day(),
        "crumbs": [("ホーム", "/"), ("受信箱", "")],
    }
    return render(request, "qna/advisor_inbox.html", context)


def given_question(view):
    """The view with the question, for whom it was given to; 404 for everybody else."""

    @wraps(view)
    @never_cache
    @keeps_form
    def checked(request, pk, **kwargs):
        question = get_object_or_404(Question.objects.given(request.user).with_place(), pk=pk)
        return view(request, question, **kwargs)

    return checked


@require_http_methods(["GET", "HEAD", "POST"])
@given_question
def question(request, question):
    """Saved, quoted into, or handed in by which button was pressed."""
    if request.method == "POST":
        return _write(request, question)
    typed = kept_form(request)
    return _page(request, question, AnswerForm(typed) if typed else _form_of(question))


def _form_of(question) -> AnswerForm:
    """The draft as it stands."""
    answer = Answer.objects.filter(question=question).first() or Answer()
    return AnswerForm(
        initial={"body": answer.body, "answered_as": answer.answered_as, "read_revision": answer.revision}
    )


def _write(request, question):
    form = AnswerForm(request.POST)
    if not form.is_valid():
        return _page(request, question, form)
    words = form.cleaned_data
    body = words["body"] + _quoted(request)
    try:
        answering.save_answer(question=question, by=request.user, **words | {"body": body})
        if "hand_in" in request.POST:
            answering.hand_in(question=question, by=request.user)
    except Overtaken as refusal:
        form.add_error("body", refusal.messages[0])
        return _page(request, question, _on_top_of(form, refusal.present), present=refusal.present)
    except ValidationError as refusal:
        form.add_error("body", refusal.messages[0])
        return _page(request, question, form)
    handed_in = "hand_in" in request.POST
    messages.success(request, "事務局に確認を依頼しました。" if handed_in else "下書きを保存しました。")
    return redirect("qna:advisor-question", question.pk)


def _on_top_of(form, present):
    """What was typed stays in the form, which has now read what the other one saved."""
    form.data = form.data.copy()
    form.data["read_revision"] = str(present.revision)
    return form


def _quoted(request) -> str:
    """The earlier answer whose 「引用する」 was pressed."""
    key = request.POST.get("quote", "")
    if not (key.isascii() and key.isdigit() and len(key) < 13):
        return ""
    quoted = Question.objects.answered_for(request.user).filter(pk=int(key)).first()
    edition = quoted.editions.order_by("-number").first() if quoted else None
    return f"\n\n（{quoted.receipt}の回答より）\n{edition.answer}\n" if edition else ""


def _page(request, question, form, *, present=None, **forms):
    answer = Answer.objects.filter(question=question).first()
    words = request.GET.get("pick", "")[:100]
    context = {
        "question": question,
        "form": form,
        "present": present,
        "answer": answer,
        "suggestion": answering.pending_suggestion(answer) if answer else None,
        "versions": answer.versions.select_related("by") if answer else [],
        "can_draft": rules.can_draft(request.user, question),
        "remarks": question.remarks.visible_to(request.user).exclude(kind="note").select_related("by"),
        "assignment": question.assignments.filter(advisor=request.user).first(),
        "background": advising.background_of(question, request.user),
        "earlier": advising.earlier_answers(question, request.user),
        "references": answer.references.all() if answer else [],
        "citations": citations_of(question, request.user),
        "pick": words,
        "things": advising.things_to_cite(request.user, words) if words else [],
        "inbox": advising.read_inbox(request.user, advising.tab_of(question)),
        "next_day": question.batch.day if question.batch else AnswerBatch.objects.next_day(),
        "remark_form": forms.get("remark_form") or RemarkForm(prefix="ask"),
        "time_form": forms.get("time_form") or MoreTimeForm(prefix="time"),
        "decline_form": forms.get("decline_form") or RemarkForm(prefix="decline"),
        "crumbs": [*CRUMBS, (question.receipt, "")],
    }
    return render(request, "qna/advisor_question.html", context)


@require_POST
@given_question
def autosave(request, question):
    """While one types. 409 where somebody else saved: nothing is overwritten, the text is kept as a version."""
    form = AnswerForm(request.POST)
    if not form.is_valid():
        return JsonResponse({"error": "保存できませんでした。内容を確かめてください。"}, status=422)
    try:
        answer = answering.save_answer(question=question, by=request.user, is_automatic=True, **form.cleaned_data)
    except ValidationError as refusal:
        return JsonResponse({"error": refusal.messages[0]}, status=409)
    return JsonResponse({"saved": f"下書きを保存しました {clock_time(answer.edited_at)}", "revision": answer.revision})


SAYING = {
    "ask": ("remark_form", RemarkForm, "事務局に送りました。"),
    "time": ("time_form", MoreTimeForm, "期限の相談を事務局に送りました。"),
    "decline": ("decline_form", RemarkForm, "辞退を事務局に伝えました。"),
}


@require_POST
@given_question
def say(request, question, what):
    """To the office: a question back, a later day, or that it will not be answered."""
    if what not in SAYING:
        raise Http404
    name, form_class, done = SAYING[what]
    form = form_class(request.POST, prefix=what)
    if not form.is_valid():
        return _page(request, question, _form_of(question), **{name: form})
    words = form.cleaned_data
    if what == "ask":
        answering.ask_back(question=question, body=words["remark"], by=request.user)
    elif what == "time":
        answering.want_more_time(question=question, until=words["until"], reason=words["remark"], by=request.user)
    else:
        answering.decline(question=question, reason=words["remark"], by=request.user)
    messages.success(request, done)
    return redirect("qna:advisor-inbox") if what == "decline" else redirect("qna:advisor-question", question.pk)


@require_POST
@given_question
def cite(request, question):
    """Refer to what was picked; only to what the advisor may know of."""
    form = PickForm(request.POST)
    if form.is_valid():
        words = form.cleaned_data
        thing = _pickable(request.user, words["kind"]).filter(pk=words["key"]).first()
        if thing:
            answering.cite(question=question, thing=thing, page=words["page"], second=words["second"], by=request.user)
            messages.success(request, "参考に加えました。")
            return redirect("qna:advisor-question", question.pk)
    messages.error(request, "参考に加えられませんでした。もう一度選んでください。")
    return redirect("qna:advisor-question", question.pk)


def _pickable(user, kind: str):
    model = advising.MODELS[kind]
    if kind == "session":
        return model.objects.live()
    return model.objects.visible_to(user) if kind == "question" else model.objects.listed_for(user)


@require_POST
@given_question
def uncite(request, question, key):
    reference = get_object_or_404(Reference, pk=key, answer__question=question)
    answering.uncite(reference=reference, by=request.user)
    messages.success(request, "参考から外しました。")
    return redirect("qna:advisor-question", question.pk)


@require_POST
@given_question
def decide(request, question):
    """What the office suggested: taken over, or not."""
    answer = get_object_or_404(Answer, question=question)
    suggestion = answering.pending_suggestion(answer)
    if suggestion is None:
        messages.error(request, reviewing.NO_SUGGESTION)
        return redirect("qna:advisor-question", question.pk)
    is_taken = "take" in request.POST
    reviewing.decide_suggestion(version=suggestion, is_taken=is_taken, by=request.user)
    messages.success(request, "提案を取り入れました。" if is_taken else "自分の文のままにしました。")
    return redirect("qna:advisor-question", question.pk)
