"""What the addresses of the table lead to."""

from datetime import date, timedelta
from types import SimpleNamespace

from django.contrib.auth.models import Group
from django.core.files.base import ContentFile
from django.utils import timezone

from archive.models import Edition, Material, MaterialPage
from qna.models import Answer, AnswerBatch, AnswerEdition, Assignment, Attachment, Question
from sessions.enrolment.enums import EnrolmentState
from sessions.enrolment.models import Attendance, CalendarFeed, Enrolment, Invitation
from sessions.live.actions.keeping import open_room
from sessions.live.enums import PollKind, PollState
from sessions.live.models import Poll
from sessions.live.models import Question as RoomQuestion
from sessions.models import Series, StudySession
from studygroup.enums import DepartmentField, Role
from studygroup.models import Department, Municipality, Participant, User
from tests.access import consultation_rows
from tests.factories.archive import make_material, make_video


def make_things(cast) -> SimpleNamespace:
    """What the addresses of the table lead to; of the department of the cast's coordinator where it is of one."""
    department, _ = Department.objects.get_or_create(
        municipality=Municipality.objects.get(name="立川市"),
        name="環境課",
        defaults={"field": DepartmentField.ENVIRONMENT},
    )
    person = Participant.objects.create(department=department, name="見本 次郎")
    expires_at = timezone.now() + timedelta(days=14)
    invitation = Invitation.objects.create(department=department, mail="new@test.example", expires_at=expires_at)
    second = StudySession.objects.get(code="mitigation-2021-2")
    material = make_material()
    return SimpleNamespace(
        material=material,
        **make_asked_in_room(second),
        edition=Edition.objects.create(material=material, dated=date(2021, 10, 1), file=material.file.name),
        picture=make_picture(material),
        video=make_video(),
        person=person,
        enrolment=make_enrolment(department),
        invitation=invitation,
        attendance=Attendance.objects.create(participant=person, study_session=second, mode="venue"),
        consultations=consultation_rows.make_consultations(department),
        feed=CalendarFeed.objects.create(user=User.objects.create_user("feed@test.example")),
        **make_questions(department, cast.advisor),
    )


def make_picture(material: Material) -> MaterialPage:
    page = MaterialPage(material=material, number=1, label="p.1")
    page.picture.save("1.webp", ContentFile(b"picture"), save=True)
    return page


def make_questions(department: Department, advisor: User) -> dict:
    """One published, one just asked with a file, one given to `advisor`; all of `department`."""
    now = timezone.now()
    batch = AnswerBatch.objects.create(number=1, state="published", published_at=now, opens_at=now)
    told = {"batch": batch, "published_at": now, "opens_at": now}
    words = {"asked_title": "題", "asked_body": "文", "title": "題", "body": "文", "theme": "other", "field": "other"}
    published, asked, given = (
        Question.objects.create(department=department, state=state, **words, **more)
        for state, more in (("published", told), ("received", {}), ("requested", {}))
    )
    for question in (published, given):
        Answer.objects.create(question=question, body="答")
    AnswerEdition.objects.create(
        question=published, number=1, title="題", body="文", answer="答", answered_as="回答者", published_at=now
    )
    Assignment.objects.create(question=given, advisor=advisor, due_on=date(2021, 11, 8))
    attachment = Attachment(question=asked, name="table.csv", size=1)
    attachment.file.save("table.csv", ContentFile(b"1"), save=True)
    return {"published": published, "asked": asked, "given": given, "attachment": attachment}


def make_asked_in_room(study_session: StudySession) -> dict:
    """A poll and a question in an open room."""
    office = User.objects.create_user("office@test.example")
    office.groups.add(Group.objects.get(name=Role.SECRETARIAT))
    room = open_room(study_session=study_session, by=office)
    return {
        "poll": Poll.objects.create(room=room, title="どれですか", kind=PollKind.WORDS, state=PollState.OPEN),
        "room_question": RoomQuestion.objects.create(room=room, author_name="見本", text="どこから始めますか"),
    }


def make_enrolment(department: Department) -> Enrolment:
    of = {"department": department, "series": Series.objects.get(key="mitigation"), "fiscal_year": 2021}
    return Enrolment.objects.get_or_create(**of, defaults={"state": EnrolmentState.CONFIRMED})[0]
