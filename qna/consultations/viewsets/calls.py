"""個別支援の募集: the call with its menu and criteria, the board of its wishes, and the result."""

from django.core.exceptions import ValidationError
from django.db.models import Count, Q
from django.shortcuts import get_object_or_404, redirect
from django.urls import path, reverse, reverse_lazy
from django.utils.functional import cached_property
from django.views.generic import TemplateView
from wagtail.admin import messages
from wagtail.admin.panels import FieldPanel, FieldRowPanel, InlinePanel, MultiFieldPanel, ObjectList
from wagtail.admin.ui.tables import Column, TitleColumn
from wagtail.admin.views import generic
from wagtail.admin.viewsets.model import ModelViewSet
from wagtail.admin.widgets import HeaderButton

from qna.consultations.actions.sorting import publish_result
from qna.consultations.board import DECISIONS, read_call_board
from qna.consultations.enums import ConsultationState
from qna.consultations.forms.office import CallForm, ResultForm
from qna.consultations.menu import result_of
from qna.consultations.models import Call
from qna.consultations.viewsets.refusing import put_beside_fields
from sessions.enrolment.viewsets.screens import OfficeScreen

INDEX = reverse_lazy("call:index")
PANELS = [
    FieldPanel("title"),
    FieldRowPanel([FieldPanel("fiscal_year"), FieldPanel("is_announced")]),
    FieldPanel("description"),
    MultiFieldPanel(
        [FieldRowPanel([FieldPanel("opens_on"), FieldPanel("closes_on")]), FieldPanel("result_planned_on")],
        heading="受付の期間と結果",
    ),
    InlinePanel("topics", heading="メニュー", label="メニュー", min_num=1),
    InlinePanel("criteria", heading="選定の基準", label="基準"),
]


def wishes_in_words(call: Call) -> str:
    return f"{call.wish_count}件の希望"


def board_url(call: Call) -> str:
    return reverse("call:board", args=[call.pk])


class CallIndex(generic.IndexView):
    def get_base_queryset(self):
        standing = ~Q(consultations__state=ConsultationState.CANCELLED)
        return super().get_base_queryset().annotate(wish_count=Count("consultations", filter=standing))


class EditCall(generic.EditView):
    @cached_property
    def header_more_buttons(self):
        board = HeaderButton("希望の一覧と選定", url=reverse("call:board", args=[self.object.pk]), icon_name="list-ul")
        return [board, *super().header_more_buttons]


class OfCall(OfficeScreen, TemplateView):
    header_icon = "group"

    @cached_property
    def call(self) -> Call:
        return get_object_or_404(Call.objects.with_menu(), pk=self.kwargs["pk"])

    @property
    def above(self):
        return (("個別支援の募集", INDEX),)

    def get_context_data(self, **kwargs):
        rows = read_call_board(self.call)
        counts = [(label, sum(row.decision == label for row in rows)) for label in DECISIONS.values()]
        return super().get_context_data(
            call=self.call,
            rows=rows,
            counts=counts,
            municipalities=len({row.consultation.department.municipality_id for row in rows}),
            **kwargs,
        )


class CallBoard(OfCall):
    """Every wish with the marks of the criteria and the decision."""

    template_name = "consultations/admin/call_board.html"

    def get_page_title(self):
        return f"{self.call.title}の希望"


class Result(OfCall):
    """Shows what everybody will read and what each department is told, before it is done."""

    template_name = "consultations/admin/call_result.html"

    def get_page_title(self):
        return f"{self.call.title}の結果"

    def get_context_data(self, **kwargs):
        kwargs.setdefault("form", ResultForm(initial={"note": self.call.result_note}))
        return super().get_context_data(result=result_of(self.call), **kwargs)

    def post(self, request, pk):
        form = ResultForm(request.POST)
        if form.is_valid():
            try:
                count = publish_result(call=self.call, note=form.cleaned_data["note"], by=request.user)
            except ValidationError as refusal:
                put_beside_fields(form, refusal)
            else:
                messages.success(request, f"結果を公表しました。希望した部署に、{count}件の結果をメールで知らせます。")
                return redirect("call:board", pk)
        return self.render_to_response(self.get_context_data(form=form), status=422)


class CallViewSet(ModelViewSet):
    model = Call
    name = "call"
    icon = "form"
    menu_label = "個別支援の募集"
    edit_handler = ObjectList(PANELS, base_form_class=CallForm)
    index_view_class = CallIndex
    edit_view_class = EditCall
    list_display = [
        "title",
        "fiscal_year",
        Column("window", label="受付", accessor="window_in_words"),
        Column("state", label="状態", accessor="state_in_words"),
        TitleColumn("wish_count", label="希望と選定", accessor=wishes_in_words, get_url=board_url),
    ]
    copy_view_enabled = False
    inspect_view_enabled = False

    def get_urlpatterns(self):
        own = [
            path("<int:pk>/board/", CallBoard.as_view(), name="board"),
            path("<int:pk>/result/", Result.as_view(), name="result"),
        ]
        return [*super().get_urlpatterns(), *own]
