"""Everything of a session that the reader may open, as one ZIP."""

from django.http import Http404
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from archive import rules, zips
from archive.actions.bundling import ask_bundle
from archive.actions.downloading import record_download
from archive.delivery import send_file
from archive.enums import Making
from archive.models import Material
from archive.views.gate import closed_answer, crumbs
from archive.views.materials import is_taken
from sessions.models import StudySession


@never_cache
@require_safe
def session_zip(request, code):
    """The file, if it is made; else a page that says how far it is. What lies in it is asked each time anew."""
    study_session = get_object_or_404(StudySession.objects.live().select_related("series"), code=code)
    bundle = ask_bundle(study_session=study_session, by=request.user)
    if bundle is None:
        return _nothing_open(request, study_session)
    if bundle.state != Making.DONE:
        context = {
            "study_session": study_session,
            "bundle": bundle,
            "crumbs": crumbs("まとめて保存", ("資料", reverse("archive:material-list"))),
        }
        return render(request, "archive/session_zip.html", context, status=202)
    answer = send_file(request, bundle.file, filename=zips.filename_of(study_session), as_attachment=True)
    if is_taken(request, answer):
        _record(request.user, bundle)
    return answer


def _record(user, bundle):
    for material in Material.objects.in_bulk([key for key, _, _ in bundle.contents]).values():
        record_download(thing=material, user=user)


def _nothing_open(request, study_session):
    """Why not, in the words of the first material that the reader may know of; 404 where there is none."""
    materials = study_session.materials.listed_for(request.user).in_order().at_its_place()
    closed = next((thing for thing in rules.with_access(request.user, materials) if not thing.access), None)
    if closed is None:
        raise Http404
    return closed_answer(request, closed)
