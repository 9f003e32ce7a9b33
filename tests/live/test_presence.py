"""Who is here, and who was here long enough."""

from datetime import datetime, timedelta

import pytest
from django.utils import timezone

from sessions.enrolment.models import Attendance
from sessions.live.actions.entering import see_members
from sessions.live.actions.keeping import close_room
from sessions.live.models import Presence
from sessions.live.people import places_of


def stays(member, clock, minutes):
    """Seen each minute."""
    for _ in range(minutes + 1):
        see_members(members=[member.pk])
        clock.move_to((timezone.now() + timedelta(minutes=1)).isoformat())


def test_signs_of_life_in_a_row_are_one_stretch(member, clock):
    anna = member("participant")

    stays(anna, clock, 5)

    stretch = Presence.objects.get()
    assert stretch.seen_at - stretch.came_at == timedelta(minutes=5)


def test_coming_back_later_is_another_stretch(member, clock):
    anna = member("participant")
    stays(anna, clock, 2)
    clock.move_to((timezone.now() + timedelta(minutes=10)).isoformat())

    stays(anna, clock, 2)

    assert Presence.objects.count() == 2


@pytest.mark.parametrize(
    ("mode", "minutes", "attended"),
    [("online", 10, True), ("online", 9, None), ("stream", 10, True), ("venue", 10, None), ("absent", 10, None)],
)
def test_ten_minutes_in_the_room_are_attendance_for_those_who_came_by_the_network(
    room, member, clock, mode, minutes, attended
):
    anna = member("participant")
    answer = Attendance.objects.create(participant=anna.participant, study_session=room.study_session, mode=mode)
    stays(anna, clock, minutes)

    close_room(room=room, by=member("secretariat"))

    answer.refresh_from_db()
    assert answer.attended is attended


def test_what_was_said_by_hand_stays(room, member, clock):
    anna = member("participant")
    answer = Attendance.objects.create(
        participant=anna.participant, study_session=room.study_session, mode="online", attended=False
    )
    stays(anna, clock, 15)

    close_room(room=room, by=member("secretariat"))

    answer.refresh_from_db()
    assert answer.attended is False


def test_the_office_stands_apart_and_places_in_their_order(room, member):
    for actor in ("participant", "coordinator", "advisor"):
        member(actor)

    assert places_of(room) == [
        {"name": "アドバイザー・事務局", "people": ["アドバイザー", "事務局"]},
        {"name": "立川市", "people": ["環境課 participant", "環境課 coordinator"]},
    ]


def test_whoever_left_a_while_ago_is_not_here(room, member, clock):
    member("participant")
    clock.move_to((datetime.fromisoformat("2021-10-25T09:00+09:00") + timedelta(minutes=5)).isoformat())

    assert places_of(room) == []
