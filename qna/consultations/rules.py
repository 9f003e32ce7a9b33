"""Who may ask for a consultation, read it, hold it, and decide about it."""

from django.utils import timezone

from qna.consultations import letter_kinds
from qna.consultations.enums import HELD_STATES, OPEN_STATES, Agreement, ConsultationState
from qna.consultations.models import Call, Consultation, Meeting, OfferedHour
from qna.readers import is_of_enrolled_municipality
from sessions.dates import fiscal_year_of
from sessions.enrolment.rules.people import belongs_to
from studygroup.models import Department
from studygroup.rules import is_advisor, is_secretariat


def can_keep_consultations(user) -> bool:
    """The secretariat sorts, arranges, selects and publishes."""
    return is_secretariat(user)


def can_offer_hours(user) -> bool:
    """Advisors offer their own hours."""
    return is_advisor(user)


def can_ask(user, department: Department) -> bool:
    """Somebody of `department`, which belongs to an enrolled municipality; it need not be enrolled itself."""
    return is_of_enrolled_municipality(user) and belongs_to(user, department)


def can_wish(user, call: Call, department: Department) -> bool:
    """As `can_ask`, while the window of `call` is open."""
    return call.is_open and can_ask(user, department)


def is_own(user, consultation: Consultation) -> bool:
    """Whether `user` stands in the department that asked."""
    return belongs_to(user, consultation.department)


def is_held_by(user, consultation: Consultation) -> bool:
    """Whether `user` is the advisor of the date that stands."""
    return is_advisor(user) and consultation.meetings.standing().filter(advisor=user).exists()


def can_read(user, consultation: Consultation) -> bool:
    """The department that asked, the advisor it is held with, the secretariat. Agrees with `visible_to`."""
    return is_secretariat(user) or is_own(user, consultation) or is_held_by(user, consultation)


def can_read_record(user, consultation: Consultation) -> bool:
    """The private record is the office's and the advisor's."""
    return is_secretariat(user) or is_held_by(user, consultation)


def can_cancel(user, consultation: Consultation) -> bool:
    """What is not held yet is cancelled by the department or the office.

    The wish of a call is taken back in the window; afterwards, until the result, it is the office's to decide.
    """
    if consultation.state not in OPEN_STATES:
        return False
    if is_secretariat(user):
        return True
    call = consultation.call
    is_being_selected = call is not None and not call.has_result and not call.is_open
    return is_own(user, consultation) and not is_being_selected


def can_rebook(user, consultation: Consultation) -> bool:
    """Other dates are wished for by the department, while there is a date or one is being looked for."""
    states = (ConsultationState.ARRANGING, ConsultationState.ARRANGED)
    return consultation.state in states and (is_own(user, consultation) or is_secretariat(user))


def can_record(user, consultation: Consultation) -> bool:
    """That it was held, and what came of it, is said by its advisor or the office once it has begun."""
    if not can_read_record(user, consultation):
        return False
    if consultation.state in HELD_STATES:
        return True
    has_begun = consultation.meetings.standing().filter(starts_at__lte=timezone.now()).exists()
    return consultation.state == ConsultationState.ARRANGED and has_begun


def can_agree(user, consultation: Consultation) -> bool:
    """Whether the summary may be published, and with its name, is for the department to say once it was asked.

    What it said it may change until the summary is published.
    """
    if not is_own(user, consultation) or consultation.state != ConsultationState.HELD:
        return False
    summary = getattr(consultation, "summary", None)
    return summary is not None and summary.agreement != Agreement.NOT_ASKED


def can_read_hour(user, hour: OfferedHour) -> bool:
    """An advisor's hours are listed by that advisor, and by the office."""
    return is_secretariat(user) or (is_advisor(user) and hour.advisor_id == user.pk)


def others_this_year(consultation: Consultation) -> list[Consultation]:
    """What the municipality has besides, in the same year: 「年1回程度」 warns, and the office decides.

    Wishes for other topics of one call are one.
    """
    municipality = consultation.department.municipality_id
    found = Consultation.objects.counted_in(municipality, consultation.fiscal_year).exclude(pk=consultation.pk)
    if consultation.call_id:
        found = found.exclude(call=consultation.call_id)
    return list(found.with_place())


def has_asked_this_year(municipality, call: Call | None = None) -> bool:
    """Whether the municipality asked this year already, for the warning on the form; which department is not told."""
    found = Consultation.objects.counted_in(municipality, fiscal_year_of(timezone.localdate()))
    return (found.exclude(call=call) if call else found).exists()


def is_letter_due(kind: str, to, about) -> bool:
    """A letter about a date is not sent once that date is cancelled or over (hook `letter_due`)."""
    if kind not in letter_kinds.DATED or not isinstance(about, Meeting):
        return True
    about.refresh_from_db(fields=["cancelled_at"])
    return about.cancelled_at is None and about.ends_at > timezone.now()
