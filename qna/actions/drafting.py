"""What somebody is writing, kept on the server while they type, until they ask it."""

from datetime import timedelta

from django.conf import settings
from django.core.exceptions import PermissionDenied, ValidationError
from django.core.files import File
from django.db import transaction
from django.utils import timezone

from qna import rules
from qna.actions.asking import Source, ask_question
from qna.models import Attachment, Question, QuestionDraft
from studygroup.models import Participant

MOST_FILES = 5
TOO_MANY = f"添付は{MOST_FILES}点までです。"
LONGEST_NAME = 120
KEPT = {"title": None, "body": None, "theme": 10, "field": 20, "appearance": 8}  # each with its most characters


@transaction.atomic
def save_draft(*, by, source: dict | None = None, **words: str) -> QuestionDraft:
    """Keep `words` (title, body, theme, field, appearance; what is not given stays) as they are typed, unchecked.

    `source` holds whence the question comes, as the form's hidden fields have it. Raises PermissionDenied.
    """
    if not rules.can_ask(by):
        raise PermissionDenied
    draft, _ = QuestionDraft.objects.select_for_update().get_or_create(user=by)
    for name, most in KEPT.items():
        if name in words:
            setattr(draft, name, words[name].replace("\x00", "")[:most])
    if source is not None:
        draft.source = source
    draft.saved_at = timezone.now()
    draft.save()
    return draft


@transaction.atomic
def attach(*, draft: QuestionDraft, file: File, by) -> Attachment:
    """Keep `file` (checked by the form) with the draft of `by`. Raises PermissionDenied, ValidationError."""
    draft = QuestionDraft.objects.select_for_update().get(pk=draft.pk)
    if draft.user_id != by.pk:
        raise PermissionDenied
    if draft.attachments.count() >= MOST_FILES:
        raise ValidationError(TOO_MANY)
    row = Attachment(draft=draft, name=shortened(file.name or "添付"), size=file.size)
    row.file.save(file.name or "", file, save=False)
    row.save()
    return row


def shortened(name: str) -> str:
    """A long name keeps its ending."""
    stem, dot, ending = name.rpartition(".")
    return name if len(name) <= LONGEST_NAME else f"{(stem or ending)[: LONGEST_NAME - 10]}{dot}{ending[:9]}"


@transaction.atomic
def detach(*, attachment: Attachment, by) -> None:
    """Take a file out of one's own draft. Raises PermissionDenied."""
    if attachment.draft is None or attachment.draft.user_id != by.pk:
        raise PermissionDenied
    remove(attachment)


def remove(attachment: Attachment) -> None:
    file = attachment.file
    attachment.delete()
    transaction.on_commit(lambda: file.storage.delete(file.name or ""), robust=True)


@transaction.atomic
def discard_draft(*, by) -> None:
    """Throw one's own draft away, its files with it."""
    for draft in QuestionDraft.objects.filter(user=by):
        drop(draft)


def drop(draft: QuestionDraft) -> None:
    for attachment in draft.attachments.all():
        remove(attachment)
    draft.delete()


@transaction.atomic
def ask_from_draft(*, words: dict, source: Source, participant: Participant, by) -> Question:
    """Ask what the draft of `by` has become (`words` as the form cleaned them), with its files; the draft ends.

    Pressed twice, it is asked once: the second finds no draft. Raises PermissionDenied, ValidationError.
    """
    draft = QuestionDraft.objects.select_for_update().filter(user=by).first()
    if draft is None:
        raise ValidationError("この下書きは、すでに送信しました。", code="sent")
    attachments = list(draft.attachments.all())
    question = ask_question(**words, source=source, participant=participant, attachments=attachments, by=by)
    draft.delete()
    return question


@transaction.atomic
def forget_drafts() -> int:
    """Drafts nobody came back to go, when their time is over. Returns how many."""
    end = timezone.now() - timedelta(days=settings.RETENTION_DAYS["question_drafts"])
    old = list(QuestionDraft.objects.filter(saved_at__lt=end))
    for draft in old:
        drop(draft)
    return len(old)
