"""A material's page, its file, its former editions and its pictures, each through the access check."""

from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_safe

from archive import rules
from archive.actions.downloading import record_download
from archive.delivery import send_file
from archive.models import Edition, Material, MaterialPage
from archive.views.gate import closed_answer, crumbs_of


@require_safe
def material_detail(request, pk):
    """What it is, how its first pages look, and every edition that there was."""
    material = get_object_or_404(Material.objects.at_its_place(), pk=pk)
    closed = closed_answer(request, material)
    if closed:
        return closed
    rules.with_access(request.user, [material])
    context = {
        "material": material,
        "pictures": material.texts.exclude(picture=""),
        "editions": material.editions.all() if material.replaced_at else [],
        "crumbs": crumbs_of(material),
    }
    return render(request, "archive/material_detail.html", context)


@require_safe
def material_file(request, pk, filename):
    """The file itself. An address of a former name leads on to the present one."""
    material = get_object_or_404(Material.objects.at_its_place(), pk=pk)
    closed = closed_answer(request, material)
    if closed:
        return closed
    if filename != material.filename:
        return redirect(material)
    return _send(request, material)


@require_safe
def edition_file(request, pk, edition, filename):
    """A former file: open to whom the material is open."""
    found = get_object_or_404(Edition.objects.select_related("material__study_session"), pk=edition, material=pk)
    closed = closed_answer(request, found.material)
    if closed:
        return closed
    if filename != found.filename:
        return redirect(found)
    return _send(request, found.material, found)


@require_safe
def material_picture(request, pk, number):
    """How a page of a PDF looks."""
    material = get_object_or_404(Material.objects.at_its_place(), pk=pk)
    closed = closed_answer(request, material)
    if closed:
        return closed
    page = get_object_or_404(MaterialPage.objects.exclude(picture=""), material=material, number=number)
    return send_file(request, page.picture, filename=f"{material.stem}-p{number}.webp")


def _send(request, material, edition=None):
    thing = edition or material
    answer = send_file(request, thing.file, filename=thing.filename, as_attachment=not thing.opens_in_browser)
    if is_taken(request, answer):
        record_download(thing=material, edition=edition, user=request.user)
    return answer


def is_taken(request, answer) -> bool:
    """Whether `answer` begins to send the file: neither HEAD, nor what the reader has, nor a later part."""
    if request.method == "HEAD" or answer.status_code not in (200, 206):
        return False
    return answer.status_code == 200 or answer["Content-Range"].startswith("bytes 0-")
