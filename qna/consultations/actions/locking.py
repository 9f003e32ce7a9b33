"""One at a time: what an action decides about a consultation holds until it is written."""

from django.core.exceptions import ValidationError

from qna.consultations.models import Call, Consultation


def locked(consultation: Consultation) -> Consultation:
    """The row as it stands, which nobody else changes until the caller's transaction ends."""
    found = Consultation.objects.select_for_update(of=("self",)).select_related(
        "department__municipality", "call", "topic", "asked_by"
    )
    return found.get(pk=consultation.pk)


def locked_call(call: Call) -> Call:
    return Call.objects.select_for_update().get(pk=call.pk)


def moved_on(consultation: Consultation) -> ValidationError:
    """For the second of two: what the consultation has become meanwhile."""
    return ValidationError(
        f"この相談は「{consultation.get_state_display()}」になっています。画面を開き直して確かめてください。",
        code="moved_on",
    )
