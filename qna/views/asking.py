"""/qa/ask/: the form, everything once more, and what helps while one types."""

from urllib.parse import urlencode

from allauth.core import ratelimit
from django.contrib import messages
from django.core.exceptions import PermissionDenied, ValidationError
from django.http import JsonResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from qna import rules
from qna.actions import drafting, following
from qna.forms.asking import CARRIED, AskForm, NameDepartmentForm, carried_in, read_source
from qna.models import AnswerBatch, Attachment, Question, QuestionDraft
from qna.similar import find_similar
from qna.views.reading import CRUMBS
from sessions.enrolment.actions.joining import name_department
from studygroup.kept_forms import keeps_form, kept_form
from studygroup.templatetags.site import clock_time, month_day

CHOSEN = ("theme", "field", "appearance")


def only_for_askers(view):
    """Who may not ask is told why, with the way in; who stands in no department names theirs first."""

    def checked(request, *args, **kwargs):
        if not rules.can_ask(request.user):
            return render(request, "qna/ask_closed.html", {"crumbs": crumbs()}, status=403)
        if not request.user.current_participations:
            address = redirect("qna:department-name")
            address["Location"] += f"?{urlencode(carried_in(request.GET))}"
            return address
        return view(request, *args, **kwargs)

    return checked


def crumbs():
    return [*CRUMBS, ("アドバイザーに質問する", "")]


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
@keeps_form
@only_for_askers
def ask(request):
    """Typed text is kept before it is checked, files once they are found good."""
    draft = QuestionDraft.objects.filter(user=request.user).first()
    if request.method == "POST":
        return _check(request)
    typed = kept_form(request)
    initial = _initial(request, draft)
    form = AskForm(typed, asker=request.user) if typed else AskForm(initial=initial, asker=request.user)
    carried = carried_in(typed) if typed else carried_in(request.GET) or (draft.source if draft else {})
    return _form(request, form, draft, carried)


def _initial(request, draft) -> dict:
    first = request.user.current_participations[0]
    initial = {"participant": first.pk, "field": first.department.field}
    if draft:
        initial |= {name: value for name in drafting.KEPT if (value := getattr(draft, name))}
    return initial


def _check(request):
    form = AskForm(request.POST, request.FILES, asker=request.user)
    carried = carried_in(request.POST)
    typed = {name: request.POST.get(name, "") for name in drafting.KEPT}
    draft = drafting.save_draft(by=request.user, source=carried | _who(request), **typed)
    is_good = form.is_valid()
    for file in form.cleaned_data.get("files") or []:
        try:
            drafting.attach(draft=draft, file=file, by=request.user)
        except ValidationError as refusal:
            form.add_error("files", refusal)
            is_good = False
    if is_good and "check" in request.POST:
        return redirect("qna:question-check")
    if is_good:
        messages.success(request, f"下書きを保存しました（{clock_time(timezone.now())}）。")
        return redirect("qna:question-ask")
    return _form(request, form, draft, carried)


def _who(request) -> dict:
    return {"participant": request.POST["participant"]} if request.POST.get("participant") else {}


def _form(request, form, draft, carried):
    source = read_source(request.user, carried)
    items = source.study_session.agenda_items.all() if source.study_session else []
    context = {
        "form": form,
        "draft": draft,
        "agenda": [item for item in items if item.title],
        "attachments": draft.attachments.all() if draft else [],
        "source": source,
        "carried": {name: value for name, value in carried.items() if name in CARRIED and name != "agenda"},
        "next_day": AnswerBatch.objects.next_day(),
        "crumbs": crumbs(),
    }
    return render(request, "qna/ask.html", context)


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
@keeps_form
@only_for_askers
def check(request):
    """Everything once more, beside what is much alike; posted, it is asked."""
    draft = QuestionDraft.objects.filter(user=request.user).first()
    if draft is None:
        return redirect("qna:question-ask")
    words = {name: getattr(draft, name) for name in drafting.KEPT} | {"participant": draft.source.get("participant")}
    form = AskForm(words, asker=request.user, with_files=False)
    if not form.is_valid():
        return redirect("qna:question-ask")
    source = read_source(request.user, draft.source)
    if request.method == "POST":
        return _ask(request, form, source)
    context = {
        "form": form,
        "words": form.cleaned_data,
        "labels": {name: dict(form.fields[name].choices)[form.cleaned_data[name]] for name in CHOSEN},
        "attachments": draft.attachments.all(),
        "source": source,
        "similar": find_similar(request.user, draft.title, draft.body),
        "next_day": AnswerBatch.objects.next_day(),
        "crumbs": crumbs(),
    }
    return render(request, "qna/ask_check.html", context)


def _ask(request, form, source):
    try:
        question = drafting.ask_from_draft(
            words=form.words, source=source, participant=form.cleaned_data["participant"], by=request.user
        )
    except ValidationError as refusal:
        messages.error(request, refusal.messages[0])
        return redirect("qna:question-list")
    next_day = AnswerBatch.objects.next_day()
    day = f"{month_day(next_day)}に掲載する予定です" if next_day else "一定期間ごとにまとめて掲載します"
    told = f"質問を受け付けました（{question.receipt}）。回答は{day}。"
    messages.success(request, f"{told}掲載したらメールでお知らせします。")
    return redirect(question)


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
@keeps_form
def department(request):
    """Staff in no department yet name theirs, and go on to the form."""
    if not rules.can_ask(request.user):
        return render(request, "qna/ask_closed.html", {"crumbs": crumbs()}, status=403)
    onward = redirect("qna:question-ask")
    onward["Location"] += f"?{urlencode(carried_in(request.GET))}" if request.GET else ""
    if request.user.current_participations:
        return onward
    form = NameDepartmentForm(request.POST if request.method == "POST" else kept_form(request))
    if request.method == "POST" and form.is_valid():
        try:
            name_department(by=request.user, **form.cleaned_data)
        except ValidationError as refusal:
            form.add_error("department_name", refusal.messages[0])
        else:
            return onward
    return render(request, "qna/ask_department.html", {"form": form, "crumbs": crumbs()})


@require_POST
def save_draft(request):
    """While one types: what stands there now is kept."""
    if not request.user.is_authenticated:
        raise PermissionDenied
    words = {name: request.POST[name] for name in drafting.KEPT if name in request.POST}
    draft = drafting.save_draft(by=request.user, source=carried_in(request.POST) | _who(request), **words)
    return JsonResponse({"saved": f"下書きを保存しました {clock_time(draft.saved_at)}"})


@require_POST
@keeps_form
def discard(request):
    drafting.discard_draft(by=request.user)
    messages.success(request, "下書きを消しました。")
    return redirect("qna:question-ask")


@require_POST
@keeps_form
def detach(request, pk):
    attachment = get_object_or_404(Attachment.objects.filter(draft__user=request.user), pk=pk)
    drafting.detach(attachment=attachment, by=request.user)
    messages.success(request, f"{attachment.name}を外しました。")
    return redirect("qna:question-ask")


@never_cache
@require_safe
def similar(request):
    """The fragment shown under the title while it is written."""
    if not rules.can_ask(request.user):
        raise PermissionDenied
    if not ratelimit.consume(request, action="similar", user=request.user):
        return render(request, "429.html", status=429)
    found = find_similar(request.user, request.GET.get("title", ""), request.GET.get("body", ""))
    return render(request, "qna/_similar.html", {"similar": found})


@require_POST
@keeps_form
def solved(request):
    """「これで解決した」: counted, and on to the answer; the draft stays until it is thrown away."""
    key = request.POST.get("question", "")
    number = int(key) if key.isascii() and key.isdigit() and len(key) < 13 else 0
    question = get_object_or_404(Question.objects.visible_to(request.user), pk=number)
    following.mark_solved(question=question, by=request.user)
    messages.success(request, "解決したことを記録しました。書きかけの質問は、下書きに残っています。")
    return redirect(question)
