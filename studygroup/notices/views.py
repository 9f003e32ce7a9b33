"""The reader's notices, and how they want to be told."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.contrib.auth.mixins import LoginRequiredMixin
from django.shortcuts import redirect
from django.urls import reverse_lazy
from django.utils.decorators import method_decorator
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST
from django.views.generic import FormView, ListView

from studygroup.notices.actions import choose_channels, mark_read
from studygroup.notices.forms import PreferencesForm
from studygroup.notices.models import Notice


@method_decorator(never_cache, name="dispatch")
@method_decorator(require_http_methods(["GET", "HEAD"]), name="dispatch")
class NoticeList(LoginRequiredMixin, ListView):
    """Newest first. Reading the list marks nothing: scanners of links open it as well."""

    paginate_by = 20

    def get_queryset(self):
        return Notice.objects.filter(user=self.request.user).visible().newest_first()

    def get_context_data(self, **kwargs):
        unread = Notice.objects.filter(user=self.request.user).visible().unread().count()
        return super().get_context_data(unread=unread, **kwargs)


@require_POST
@login_required
def mark_all_read(request):
    count = mark_read(by=request.user)
    if count:
        messages.success(request, f"{count}件のお知らせを既読にしました。")
    return redirect("notices:notice-list")


@require_POST
@login_required
def mark_one_read(request, pk):
    """Back to the page of the list it stood on."""
    mark_read(by=request.user, notice_id=pk)
    response = redirect("notices:notice-list")
    page = request.POST.get("page", "")
    if page.isascii() and page.isdigit():
        response["Location"] += f"?page={page}"
    return response


@method_decorator(never_cache, name="dispatch")
@method_decorator(require_http_methods(["GET", "HEAD", "POST"]), name="dispatch")
class PreferenceEdit(LoginRequiredMixin, FormView):
    template_name = "notices/preference_form.html"
    form_class = PreferencesForm
    success_url = reverse_lazy("notices:preference-edit")

    def get_form_kwargs(self):
        return super().get_form_kwargs() | {"reader": self.request.user}

    def form_valid(self, form):
        choose_channels(channels=form.cleaned_data, by=self.request.user)
        messages.success(self.request, "受け取り方を保存しました。")
        return super().form_valid(form)
