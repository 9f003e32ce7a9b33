"""回答のまとめ: collected, looked at as each reader will see it, approved, published now or at a minute."""

from django.core.exceptions import PermissionDenied
from django.shortcuts import get_object_or_404, redirect
from django.urls import path, reverse_lazy
from django.utils.functional import cached_property
from django.views.generic import FormView, TemplateView
from wagtail.admin import messages
from wagtail.admin.viewsets.base import ViewSet

from qna import rules
from qna.actions import batching, publishing
from qna.enums import QuestionState
from qna.forms.office import BatchForm, ScheduleForm
from qna.models import AnswerBatch, BoardSettings, Question
from qna.previews import previews_of
from qna.viewsets.screens import BoardMenuItem, BoardScreen, WorkScreen

INDEX = reverse_lazy("qna_batches:index")
APPROVING = "approve"


class BatchIndex(BoardScreen, TemplateView):
    template_name = "qna/admin/batches.html"
    page_title = "回答のまとめ"

    def get_context_data(self, **kwargs):
        batches = AnswerBatch.objects.newest_first().prefetch_related("questions")
        return super().get_context_data(batches=batches, ready=Question.objects.ready().count(), **kwargs)


class OpenBatch(BoardScreen, FormView):
    may_open = staticmethod(rules.can_sort)
    template_name = "qna/admin/batch_new.html"
    page_title = "新しい回答のまとめ"
    form_class = BatchForm
    above = (("回答のまとめ", INDEX),)

    def form_valid(self, form):
        batch = batching.open_batch(by=self.request.user, **form.cleaned_data)
        messages.success(self.request, f"第{batch.number}回回答の準備を始めました。")
        return redirect("qna_batches:batch", batch.pk)

    def form_invalid(self, form):
        return self.render_to_response(self.get_context_data(form=form), status=422)


class BatchScreen(WorkScreen):
    template_name = "qna/admin/batch.html"
    above = (("回答のまとめ", INDEX),)
    works = {
        "edit": ("edit", BatchForm),
        "collect": ("collect", None),
        "take_out": ("take_out", None),
        "ask_approval": ("ask_approval", None),
        APPROVING: ("approve", None),
        "schedule": ("schedule", ScheduleForm),
        "unschedule": ("unschedule", None),
        "publish": ("publish", None),
    }

    @cached_property
    def batch(self) -> AnswerBatch:
        return get_object_or_404(AnswerBatch, pk=self.kwargs["pk"])

    @property
    def who(self) -> dict:
        return {"batch": self.batch, "by": self.request.user}

    def get_page_title(self):
        return self.batch.title

    def get_context_data(self, **kwargs):
        batch = self.batch
        initial = {"day": batch.day, "lead_minutes": batch.lead_minutes, "foreword": batch.foreword}
        context = {
            "batch": batch,
            "questions": batch.questions.with_place().select_related("answer").order_by("pk"),
            "ready": Question.objects.ready().with_place(),
            "previews": [] if batch.is_published else previews_of(batch),
            "board_settings": BoardSettings.load(),
            "is_approved": not batch.is_published and batching.is_approved(batch),
            "can_approve": rules.can_approve(self.request.user),
            "edit_form": BatchForm(prefix="edit", initial=initial),
            "schedule_form": ScheduleForm(prefix="schedule"),
        }
        return super().get_context_data(**context | kwargs)

    def edit(self, form):
        batching.edit_batch(**form.cleaned_data, **self.who)
        return "保存しました。"

    def collect(self):
        """Those that are ticked, or all that are ready."""
        keys = [int(key) for key in self.request.POST.getlist("question") if key.isascii() and key.isdigit()]
        chosen = list(Question.objects.ready().filter(pk__in=keys))
        for question in chosen:
            batching.put_in_batch(question=question, **self.who)
        return f"{len(chosen)}件を入れました。"

    def take_out(self):
        key = self.request.POST.get("question", "")
        question = get_object_or_404(self.batch.questions, pk=int(key) if key.isdigit() else 0)
        batching.take_out_of_batch(question=question, by=self.request.user)
        return f"{question.receipt} を出しました。"

    def ask_approval(self):
        batching.ask_approval(**self.who)
        return "主催者に承認を依頼しました。"

    def approve(self):
        if not rules.can_approve(self.request.user):
            raise PermissionDenied
        batching.approve_batch(**self.who)
        return "承認しました。"

    def schedule(self, form):
        batching.schedule_batch(**form.cleaned_data, **self.who)
        return "掲載を予約しました。"

    def unschedule(self):
        batching.unschedule_batch(**self.who)
        return "掲載の予約を取り消しました。"

    def publish(self):
        publishing.publish_batch(**self.who)
        count = self.batch.questions.filter(state=QuestionState.PUBLISHED).count()
        return f"{count}件の回答を掲載しました。質問した部署にメールで知らせます。"


class BatchViewSet(ViewSet):
    name = "qna_batches"
    url_prefix = "qna/batches"
    menu_label = "回答のまとめ"
    icon = "doc-full"
    menu_item_class = BoardMenuItem

    def get_urlpatterns(self):
        return [
            path("", BatchIndex.as_view(), name="index"),
            path("new/", OpenBatch.as_view(), name="new"),
            path("<int:pk>/", BatchScreen.as_view(), name="batch"),
        ]
