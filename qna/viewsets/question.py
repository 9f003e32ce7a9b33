"""One question as the office works on it: everything that was said, and each step as a form of its own."""

from django.shortcuts import get_object_or_404
from django.urls import reverse_lazy
from django.utils.functional import cached_property

from qna import rules
from qna.actions import assigning, batching, correcting, reviewing, sorting
from qna.actions.answering import pending_suggestion
from qna.enums import UNPUBLISHED_STATES
from qna.forms.office import (
    AssignForm,
    CorrectionForm,
    MergeForm,
    NoteForm,
    PartForm,
    ReasonForm,
    SuggestionForm,
    WordingForm,
)
from qna.models import Answer, AnswerBatch, Question
from qna.shown import citations_of
from qna.similar import find_similar
from qna.viewsets.screens import WorkScreen

FORMS = {
    "wording": WordingForm,
    "part": PartForm,
    "merge": MergeForm,
    "turn_away": ReasonForm,
    "assign": AssignForm,
    "note": NoteForm,
    "reply": NoteForm,
    "send_back": ReasonForm,
    "suggest": SuggestionForm,
    "correct": CorrectionForm,
    "withdraw": ReasonForm,
}
PLAIN = ("approve", "release", "hold", "resume", "collect", "take_out", "take_back_assignment")


class QuestionScreen(WorkScreen):
    template_name = "qna/admin/question.html"
    above = (("質問の整理", reverse_lazy("qna_board:index")),)
    works = {name: (name, form) for name, form in FORMS.items()} | {name: (name, None) for name in PLAIN}

    @cached_property
    def question(self) -> Question:
        return get_object_or_404(Question.objects.with_place(), pk=self.kwargs["pk"])

    @property
    def who(self) -> dict:
        return {"question": self.question, "by": self.request.user}

    def get_page_title(self):
        return f"{self.question.receipt}　{self.question.title}"

    def get_context_data(self, **kwargs):
        question = self.question
        answer = Answer.objects.filter(question=question).first()
        context = {
            "question": question,
            "answer": answer,
            "suggestion": pending_suggestion(answer) if answer else None,
            "versions": answer.versions.select_related("by") if answer else [],
            "citations": citations_of(question, self.request.user),
            "assignments": question.assignments.select_related("advisor"),
            "remarks": question.remarks.select_related("by"),
            "merged": question.merged.select_related("department__municipality"),
            "similar": find_similar(self.request.user, question.title, question.body, but=question.pk, most=5),
            "editions": question.editions.order_by("-number"),
            "batches": AnswerBatch.objects.unpublished().order_by("number"),
            "solved": question.solved.count(),
            "can_suggest": rules.can_suggest(self.request.user, question),
            "in_collecting": question.batch is not None and question.batch.state in UNPUBLISHED_STATES,
        }
        return super().get_context_data(**context | self._forms(answer) | kwargs)

    def _forms(self, answer) -> dict:
        """Each form as it first stands."""
        question, last = self.question, self.question.editions.order_by("-number").first()
        words = {name: getattr(question, name) for name in ("title", "body", "theme", "field")}
        initial = {
            "wording": words | {"read_title": question.title, "read_body": question.body},
            "part": {"theme": question.theme, "field": question.field},
            "suggest": {"body": answer.body, "read_revision": answer.revision} if answer else {},
        }
        if last:
            shown = {name: getattr(last, name) for name in ("title", "body", "answer")}
            initial["correct"] = shown | {"read_number": last.number}
        return {f"{name}_form": form(prefix=name, initial=initial.get(name)) for name, form in FORMS.items()}

    def wording(self, form):
        words = {name: form.cleaned_data[name] for name in ("title", "body", "theme", "field")}
        sorting.edit_wording(read=form.read, **words, **self.who)
        return "掲載する文と分類を保存しました。"

    def part(self, form):
        made = sorting.split_question(**form.cleaned_data, **self.who)
        return f"{made.receipt} として分けました。元の質問の文から、分けた部分を除いてください。"

    def merge(self, form):
        into = sorting.merge_questions(into=form.cleaned_data["into"], **self.who)
        return f"{into.receipt} にまとめました。質問した部署には、まとめた先の回答をお知らせします。"

    def turn_away(self, form):
        sorting.return_question(**form.cleaned_data, **self.who)
        return "非掲載にしました。質問した部署に、理由をメールで知らせます。"

    def assign(self, form):
        assigning.assign_question(**form.cleaned_data, **self.who)
        return "回答を依頼しました。依頼先にメールで知らせます。"

    def take_back_assignment(self):
        key = self.request.POST.get("assignment", "")
        assignment = get_object_or_404(self.question.assignments, pk=int(key) if key.isdigit() else 0)
        assigning.take_back_assignment(assignment=assignment, by=self.request.user)
        return f"{assignment.advisor}さんへの依頼を取り消しました。"

    def note(self, form):
        sorting.note(**form.cleaned_data, **self.who)
        return "メモを残しました。"

    def reply(self, form):
        reviewing.reply(**form.cleaned_data, **self.who)
        return "返事を送りました。"

    def send_back(self, form):
        reviewing.send_back_answer(**form.cleaned_data, **self.who)
        return "アドバイザーに差し戻しました。"

    def suggest(self, form):
        reviewing.suggest_answer(**form.cleaned_data, **self.who)
        return "提案を送りました。アドバイザーが取り入れるかどうかを選びます。"

    def approve(self):
        reviewing.approve_answer(**self.who)
        return "確認済みにしました。アドバイザーに、掲載される文を知らせます。"

    def release(self):
        sorting.release_question(**self.who)
        return "質問の文を、回答の前に公開しました。"

    def hold(self):
        sorting.hold_question(**self.who)
        return "質問の文の公開を止めました。"

    def resume(self):
        sorting.resume_question(**self.who)
        return "整理中に戻しました。"

    def collect(self):
        key = self.request.POST.get("batch", "")
        batch = get_object_or_404(AnswerBatch.objects.unpublished(), pk=int(key) if key.isdigit() else 0)
        batching.put_in_batch(question=self.question, batch=batch, by=self.request.user)
        return f"第{batch.number}回回答に入れました。"

    def take_out(self):
        batching.take_out_of_batch(**self.who)
        return "回答のまとめから出しました。"

    def correct(self, form):
        edition = correcting.correct_answer(**form.cleaned_data, **self.who)
        return f"訂正しました（第{edition.number}版）。"

    def withdraw(self, form):
        correcting.withdraw_question(**form.cleaned_data, **self.who)
        return "取り下げました。"
