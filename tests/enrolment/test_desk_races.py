"""Several tablets at one desk at the same moment: real commits, real connections."""

from collections import Counter

import pytest

from sessions.enrolment.actions.desk import Act, take_act
from sessions.enrolment.actions.walk_ins import Newcomer, register_walk_in
from sessions.enrolment.enums import AttendanceMode, DeskAnswer, DeskSeat
from sessions.enrolment.models import Attendance, DeskEntry, SignUp
from sessions.models import StudySession
from studygroup.enums import DepartmentField
from studygroup.models import Department, Municipality, Participant, User
from tests.parallel import all_at_once, leaving_no_trace
from tests.parallel import real_commits as _django_db_helper  # noqa: F401

MADE = (
    "studygroup.User", "studygroup.Department", "studygroup.Participant", "enrolment.SignUp", "enrolment.Attendance",
    "enrolment.DeskEntry",
)  # fmt: skip


@pytest.fixture
def desk(db):
    with leaving_no_trace(*MADE):
        yield Desk()


class Desk:
    """Six people signed up online, four seats at the venue, somebody of the office."""

    def __init__(self):
        self.municipality = Municipality.objects.get(name="立川市")
        department = Department.objects.create(
            municipality=self.municipality, name="同時に来る課", field=DepartmentField.OTHER
        )
        self.study_session = StudySession.objects.get(code="mitigation-2021-2")
        self.by = User.objects.create_superuser("desk@test.example", "a-password")
        people = [Participant.objects.create(department=department, name=f"見本 {number}") for number in range(6)]
        self.rows = [
            Attendance.objects.create(participant=person, study_session=self.study_session, mode=AttendanceMode.ONLINE)
            for person in people
        ]
        SignUp.objects.create(study_session=self.study_session, seats=4)

    def press(self, row, key):
        act = Act(key, row.pk, seat=DeskSeat.VENUE)
        return take_act(study_session=self.study_session, act=act, by=User.objects.get(pk=self.by.pk)).answer

    def walk_in(self, key):
        newcomer = Newcomer(self.municipality, "初めて来る課", "見本 十郎")
        by = User.objects.get(pk=self.by.pk)
        return register_walk_in(study_session=self.study_session, person=newcomer, key=key, by=by).answer

    @property
    def facts(self) -> tuple[int, int, int]:
        """(seats taken, people checked in, acts written down)"""
        here = Attendance.objects.filter(study_session=self.study_session, checked_in_at__isnull=False)
        taken = SignUp.objects.get(study_session=self.study_session).seats_taken
        return taken, here.count(), DeskEntry.objects.filter(study_session=self.study_session).count()


def test_one_batch_sent_eight_times_at_once_counts_once(desk):
    def send():
        return [desk.press(row, f"k{row.pk}") for row in desk.rows[:3]]

    answers = all_at_once([send] * 8)

    assert answers == [[DeskAnswer.CHECKED_IN] * 3] * 8
    assert desk.facts == (3, 3, 3)


def test_two_tablets_check_one_person_in_once(desk):
    answers = all_at_once([lambda key=key: desk.press(desk.rows[0], key) for key in ("a", "b", "c", "d")])

    assert Counter(answers) == {DeskAnswer.CHECKED_IN: 1, DeskAnswer.ALREADY: 3}
    assert desk.facts == (1, 1, 4)


def test_the_desk_never_gives_a_seat_too_many(desk):
    answers = all_at_once([lambda row=row: desk.press(row, f"k{row.pk}") for row in desk.rows])

    assert Counter(answers) == {DeskAnswer.CHECKED_IN: 4, DeskAnswer.FULL: 2}
    assert desk.facts == (4, 4, 4)


def test_a_newcomer_typed_in_at_two_tablets_is_one_person(desk):
    answers = all_at_once([lambda key=key: desk.walk_in(key) for key in ("a", "a", "b", "c")])

    assert set(answers) <= {DeskAnswer.CHECKED_IN, DeskAnswer.ALREADY}
    assert Participant.objects.filter(name="見本 十郎").count() == 1
    assert desk.facts[:2] == (1, 1)
