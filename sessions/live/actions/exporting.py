"""The record leaves as a file, and the log says who took it."""

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.utils import timezone
from wagtail.log_actions import log

from sessions.live import rules
from sessions.live.models import LiveRoom, Message, Poll, Question, RoomMember
from sessions.live.shown import results_of
from studygroup.tables.formats import FileFormat, Table
from studygroup.tables.writing import write

HEADINGS = ("日時", "種類", "名前", "内容", "状態", "票・件数", "回答・結果", "理由")


@transaction.atomic
def export_record(*, room: LiveRoom, by: RoomMember) -> bytes:
    """Everything of a room as xlsx, what is hidden and who asked without a name too. Raises PermissionDenied."""
    if not rules.moderates(by):
        raise PermissionDenied
    rows = sorted([*_steps(room), *_messages(room), *_questions(room), *_polls(room)], key=lambda row: row[0])
    log(room, "live.export", user=by.user, data={"rows": len(rows), "columns": list(HEADINGS)})
    return write(Table("部屋の記録", HEADINGS, rows), FileFormat.XLSX).content


def _local(moment):
    return timezone.localtime(moment).replace(tzinfo=None)


def _steps(room: LiveRoom):
    for step in room.steps.all():
        yield _local(step.at), "進行", "事務局", step.title, "", "", "", ""


def _messages(room: LiveRoom):
    for one in Message.objects.filter(room=room):
        yield _local(one.at), "発言", one.author_name, one.text, one.get_state_display(), "", "", one.reason


def _questions(room: LiveRoom):
    for one in Question.objects.with_votes().filter(room=room):
        name = f"{one.author_name}（匿名）" if one.is_anonymous else one.author_name
        yield _local(one.at), "質問", name, one.text, one.get_state_display(), one.votes, one.answer, one.reason


def _polls(room: LiveRoom):
    for poll in Poll.objects.filter(room=room, opened_at__isnull=False):
        results = "／".join(f"{result['label']}：{result['count']}" for result in results_of(poll))
        counted = poll.answers.count()
        yield _local(poll.opened_at), "投票", "事務局", poll.title, poll.get_state_display(), counted, results, ""
