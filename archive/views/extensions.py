"""「視聴延長を頼む」: a form with a reason, for staff in front of what is over."""

from django.contrib import messages
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_http_methods

from archive import rules
from archive.actions.extending import ask_extension
from archive.forms import ExtensionRequestForm
from archive.models import Material, Video
from archive.views.gate import closed_answer, crumbs_of
from studygroup.kept_forms import keeps_form, kept_form


@require_http_methods(["GET", "HEAD", "POST"])
@keeps_form
def material_extension(request, pk):
    return _ask(request, get_object_or_404(Material.objects.at_its_place(), pk=pk))


@require_http_methods(["GET", "HEAD", "POST"])
@keeps_form
def video_extension(request, pk):
    return _ask(request, get_object_or_404(Video.objects.at_its_place(), pk=pk))


def _ask(request, thing):
    """What is open needs none, what is closed for another reason says that one."""
    access = rules.access(request.user, thing)
    page = page_of(thing)
    if access:
        return redirect(page)
    if not rules.can_ask_extension(request.user, thing):
        return closed_answer(request, thing)
    form = ExtensionRequestForm(request.POST if request.method == "POST" else kept_form(request))
    if request.method == "POST" and form.is_valid():
        ask_extension(thing=thing, reason=form.cleaned_data["reason"], by=request.user)
        messages.success(request, "視聴延長を依頼しました。事務局が確認し、メールでお知らせします。")
        return redirect(page)
    context = {"thing": thing, "access": access, "form": form, "page": page, "crumbs": crumbs_of(thing)}
    return render(request, "archive/extension_form.html", context)


def page_of(thing):
    """The page that tells about it."""
    return thing.page_url if isinstance(thing, Material) else thing.get_absolute_url()
