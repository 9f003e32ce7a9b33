"""Pages that answer other than themselves: the contact form, the health of the site, the demo's mail."""

import email
import email.policy
import logging
import uuid
from datetime import UTC
from pathlib import Path

from allauth.core import ratelimit
from django.conf import settings
from django.contrib import messages
from django.core.cache import cache
from django.db import connection
from django.http import Http404, HttpResponse, JsonResponse
from django.shortcuts import redirect, render
from django.template import Context
from django.template.loader import get_template
from django.templatetags.static import static
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from studygroup import clock, rules
from studygroup.actions import send_contact_message
from studygroup.forms import ContactForm

TOO_MANY_MESSAGES = (
    "続けて送信されたため、いまは受け付けられません。1時間ほど待ってから送信するか、電話でお問い合わせください。"
)

logger = logging.getLogger(__name__)


def contact(request, page):
    """The contact page: shows the form, keeps what was sent, or shows what is wrong beside it."""
    form = ContactForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        if form.is_from_a_robot or _keep_message(request, form):
            messages.success(request, page.thanks)
            return redirect(page.get_url(request))
        form.add_error(None, TOO_MANY_MESSAGES)
    return render(request, page.template, {**page.get_context(request), "form": form})


def _keep_message(request, form) -> bool:
    """False, with nothing kept, when too many came from the address written in it, or from one place."""
    if not ratelimit.consume(request, action="contact", key=form.cleaned_data["mail"].lower()):
        return False
    fields = ("name", "organisation", "mail", "body")
    send_contact_message(**{name: form.cleaned_data[name] for name in fields})
    return True


def cms_login(request):
    """Where the CMS sends those it does not let in: to the site's own sign-in; who is signed in already learns why."""
    if request.user.is_authenticated and not rules.works_in_cms(request.user):
        words = "管理画面は、運営事務局と主催者の方が使います。"
        return render(request, "403.html", {"reason": words}, status=403)
    return redirect(f"{reverse('account_login')}?{request.GET.urlencode()}")


def csrf_failure(request, reason=""):
    """A form left open too long, or posted from elsewhere."""
    words = "しばらく操作がなかったため、送信を受け付けられませんでした。前の画面に戻り、もう一度お試しください。"
    return render(request, "403.html", {"reason": words}, status=403)


@require_safe
@never_cache
def healthz(request):
    """Liveness: the process answers."""
    return HttpResponse("ok\n", content_type="text/plain")


@require_safe
@never_cache
def readyz(request):
    """Readiness: each dependency with its state; 503 when one is away."""
    states = {"database": _state_of(_ask_database), "cache": _state_of(_ask_cache)}
    ready = all(state == "ok" for state in states.values())
    return JsonResponse(states, status=200 if ready else 503)


def _state_of(ask) -> str:
    try:
        ask()
    except Exception as error:  # noqa: BLE001 - whatever its client raises, the dependency is away
        return type(error).__name__
    return "ok"


def _ask_database():
    with connection.cursor() as cursor:
        cursor.execute("SELECT 1")


def _ask_cache():
    cache.add("readyz", True)  # the one question that is not answered by silence


@require_safe
def favicon(request):
    """For those who ask for the mark where it always used to be; our pages name it themselves."""
    return redirect(static("icons/apple-touch-icon.png"))


@require_safe
@never_cache
def demo_mail(request):
    """What the demo would have mailed, newest first. Outside demo mode there is no such page."""
    if not settings.DEMO:
        raise Http404
    folder = Path(settings.EMAIL_FILE_PATH)
    files = sorted(folder.glob("*.log"), reverse=True)[:100]
    return render(request, "studygroup/demo_mail.html", {"mails": [_read_mail(file) for file in files]})


def _read_mail(file: Path) -> dict:
    message = email.message_from_bytes(file.read_bytes(), policy=email.policy.default)
    body = message.get_body(("plain",))
    text = body.get_content() if body else ""
    return {
        "to": str(message["to"]),
        "subject": str(message["subject"]),
        "sent": _sent_at(message) if message["date"] else None,
        "text": text.split("-" * 79)[0].strip(),
    }


def _sent_at(message):
    """By the site's clock, in Tokyo. Python stamps a mail in UTC, as `-0000`, and reads that back without a zone."""
    stamp = message["date"].datetime
    return timezone.localtime(clock.as_told(stamp if timezone.is_aware(stamp) else stamp.replace(tzinfo=UTC)))


def server_error(request):
    """500, with a number by which the office and the log can speak of the same fault."""
    error_id = uuid.uuid4().hex[:6].upper()
    logger.error("error %s at %s", error_id, request.path)
    return HttpResponse(get_template("500.html").template.render(Context({"error_id": error_id})), status=500)
