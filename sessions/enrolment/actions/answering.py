"""Who comes to a session, and how."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.utils import timezone

from sessions.actions import hold_online
from sessions.dates import moment_in_words
from sessions.enrolment import rules
from sessions.enrolment.actions.posting import by_reader, post_to_person
from sessions.enrolment.actions.seats import release_seat, sign_up_of, take_seat
from sessions.enrolment.emails import attending
from sessions.enrolment.enums import AttendanceMode
from sessions.enrolment.models import Attendance, SignUp
from sessions.models import StudySession
from studygroup.models import Participant

CHANGED_MEANWHILE = "changed_meanwhile"
TOO_EARLY = "日程が決まると、参加方法を答えられます。"


@dataclass(frozen=True)
class Answer:
    """What somebody wants for one person at one session.

    `seen` is the mode on the page that they answered from: None for no answer, "" to not look at what is there.
    `undoes`: the moment of the change that this one takes back, which is refused if anything came after; only then
    `mode` may be "", as if nobody had answered.
    """

    participant: Participant
    study_session: StudySession
    mode: str
    wants_venue: bool = False
    seen: str | None = ""
    undoes: datetime | None = None

    @property
    def takes_back(self) -> bool:
        return self.undoes is not None and not self.mode


def closes_at(study_session: StudySession, sign_up: SignUp) -> datetime | None:
    """Until when an answer may change: the office's deadline, else the start; None while neither is known."""
    return sign_up.until or study_session.starts_at


def why_closed(study_session: StudySession, sign_up: SignUp) -> str:
    """The sentence that says why no answer is taken any more, or not yet; nothing while answers are taken."""
    name = study_session.number_label or study_session.title
    if study_session.is_called_off:
        return f"{name}は{study_session.get_state_display()}になりました。"
    closes = closes_at(study_session, sign_up)
    if closes and closes <= timezone.now():
        return f"{name}の受付は{moment_in_words(closes)}に終わりました。"
    if study_session.is_past:
        return f"{name}は終了しました。"
    return "" if study_session.is_on_a_day else TOO_EARLY


def modes_of(study_session: StudySession) -> list[AttendanceMode]:
    """What may be chosen: the session's own ways, then 録画のみ視聴 and 参加しない."""
    offered = [AttendanceMode(mode) for mode in AttendanceMode.values if mode in study_session.modes]
    always = [AttendanceMode.RECORDING, AttendanceMode.ABSENT]
    return [mode for mode in offered if mode not in always] + always


@transaction.atomic
def answer(
    *, participant, study_session, mode: str, wants_venue: bool = False, seen: str | None = "", by
) -> Attendance:
    """Say how `participant` takes part in `study_session`; the same again changes nothing and writes no letter.

    `wants_venue`: besides `mode`, wait for a seat at the venue. `seen`: see Answer. Raises PermissionDenied, or
    ValidationError: too late, a way that is not offered, no seat left (code `full`), or changed by somebody else
    since it was seen (code `changed_meanwhile`).
    """
    change = Answer(participant, study_session, mode, wants_venue, seen)
    attendance, is_changed = take(change, by=by)
    if is_changed:
        tell(changed=[attendance], by=by)
    return attendance


@transaction.atomic
def answer_all(*, answers: Iterable[Answer], by) -> list[Attendance]:
    """Take a whole matrix of answers, or none of them. Returns those that changed; one letter goes to each reader.

    Raises PermissionDenied, or ValidationError with a message for each answer that cannot be taken, each with
    `params["answer"]`.
    """
    changed: list[Attendance] = []
    problems: list[ValidationError] = []
    for each in answers:
        try:
            with transaction.atomic():
                attendance, is_changed = take(each, by=by)
        except ValidationError as refusal:
            problems.append(ValidationError(refusal.message, code=refusal.code, params={"answer": each}))
            continue
        if is_changed:
            changed.append(attendance)
    if problems:
        raise ValidationError(problems)
    tell(changed=changed, by=by)
    return changed


def tell(*, changed: list[Attendance], by) -> None:
    """Post what was answered: one letter for each session and reader."""
    for sharing in by_reader(changed):
        first = sharing[0]
        letter = attending.answered(people=sharing, study_session=first.study_session)
        key = f"answered:{first.pk}:{first.changed_at.timestamp()}"
        post_to_person(letter=letter, person=first.participant, about=first, key=key, by=by)


def take(wanted: Answer, *, by) -> tuple[Attendance, bool]:
    """Write an answer down, within the caller's transaction and without a letter; whether it changed anything.

    Raises as `answer` does.
    """
    participant, study_session = wanted.participant, wanted.study_session
    if not rules.can_answer(by, participant, study_session):
        raise PermissionDenied
    sign_up = sign_up_of(study_session)
    if (reason := why_closed(study_session, sign_up)) and not rules.can_enter_enrolments(by):
        raise ValidationError(reason, code="closed")
    if not wanted.takes_back and wanted.mode not in modes_of(study_session):
        raise ValidationError("参加方法を選び直してください。この回では受け付けていない方法です。", code="not_offered")
    attendance, is_new = _row_of(participant, study_session)
    if not is_new and _says(attendance, wanted):
        return attendance, False
    _refuse_if_changed_meanwhile(attendance, wanted, is_new=is_new, by=by)
    if wanted.takes_back:
        _take_back(attendance)
    else:
        _change(attendance, wanted, is_new=is_new, by=by)
    return attendance, True


def _row_of(participant, study_session) -> tuple[Attendance, bool]:
    """The one row of this person at this session, locked; a second click waits for the first one's commit."""
    attendance, is_new = Attendance.objects.get_or_create(
        participant=participant, study_session=study_session, defaults={"mode": AttendanceMode.ABSENT}
    )
    if not is_new:
        attendance = Attendance.objects.select_for_update().get(pk=attendance.pk)
    attendance.participant, attendance.study_session = participant, study_session
    return attendance, is_new


def _says(attendance: Attendance, wanted: Answer) -> bool:
    is_waiting = attendance.waiting_since is not None
    return attendance.mode == wanted.mode and (is_waiting == wanted.wants_venue or wanted.mode == AttendanceMode.VENUE)


def _refuse_if_changed_meanwhile(attendance: Attendance, wanted: Answer, *, is_new: bool, by) -> None:
    stored = None if is_new else attendance.mode
    if wanted.undoes and _went_on(attendance, wanted.undoes):
        raise ValidationError(
            f"{wanted.participant.name}さんの参加方法は、そのあとに変わったため、元に戻せません。",
            code=CHANGED_MEANWHILE,
        )
    if wanted.seen == "" or wanted.seen == stored or attendance.changed_by_id == by.pk:
        return
    name = _name_of(attendance.changed_by, attendance.participant.department)
    when = f"{timezone.localtime(attendance.changed_at):%-H:%M}"
    raise ValidationError(
        f"{name}が{when}に{wanted.participant.name}さんの参加方法を「{attendance.get_mode_display()}」に変更しました。"
        "最新の内容を確認してから、もう一度保存してください。",
        code=CHANGED_MEANWHILE,
    )


def _went_on(attendance: Attendance, since: datetime) -> bool:
    """Whether anything came after the change of that moment: another one, a seat on offer, the desk."""
    is_same = attendance.changed_at == since and attendance.offered_until is None
    return not is_same or attendance.desk_entries.exists()


def _name_of(user, department) -> str:
    if user is None:
        return "ほかの人"
    own = department.participants.filter(user=user).first()
    return f"{own.name}さん" if own else "事務局"


def _change(attendance: Attendance, wanted: Answer, *, is_new: bool, by) -> None:
    held = not is_new and attendance.holds_seat
    at_venue = wanted.mode == AttendanceMode.VENUE
    if at_venue and not held:
        take_seat(attendance=attendance)
    attendance.mode, attendance.offered_until = wanted.mode, None
    waits = wanted.wants_venue and not at_venue
    attendance.waiting_since = (attendance.waiting_since or timezone.now()) if waits and not held else None
    attendance.changed_at, attendance.changed_by = timezone.now(), by
    attendance.save()
    if held and not at_venue:
        release_seat(attendance=attendance)


def _take_back(attendance: Attendance) -> None:
    """The person has not answered, as before; the receipt's number is given to nobody else."""
    Attendance.objects.filter(pk=attendance.pk).delete()
    if attendance.holds_seat:
        release_seat(attendance=attendance)
    attendance.mode, attendance.waiting_since = "", None
    attendance.changed_at = timezone.now()


@transaction.atomic
def move_online(*, study_session: StudySession, reason: str, by) -> int:
    """The venue falls away: everyone signed up for it, waiting or offered a seat, takes part online.

    The session is published without its venue, with the reason; each mailbox gets one letter. Returns how many people
    were moved. Raises PermissionDenied, or ValidationError without a reason.
    """
    if not rules.can_enter_enrolments(by):
        raise PermissionDenied
    if not reason.strip():
        raise ValidationError({"reason": "会場での開催を取りやめる理由を入力してください。"})
    sign_up = SignUp.objects.select_for_update().get(pk=sign_up_of(study_session).pk)
    rows = Attendance.objects.filter(study_session=study_session)
    moved = list(rows.holding_a_seat().select_related("participant__user", "participant__department"))
    now = timezone.now()
    rows.filter(pk__in=[attendance.pk for attendance in moved]).update(
        mode=AttendanceMode.ONLINE, offered_until=None, waiting_since=None, changed_at=now, changed_by=by
    )
    rows.filter(waiting_since__isnull=False).update(waiting_since=None)
    SignUp.objects.filter(pk=sign_up.pk).update(seats_taken=0)
    # After they are moved: whoever listens to the page's changes finds nobody left at the venue to tell of it.
    page = hold_online(study_session=study_session, reason=reason.strip(), by=by)
    _tell_moved(moved, page, reason.strip(), by=by)
    return len(moved)


def _tell_moved(moved: list[Attendance], study_session: StudySession, reason: str, *, by) -> None:
    for sharing in by_reader(moved):
        letter = attending.moved_online(people=sharing, study_session=study_session, reason=reason)
        key = f"moved-online:{sharing[0].pk}:{sharing[0].changed_at.timestamp()}"
        post_to_person(letter=letter, person=sharing[0].participant, about=study_session, key=key, by=by)
