"""Two sessions that want one person at the same hours."""

from datetime import time

from sessions.enrolment.models import Attendance
from sessions.enrolment.rules.overlaps import overlapping
from sessions.models import StudySession
from tests.factories.cast import entered
from tests.factories.pages import words

ADDRESS = "/attend/mitigation-2021-2/"


def test_sessions_at_the_same_hours_are_told_but_not_what_both_hold_in_common(cast):
    own = cast.coordinator.participations[0]
    first = {key: StudySession.objects.get(code=f"{key}-2021-1") for key in ("mitigation", "adaptation")}
    Attendance.objects.create(participant=own, study_session=first["adaptation"], mode="venue")

    in_common = overlapping(own, first["mitigation"])
    StudySession.objects.filter(pk=first["mitigation"].pk).update(end=time(15, 30))
    longer = overlapping(own, StudySession.objects.get(pk=first["mitigation"].pk))

    assert [row.study_session.code for row in in_common] == []
    assert [row.study_session.code for row in longer] == ["adaptation-2021-1"]


def test_who_only_watches_the_recording_is_not_at_two_places(cast):
    own = cast.coordinator.participations[0]
    first = {key: StudySession.objects.get(code=f"{key}-2021-1") for key in ("mitigation", "adaptation")}
    StudySession.objects.filter(pk=first["mitigation"].pk).update(end=time(15, 30))
    Attendance.objects.create(participant=own, study_session=first["adaptation"], mode="recording")

    assert overlapping(own, StudySession.objects.get(pk=first["mitigation"].pk)) == []


def test_an_overlap_is_said_beside_the_person(client, cast, study_session):
    own = cast.participant.participations[0]
    other = StudySession.objects.get(code="adaptation-2021-2")
    StudySession.objects.filter(pk=other.pk).update(date_from=study_session.date_from)
    Attendance.objects.create(participant=own, study_session=other, mode="online")

    page = words(entered(client, cast.participant).get(ADDRESS))

    assert "適応策分科会 第2回</a>にも「オンライン」で登録されています。" in page
