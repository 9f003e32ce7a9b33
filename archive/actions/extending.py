"""視聴延長: asked for by staff, granted or refused by the office."""

from datetime import datetime

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.utils import timezone
from wagtail.log_actions import log

from archive import emails, rules
from archive.enums import RequestState
from archive.models import Extension, ExtensionRequest, Material, Video
from studygroup.models import Municipality
from studygroup.notices.actions import post

NOT_AHEAD = "いつまで延長するかは、これからの日時にしてください。"
NOT_CLOSING = "この資料・動画の公開期間には、終わりがありません。延長は要りません。"
NOT_LONGER = "公開終了より後の日時にしてください。"
DECIDED = "この依頼は、すでに回答済みです。"


def place_of(thing: Material | Video) -> dict[str, Material | Video]:
    """`thing` as the column that holds it."""
    return {"material" if isinstance(thing, Material) else "video": thing}


@transaction.atomic
def ask_extension(*, thing: Material | Video, reason: str, by) -> ExtensionRequest:
    """Ask the office to keep `thing` open for the municipality of `by`; what waits for it already is returned.

    Raises PermissionDenied unless the window is over and `by` is among those whom `thing` is for.
    """
    if not rules.can_ask_extension(by, thing):
        raise PermissionDenied
    request, _ = ExtensionRequest.objects.get_or_create(
        **place_of(thing),
        municipality=by.municipality,
        state=RequestState.WAITING,
        defaults={"reason": reason, "asked_by": by},
    )
    return request


@transaction.atomic
def extend_window(
    *, thing: Material | Video, municipality: Municipality, until: datetime, reason: str, by
) -> Extension:
    """Keep `thing` open until `until` for those of `municipality` who are in its audience.

    Raises PermissionDenied, and ValidationError for an end that extends nothing.
    """
    if not rules.can_keep_archive(by):
        raise PermissionDenied
    if thing.available_until is None:
        raise ValidationError(NOT_CLOSING)
    if until <= timezone.now():
        raise ValidationError({"until": NOT_AHEAD})
    if until <= thing.available_until:
        raise ValidationError({"until": NOT_LONGER})
    extension = Extension.objects.create(
        **place_of(thing), municipality=municipality, until=until, reason=reason, by=by
    )
    log(thing, "archive.extend", user=by, data={"municipality": municipality.name, "until": until.isoformat()})
    return extension


@transaction.atomic
def grant_extension(*, request: ExtensionRequest, until: datetime, by) -> Extension:
    """Give what was asked for, until `until`, and tell who asked. Raises as `extend_window`."""
    _decide(request, RequestState.GRANTED, by=by)
    extension = extend_window(
        thing=request.thing, municipality=request.municipality, until=until, reason=request.reason, by=by
    )
    if request.asked_by:
        letter = emails.extension_granted(extension=extension)
        post(letter=letter, to=request.asked_by, about=request.thing, key=f"archive:extension:{request.pk}", by=by)
    return extension


@transaction.atomic
def refuse_extension(*, request: ExtensionRequest, answer: str, by) -> None:
    """Say no with the reason `answer`, and tell who asked. Raises PermissionDenied, ValidationError."""
    _decide(request, RequestState.REFUSED, answer=answer, by=by)
    log(request.thing, "archive.refuse_extension", user=by, data={"municipality": request.municipality.name})
    if request.asked_by:
        letter = emails.extension_refused(request=request)
        post(letter=letter, to=request.asked_by, about=request.thing, key=f"archive:extension:{request.pk}", by=by)


def _decide(request: ExtensionRequest, state: RequestState, *, answer: str = "", by) -> None:
    """Once: of two who decide at the same time the second is told."""
    if not rules.can_keep_archive(by):
        raise PermissionDenied
    waiting = ExtensionRequest.objects.filter(pk=request.pk, state=RequestState.WAITING)
    if not waiting.update(state=state, answer=answer, decided_at=timezone.now()):
        raise ValidationError(DECIDED)
    request.refresh_from_db(fields=["state", "answer", "decided_at"])
