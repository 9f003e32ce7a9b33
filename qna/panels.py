"""The board's lines in the office's worklist (要対応)."""

from django.urls import reverse
from django.utils import timezone

from qna import rules
from qna.board import unanswered_remarks
from qna.enums import OPEN_STATES
from qna.models import AnswerBatch, Question
from studygroup.slots import Section, work


def _board(trouble: str = "") -> str:
    return reverse("qna_board:index") + (f"?trouble={trouble}" if trouble else "")


def unanswered(user, thing) -> Section | None:
    """Questions that nobody was asked to answer yet, and how long the oldest has waited."""
    if not rules.can_read_board(user):
        return None
    waiting = Question.objects.to_sort()
    oldest = waiting.first()
    if oldest is None:
        return None
    days = (timezone.localdate() - timezone.localdate(oldest.asked_at)).days
    context = {
        "label": "依頼先の決まっていない質問",
        "count": waiting.count(),
        "unit": "件",
        "url": _board("unassigned"),
    }
    return Section(60, "studygroup/admin/worklist_item.html", context | {"note": f"最長{days}日"})


def overdue(user, thing) -> Section | None:
    return work(61, Question.objects.overdue().count(), "回答の期限が過ぎた質問", _board("overdue"))


def waiting_for_word(user, thing) -> Section | None:
    """What an advisor asked, wanted or declined, and nobody has answered."""
    keys = list(Question.objects.filter(state__in=OPEN_STATES).values_list("pk", flat=True))
    return work(62, len(unanswered_remarks(keys)), "アドバイザーからの問い合わせ", _board("waiting"))


def in_review(user, thing) -> Section | None:
    return work(63, Question.objects.in_review().count(), "確認を待つ回答", _board())


def ready(user, thing) -> Section | None:
    return work(64, Question.objects.ready().count(), "次の回答のまとめに入れられる回答", reverse("qna_batches:index"))


def stuck_batches(user, thing) -> Section | None:
    """Scheduled, their minute past, and not published: something in them is not ready."""
    return work(
        65, AnswerBatch.objects.due().count(), "予約の時刻に掲載できなかった回答のまとめ", reverse("qna_batches:index")
    )
