"""It was held: the private record, the note for the department, and the summary that is published if it agrees."""

from dataclasses import dataclass

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.utils import timezone
from wagtail.log_actions import log

from qna.consultations import emails, rules
from qna.consultations.actions.locking import locked, moved_on
from qna.consultations.actions.posting import tell_department
from qna.consultations.enums import AGREED, Agreement, ConsultationState
from qna.consultations.models import Consultation, Summary

PUBLISHED = "要約は掲載しています。直すときは、先に事務局が掲載を終えてください。"
NO_SUMMARY = "要約がありません。"
NOT_AGREED = "部署が掲載に同意していません。"
NO_TITLE = "要約の題名を入力してください。"
NO_BODY = "要約を入力してください。"


@dataclass(frozen=True)
class Report:
    """What is written down of a consultation; the summary may be left out."""

    private_record: str = ""
    shared_note: str = ""
    title: str = ""
    summary: str = ""


@transaction.atomic
def record_consultation(*, consultation: Consultation, report: Report, by) -> None:
    """Keep that it was held and what came of it; a changed summary is to be agreed to anew.

    Raises PermissionDenied before it has begun or for others than its advisor and the office, and ValidationError for
    half a summary or for one that is published.
    """
    consultation = locked(consultation)
    if not rules.can_record(by, consultation):
        raise PermissionDenied
    _check_summary(report)
    if consultation.state == ConsultationState.ARRANGED:
        consultation.state, consultation.closed_at = ConsultationState.HELD, timezone.now()
        log(consultation, "consultations.hold", user=by)
    consultation.private_record, consultation.shared_note = report.private_record, report.shared_note
    consultation.save(update_fields=["state", "closed_at", "private_record", "shared_note"])
    _keep_summary(consultation, report)


def _check_summary(report: Report) -> None:
    if report.title and not report.summary:
        raise ValidationError({"summary": NO_BODY})
    if report.summary and not report.title:
        raise ValidationError({"title": NO_TITLE})


def _keep_summary(consultation: Consultation, report: Report) -> None:
    summary = summary_of(consultation)
    stands = (summary.title, summary.body) if summary else ("", "")
    if stands == (report.title, report.summary):
        return
    if consultation.state == ConsultationState.PUBLISHED:
        raise ValidationError(PUBLISHED)
    if not report.summary:
        Summary.objects.filter(consultation=consultation).delete()
        return
    values = {"title": report.title, "body": report.summary, **_NOT_ASKED}
    Summary.objects.update_or_create(consultation=consultation, defaults=values)


_NOT_ASKED = {
    "agreement": Agreement.NOT_ASKED,
    "agreed_at": None,
    "agreed_by": None,
    "published_at": None,
    "withdrawn_at": None,
}


def summary_of(consultation: Consultation) -> Summary | None:
    return Summary.objects.filter(consultation=consultation).first()


@transaction.atomic
def share_with_department(*, consultation: Consultation, by) -> None:
    """Tell the department that its note is there, and ask whether the summary may be published, if there is one.

    Raises PermissionDenied, and ValidationError before it was held.
    """
    consultation = locked(consultation)
    if not rules.can_record(by, consultation):
        raise PermissionDenied
    if consultation.state != ConsultationState.HELD:
        raise moved_on(consultation)
    unasked = Summary.objects.filter(consultation=consultation, agreement=Agreement.NOT_ASKED)
    asks = bool(unasked.update(agreement=Agreement.ASKED))
    letter = emails.shared(consultation=consultation, asks=asks)
    key = f"consultation:{consultation.pk}:shared:{timezone.now():%Y%m%d%H%M}"
    tell_department(letter=letter, consultation=consultation, about=consultation, key=key, by=by)


@transaction.atomic
def agree_to_summary(*, consultation: Consultation, agreement: str, seen: str, by) -> None:
    """The department says whether, and how, the summary `seen` may be published; until then it may say otherwise.

    Raises PermissionDenied, and ValidationError where the text was changed meanwhile: nobody agrees to what they have
    not read.
    """
    consultation = locked(consultation)
    if not rules.can_agree(by, consultation):
        raise PermissionDenied
    summary = Summary.objects.get(consultation=consultation)
    if _same_text(summary.body) != _same_text(seen):
        raise ValidationError("要約が変更されました。新しい要約を確かめて、もう一度お答えください。", code="changed")
    summary.agreement, summary.agreed_at, summary.agreed_by = agreement, timezone.now(), by
    summary.save(update_fields=["agreement", "agreed_at", "agreed_by"])
    log(consultation, "consultations.agree", user=by, data={"agreement": summary.get_agreement_display()})


def _same_text(text: str) -> str:
    """A form sends its line breaks as two characters."""
    return text.replace("\r\n", "\n").strip()


@transaction.atomic
def publish_summary(*, consultation: Consultation, by) -> Summary:
    """Everybody may read the summary from now on. Raises PermissionDenied, and ValidationError without agreement."""
    if not rules.can_keep_consultations(by):
        raise PermissionDenied
    consultation = locked(consultation)
    if consultation.state != ConsultationState.HELD:
        raise moved_on(consultation)
    summary = summary_of(consultation)
    if summary is None:
        raise ValidationError(NO_SUMMARY)
    if summary.agreement not in AGREED:
        raise ValidationError(NOT_AGREED)
    summary.published_at, summary.withdrawn_at = timezone.now(), None
    summary.save(update_fields=["published_at", "withdrawn_at"])
    consultation.state = ConsultationState.PUBLISHED
    consultation.save(update_fields=["state"])
    log(consultation, "consultations.publish_summary", user=by)
    letter = emails.published(summary=summary)
    key = f"consultation:{consultation.pk}:published:{summary.published_at:%Y%m%d%H%M%S}"
    tell_department(letter=letter, consultation=consultation, about=consultation, key=key, by=by)
    return summary


@transaction.atomic
def withdraw_summary(*, consultation: Consultation, by) -> None:
    """It is no longer to be read, and may be changed. Raises PermissionDenied, ValidationError."""
    if not rules.can_keep_consultations(by):
        raise PermissionDenied
    consultation = locked(consultation)
    if consultation.state != ConsultationState.PUBLISHED:
        raise moved_on(consultation)
    summary = Summary.objects.get(consultation=consultation)
    summary.published_at, summary.withdrawn_at = None, timezone.now()
    summary.save(update_fields=["published_at", "withdrawn_at"])
    consultation.state = ConsultationState.HELD
    consultation.save(update_fields=["state"])
    log(consultation, "consultations.withdraw_summary", user=by)
