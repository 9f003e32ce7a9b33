"""質問の整理: the board, and what the office types in on behalf."""

from django.core.exceptions import ValidationError
from django.shortcuts import redirect
from django.urls import path, reverse_lazy
from django.views.generic import FormView, TemplateView
from wagtail.admin import messages
from wagtail.admin.viewsets.base import ViewSet

from qna import rules
from qna.actions.asking import ask_question
from qna.board import read_board
from qna.forms.office import BoardSearch, EnterForm
from qna.viewsets.question import QuestionScreen
from qna.viewsets.screens import BoardMenuItem, BoardScreen

INDEX = reverse_lazy("qna_board:index")


class BoardIndex(BoardScreen, TemplateView):
    template_name = "qna/admin/board.html"
    page_title = "質問の整理"

    def get_context_data(self, **kwargs):
        search = BoardSearch(self.request.GET)
        search.is_valid()
        wanted = {name: search.cleaned_data.get(name, "") for name in ("theme", "trouble")}
        columns = read_board(words=search.cleaned_data.get("q", ""), **wanted)
        return super().get_context_data(search=search, columns=columns, **kwargs)


class EnterQuestion(BoardScreen, FormView):
    """Asked by telephone or at the hall: the office enters it on behalf."""

    may_open = staticmethod(rules.can_sort)
    template_name = "qna/admin/enter.html"
    page_title = "電話・会場などの質問を入力する"
    form_class = EnterForm
    above = (("質問の整理", INDEX),)

    def form_valid(self, form):
        try:
            question = ask_question(by=self.request.user, **form.words)
        except ValidationError as refusal:
            form.add_error(None, refusal)
            return self.form_invalid(form)
        messages.success(self.request, f"受付番号 {question.receipt} で受け付けました。")
        return redirect("qna_board:question", question.pk)

    def form_invalid(self, form):
        return self.render_to_response(self.get_context_data(form=form), status=422)


class BoardViewSet(ViewSet):
    name = "qna_board"
    url_prefix = "qna/board"
    menu_label = "質問の整理"
    icon = "help"
    menu_item_class = BoardMenuItem

    def get_urlpatterns(self):
        return [
            path("", BoardIndex.as_view(), name="index"),
            path("enter/", EnterQuestion.as_view(), name="enter"),
            path("<int:pk>/", QuestionScreen.as_view(), name="question"),
        ]
