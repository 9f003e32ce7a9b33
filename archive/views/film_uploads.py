"""Films in pieces, in the manner of tus 1.0: POST begins, HEAD tells how far, PATCH goes on, DELETE forgets."""

import base64
import binascii

from django.core.exceptions import ValidationError
from django.http import HttpResponse, JsonResponse, UnreadablePostError
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.views.decorators.http import require_http_methods

from archive.actions.film_uploads import WrongOffset, add_piece, begin_upload, drop_upload
from archive.models import Upload

PROTOCOL = "1.0.0"
PIECE = 256 * 1024


@require_http_methods(["POST"])
def begin(request):
    """Upload-Length and the name in Upload-Metadata; answers 201 with the address of the pieces."""
    try:
        size = int(request.headers.get("Upload-Length", ""))
        upload = begin_upload(name=_name_of(request), size=max(0, size), by=request.user)
    except ValueError:
        return _refusal("大きさが分かりません。もう一度選んでください。", 400)
    except ValidationError as refusal:
        return _refusal(refusal.messages[0], 422)
    response = _answer(upload, 201)
    response["Location"] = reverse("video:upload-pieces", args=[upload.pk])
    return response


@require_http_methods(["HEAD", "PATCH", "DELETE"])
def pieces(request, uid):
    upload = get_object_or_404(Upload, pk=uid, owner=request.user)
    if request.method == "PATCH":
        return _go_on(request, upload)
    if request.method == "DELETE":
        drop_upload(upload=upload)
        return HttpResponse(status=204)
    return _answer(upload, 200)


def _go_on(request, upload):
    offset = request.headers.get("Upload-Offset", "")
    if not offset.isdigit():
        return _refusal("どこからの続きか分かりません。", 400)
    try:
        add_piece(upload=upload, offset=int(offset), pieces=_body(request), by=request.user)
    except WrongOffset:
        return _answer(upload, 409)
    except ValidationError as refusal:
        return _refusal(refusal.messages[0], 422)
    except UnreadablePostError:
        return _refusal("通信が途切れました。", 400)
    return _answer(upload, 204)


def _body(request):
    while piece := request.read(PIECE):
        yield piece


def _name_of(request) -> str:
    """`filename` of Upload-Metadata, whose values are in Base64."""
    pairs = (pair.split() for pair in request.headers.get("Upload-Metadata", "").split(","))
    encoded = next((pair[1] for pair in pairs if len(pair) == 2 and pair[0] == "filename"), "")
    try:
        return base64.b64decode(encoded, validate=True).decode()
    except (binascii.Error, UnicodeDecodeError):
        return ""


def _answer(upload, status: int):
    response = HttpResponse(status=status)
    response["Tus-Resumable"] = PROTOCOL
    response["Upload-Offset"] = str(upload.received)
    response["Upload-Length"] = str(upload.size)
    response["Cache-Control"] = "no-store"
    return response


def _refusal(sentence: str, status: int):
    return JsonResponse({"error": sentence}, status=status)
