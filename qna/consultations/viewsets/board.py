"""相談の一覧: the pipeline by state, and one consultation with everything that can be done with it now."""

from django.core.exceptions import ValidationError
from django.shortcuts import get_object_or_404, redirect
from django.urls import path, reverse_lazy
from django.utils.functional import cached_property
from django.views.generic import TemplateView
from wagtail.admin import messages
from wagtail.admin.viewsets.base import ViewSet

from qna.consultations import rules
from qna.consultations.actions import arranging, holding, sorting
from qna.consultations.board import read_board
from qna.consultations.enums import AGREED, ConsultationState
from qna.consultations.forms.advisor import RecordForm
from qna.consultations.forms.office import ArrangeForm, DeferForm, NoteForm, OfficeCancelForm, WeighForm
from qna.consultations.models import Consultation
from qna.consultations.viewsets.refusing import put_beside_fields
from sessions.enrolment.viewsets.screens import OfficeMenuItem, OfficeScreen, say_why

INDEX = reverse_lazy("consultation_board:index")
ABOVE = (("相談の一覧", INDEX),)
SHARED = "部署に知らせました。"


class BoardIndex(OfficeScreen, TemplateView):
    template_name = "consultations/admin/board.html"
    page_title = "相談の一覧"
    header_icon = "group"

    def get_context_data(self, **kwargs):
        return super().get_context_data(columns=read_board(), **kwargs)


class OfConsultation(OfficeScreen, TemplateView):
    """The page of one consultation; a form that was refused stands on it as it was typed."""

    template_name = "consultations/admin/consultation.html"
    above = ABOVE
    header_icon = "group"

    @cached_property
    def consultation(self) -> Consultation:
        found = Consultation.objects.with_place().prefetch_related("assessments__criterion")
        return get_object_or_404(found.select_related("question"), pk=self.kwargs["pk"])

    def get_page_title(self):
        return f"{self.consultation.receipt}　{self.consultation.department}"

    def get_context_data(self, **kwargs):
        one, state = self.consultation, self.consultation.state
        summary = getattr(one, "summary", None)
        is_weighed = one.call_id is not None and not one.call.has_result and state == ConsultationState.RECEIVED
        is_rolling = one.call_id is None
        forms = {
            "note_form": NoteForm(initial={"note": one.office_note}),
            "weigh_form": WeighForm(consultation=one) if is_weighed else None,
            "defer_form": DeferForm() if is_rolling and state in ("received", "arranging") else None,
            "cancel_form": OfficeCancelForm() if rules.can_cancel(self.request.user, one) else None,
            "record_form": RecordForm(consultation=one) if rules.can_record(self.request.user, one) else None,
        }
        facts = {
            "consultation": one,
            "summary": summary,
            "others": rules.others_this_year(one),
            "former_meetings": [meeting for meeting in one.meetings.all() if meeting.cancelled_at],
            "may_take_on": is_rolling and state == ConsultationState.RECEIVED,
            "may_arrange": state in arranging.ARRANGEABLE and not is_weighed,
            "may_share": state == ConsultationState.HELD,
            "may_publish": state == ConsultationState.HELD and summary is not None and summary.agreement in AGREED,
            "may_question": state == ConsultationState.DEFERRED and one.question_id is None,
        }
        return super().get_context_data(**facts | forms | kwargs)


class Act(OfConsultation):
    """A button of the page. `act` does it and returns what to say; with a form, what is typed comes first."""

    http_method_names = ["post"]
    form_name = ""

    def make_form(self):
        return None

    def post(self, request, pk):
        form = self.make_form()
        if form is None or form.is_valid():
            try:
                messages.success(request, self.act(form))
            except ValidationError as refusal:
                if form is None:
                    say_why(request, refusal)
                else:
                    put_beside_fields(form, refusal)
            if form is None or form.is_valid():
                return redirect("consultation_board:inspect", pk)
        return self.render_to_response(self.get_context_data(**{self.form_name: form}), status=422)

    @property
    def wanted(self) -> dict:
        return {"consultation": self.consultation, "by": self.request.user}


class TakeOn(Act):
    def act(self, form):
        sorting.take_on(**self.wanted)
        return "調整中にしました。日時が決まったら「日時を決める」から入力してください。"


class Defer(Act):
    form_name = "defer_form"

    def make_form(self):
        return DeferForm(self.request.POST)

    def act(self, form):
        sorting.defer(reason=form.cleaned_data["reason"], **self.wanted)
        return "見送りにしました。部署にメールで知らせます。"


class Cancel(Act):
    form_name = "cancel_form"

    def make_form(self):
        return OfficeCancelForm(self.request.POST)

    def act(self, form):
        arranging.cancel_consultation(reason=form.cleaned_data["reason"], **self.wanted)
        return "取り消しました。部署とアドバイザーにメールで知らせます。"


class KeepNote(Act):
    form_name = "note_form"

    def make_form(self):
        return NoteForm(self.request.POST)

    def act(self, form):
        sorting.keep_office_note(note=form.cleaned_data["note"], **self.wanted)
        return "覚え書きを保存しました。"


class Weigh(Act):
    form_name = "weigh_form"

    def make_form(self):
        return WeighForm(self.request.POST, consultation=self.consultation) if self.consultation.call else None

    def act(self, form):
        if form is None:
            raise ValidationError("この相談は、募集の希望ではありません。")
        sorting.weigh_wish(**form.wanted, **self.wanted)
        return "評価を保存しました。結果を公表するまで、部署には知らせません。"


class AskQuestion(Act):
    def act(self, form):
        question = sorting.turn_into_question(**self.wanted)
        return f"アドバイザーへの質問 {question.receipt} にしました。"


class Record(Act):
    form_name = "record_form"

    def make_form(self):
        return RecordForm(self.request.POST, consultation=self.consultation)

    def act(self, form):
        holding.record_consultation(report=form.report, **self.wanted)
        return "実施済みとして記録を保存しました。"


class Share(Act):
    def act(self, form):
        holding.share_with_department(**self.wanted)
        return SHARED


class PublishSummary(Act):
    def act(self, form):
        holding.publish_summary(**self.wanted)
        return "要約を掲載しました。部署に知らせます。"


class WithdrawSummary(Act):
    def act(self, form):
        holding.withdraw_summary(**self.wanted)
        return "要約の掲載を終えました。"


class Arrange(OfConsultation):
    """When, with whom and how; a date that stands is moved."""

    template_name = "consultations/admin/arrange.html"

    def get_page_title(self):
        return f"{self.consultation.receipt}の日時を決める"

    def get_context_data(self, **kwargs):
        kwargs.setdefault("form", ArrangeForm(consultation=self.consultation))
        return super().get_context_data(**kwargs)

    def post(self, request, pk):
        form = ArrangeForm(request.POST, consultation=self.consultation)
        if form.is_valid():
            try:
                meeting = arranging.arrange(consultation=self.consultation, by=request.user, **form.wanted)
            except ValidationError as refusal:
                put_beside_fields(form, refusal)
            else:
                messages.success(request, f"{meeting.when_in_words}に決めました。部署と相手にメールで知らせます。")
                return redirect("consultation_board:inspect", pk)
        return self.render_to_response(self.get_context_data(form=form), status=422)


ACTS = {
    "take-on": TakeOn,
    "defer": Defer,
    "cancel": Cancel,
    "note": KeepNote,
    "weigh": Weigh,
    "question": AskQuestion,
    "record": Record,
    "share": Share,
    "publish": PublishSummary,
    "withdraw": WithdrawSummary,
}


class Board(ViewSet):
    name = "consultation_board"
    menu_label = "相談の一覧"
    icon = "list-ul"
    menu_item_class = OfficeMenuItem

    def get_urlpatterns(self):
        acts = [path(f"<int:pk>/{name}/", view.as_view(), name=name) for name, view in ACTS.items()]
        return [
            path("", BoardIndex.as_view(), name="index"),
            path("<int:pk>/", OfConsultation.as_view(), name="inspect"),
            path("<int:pk>/arrange/", Arrange.as_view(), name="arrange"),
            *acts,
        ]
