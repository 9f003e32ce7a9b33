"""What somebody typed into a form that was left open past sign-out, kept through signing in again."""

import json
from functools import wraps

from django.contrib import messages
from django.contrib.auth.views import redirect_to_login
from django.utils import timezone
from django.utils.datastructures import MultiValueDict

SESSION_KEY = "kept_forms"
MAX_CHARACTERS = 50_000
MAX_FORMS = 3
SECONDS = 3600
NOT_KEPT = ("csrfmiddlewaretoken",)
STILL_HERE = "しばらく操作がなかったため、保存前に確認が必要です。入力内容は残っています。"


def keeps_form(view):
    """Let only those who are signed in through to `view`, and lose nothing that was typed before.

    Like `login_required`; but a POST that arrives signed out is put into the session, and signing in leads back to the
    form's own address. There the view asks `kept_form(request)` and shows its form filled with the answer, unsaved:

        @keeps_form
        def edit(request):
            form = NoteForm(request.POST if request.method == "POST" else kept_form(request))
            if request.method == "POST" and form.is_valid(): ...

    Fields alone are kept, no files; of a form beyond MAX_CHARACTERS nothing. Whoever signs in next in this browser
    within the hour is taken for the one who typed, so a view shows of it only what its reader may write.
    """

    @wraps(view)
    def signed_in_only(request, *args, **kwargs):
        if request.user.is_authenticated:
            return view(request, *args, **kwargs)
        if request.method == "POST":
            _keep(request)
        return redirect_to_login(request.get_full_path())

    return signed_in_only


def kept_form(request) -> MultiValueDict | None:
    """What was typed at this address before signing in, once, with the sentence that says so; None if nothing was."""
    kept = request.session.get(SESSION_KEY, {})
    if request.get_full_path() not in kept:
        return None
    typed = kept.pop(request.get_full_path())
    request.session[SESSION_KEY] = kept
    if timezone.now().timestamp() - typed["at"] > SECONDS:
        return None
    messages.warning(request, STILL_HERE)
    return MultiValueDict(typed["fields"])


def _keep(request) -> None:
    fields = {name: values for name, values in request.POST.lists() if name not in NOT_KEPT}
    if len(json.dumps(fields, ensure_ascii=False)) > MAX_CHARACTERS:
        return
    kept = dict(request.session.get(SESSION_KEY, {}))
    kept.pop(request.get_full_path(), None)
    kept[request.get_full_path()] = {"fields": fields, "at": timezone.now().timestamp()}
    request.session[SESSION_KEY] = dict(list(kept.items())[-MAX_FORMS:])
