"""A date is fixed, moved, wished for anew and called off; what was before stays readable."""

from datetime import date

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from icalendar import Calendar

from qna.consultations import rules
from qna.consultations.actions.arranging import Date, cancel_consultation, wish_other_dates
from qna.consultations.actions.asking import WishedDate
from qna.consultations.actions.hours import offer_hours, withdraw_hour
from qna.consultations.enums import ConsultationState, HourWay, Way
from qna.consultations.ical import calendar_of
from qna.consultations.models import Consultation, Meeting, OfferedHour
from studygroup.notices.models import OutboxLetter
from tests.factories.cast import ACTORS
from tests.factories.consultations import ask, fix, make_call, make_hour, on_date, wish

pytestmark = pytest.mark.django_db


@pytest.fixture
def consultation(cast):
    return ask(cast.coordinator)


def state_of(consultation) -> str:
    return Consultation.objects.get(pk=consultation.pk).state


@pytest.mark.parametrize("actor", [actor for actor in ACTORS if actor != "secretariat"])
def test_only_the_secretariat_fixes_a_date(cast, consultation, actor):
    with pytest.raises(PermissionDenied):
        fix(consultation, cast[actor])

    assert not Meeting.objects.exists()


def test_a_date_with_an_advisor_is_told_to_department_and_advisor_with_a_calendar(cast, consultation):
    OutboxLetter.objects.all().delete()

    meeting = fix(consultation, cast.secretariat, cast.advisor, place="https://meet.example/abc")

    letters = OutboxLetter.objects.order_by("to_address")
    assert [one.to_address for one in letters] == [cast.advisor.email, cast.coordinator.email]
    assert {one.subject for one in letters} == {"個別相談の日時：11月8日（月）10:00〜11:00"}
    assert all("STATUS:CONFIRMED" in one.calendar and "https://meet.example/abc" in one.body for one in letters)
    assert (state_of(consultation), meeting.with_whom) == (ConsultationState.ARRANGED, "advisor")


def test_the_office_takes_a_consultation_itself(cast, consultation):
    OutboxLetter.objects.all().delete()

    meeting = fix(consultation, cast.secretariat)

    assert (meeting.with_whom, OutboxLetter.objects.get().to_address) == ("事務局", cast.coordinator.email)


def test_an_hour_on_offer_is_given_and_no_longer_free(cast, consultation):
    hour = make_hour(cast.advisor)

    meeting = fix(consultation, cast.secretariat, date=Date.of_hour(hour))

    assert (meeting.advisor, meeting.starts_at, OfferedHour.objects.free().exists()) == (
        cast.advisor,
        hour.starts_at,
        False,
    )


def test_an_hour_that_is_gone_is_refused_with_its_day_and_changes_nothing(cast, consultation):
    hour = make_hour(cast.advisor)
    fix(ask(cast.other), cast.secretariat, date=Date.of_hour(hour))

    with pytest.raises(ValidationError) as refused:
        fix(consultation, cast.secretariat, date=Date.of_hour(hour))

    sentence = "11月8日（月）10:00は、ほかの自治体の予約が入りました。ほかの日時を選んでください。"
    assert refused.value.message_dict == {"hour": [sentence]}
    assert (state_of(consultation), consultation.meetings.count()) == (ConsultationState.RECEIVED, 0)


def test_an_hour_of_another_way_is_refused(cast, consultation):
    hour = make_hour(cast.advisor, way=HourWay.VISIT)

    with pytest.raises(ValidationError) as refused:
        fix(consultation, cast.secretariat, date=Date.of_hour(hour), way=Way.ONLINE)

    assert list(refused.value.message_dict) == ["hour"]


def test_an_advisor_is_not_in_two_consultations_at_once(cast, consultation):
    fix(ask(cast.other), cast.secretariat, cast.advisor, "2021-11-08T10:30+09:00")

    with pytest.raises(ValidationError) as refused:
        fix(consultation, cast.secretariat, cast.advisor)

    assert refused.value.message_dict == {"day": ["advisorさんは、この時間にほかの相談があります。"]}


def test_a_date_lies_ahead(cast, consultation):
    with pytest.raises(ValidationError):
        fix(consultation, cast.secretariat, start="2021-10-25T09:00+09:00")

    assert state_of(consultation) == ConsultationState.RECEIVED


def test_a_moved_date_keeps_the_former_one_and_gives_its_hour_back(cast, consultation):
    hour = make_hour(cast.advisor)
    fix(consultation, cast.secretariat, date=Date.of_hour(hour))

    fix(consultation, cast.secretariat, cast.advisor, "2021-11-09T10:00+09:00", reason="会議と重なったため")

    former, present = consultation.meetings.all()
    assert (former.cancel_reason, former.cancelled_at is None, present.cancelled_at) == (
        "会議と重なったため",
        False,
        None,
    )
    assert list(OfferedHour.objects.free()) == [hour]
    letter = OutboxLetter.objects.filter(to_address=cast.coordinator.email).first()
    assert letter.subject == "【変更】個別相談の日時：11月9日（火）10:00〜11:00"
    assert "変更前：11月8日（月）10:00〜11:00\n変更の理由：会議と重なったため" in letter.body


def test_the_advisor_of_the_former_date_learns_that_it_is_off(cast, consultation):
    fix(consultation, cast.secretariat, cast.advisor)

    fix(consultation, cast.secretariat, start="2021-11-09T10:00+09:00")

    letter = OutboxLetter.objects.filter(to_address=cast.advisor.email).first()
    assert letter.subject == "【取消し】個別相談の日時：11月8日（月）10:00〜11:00"
    assert "STATUS:CANCELLED" in letter.calendar


def test_a_calendar_sees_one_event_move(cast, consultation):
    first = fix(consultation, cast.secretariat)
    before = calendar_of(first)
    second = fix(consultation, cast.secretariat, start="2021-11-09T10:00+09:00")
    first.refresh_from_db()

    events = [Calendar.from_ical(text).walk("VEVENT")[0] for text in (before, calendar_of(first), calendar_of(second))]

    assert len({str(event["uid"]) for event in events}) == 1
    assert [int(event["sequence"]) for event in events] == [0, 1, 2]
    assert [str(event["status"]) for event in events] == ["CONFIRMED", "CANCELLED", "CONFIRMED"]


def test_a_department_wishes_for_other_dates_and_the_one_that_stood_is_given_up(cast, consultation):
    hour = make_hour(cast.advisor)
    fix(consultation, cast.secretariat, date=Date.of_hour(hour))

    wish_other_dates(
        consultation=consultation, wishes=[WishedDate(day=date(2021, 11, 20))], reason="出張のため", by=cast.participant
    )

    one = Consultation.objects.with_place().get(pk=consultation.pk)
    assert (one.state, one.meeting, one.meetings.get().cancel_reason) == ("arranging", None, "出張のため")
    assert [wish.when_in_words for wish in one.current_wishes] == ["11月20日（土）終日可"]
    assert one.date_wishes.count() == 2
    assert hour.is_free


def test_cancelling_frees_the_hour_and_tells_both(cast, consultation):
    hour = make_hour(cast.advisor)
    fix(consultation, cast.secretariat, date=Date.of_hour(hour))
    OutboxLetter.objects.all().delete()

    cancel_consultation(consultation=consultation, reason="都合がつかないため", by=cast.coordinator)

    hour.refresh_from_db()
    letters = OutboxLetter.objects.order_by("to_address")
    assert (state_of(consultation), hour.taken_at) == (ConsultationState.CANCELLED, None)
    assert [one.to_address for one in letters] == [cast.advisor.email, cast.coordinator.email]
    assert all("理由：都合がつかないため" in one.body for one in letters)


def test_what_is_cancelled_stays_cancelled(cast, consultation):
    cancel_consultation(consultation=consultation, by=cast.coordinator)

    with pytest.raises(PermissionDenied):
        cancel_consultation(consultation=consultation, by=cast.coordinator)
    with pytest.raises(ValidationError):
        fix(consultation, cast.secretariat)


def test_the_wish_of_a_call_has_no_date_before_its_result(cast):
    (one,) = wish(cast.coordinator, make_call())

    with pytest.raises(ValidationError) as refused:
        fix(one, cast.secretariat)

    assert refused.value.messages == ["募集の結果を公表してから、日時を決めてください。"]


def test_a_letter_about_a_date_that_fell_away_is_not_sent(cast, consultation):
    meeting = fix(consultation, cast.secretariat, cast.advisor)
    before = rules.is_letter_due("consultation_arranged", cast.advisor, meeting)
    cancel_consultation(consultation=consultation, by=cast.coordinator)

    due = [
        rules.is_letter_due(kind, cast.advisor, meeting) for kind in ("consultation_arranged", "consultation_cancelled")
    ]

    assert (before, due) == (True, [False, True])


@pytest.mark.parametrize("actor", [actor for actor in ACTORS if actor != "advisor"])
def test_only_advisors_offer_hours(cast, actor):
    date_ = on_date()

    with pytest.raises(PermissionDenied):
        offer_hours(spans=[(date_.starts_at, date_.ends_at)], way=HourWay.EITHER, by=cast[actor])


def test_overlapping_hours_are_refused_all_together(cast):
    first, second = on_date(), on_date("2021-11-08T10:30+09:00")

    with pytest.raises(ValidationError):
        offer_hours(
            spans=[(one.starts_at, one.ends_at) for one in (first, second)], way=HourWay.EITHER, by=cast.advisor
        )

    assert not OfferedHour.objects.exists()


def test_an_hour_is_withdrawn_until_it_is_given_and_by_nobody_else(cast, consultation):
    free, given = make_hour(cast.advisor), make_hour(cast.advisor, "2021-11-09T10:00+09:00")
    fix(consultation, cast.secretariat, date=Date.of_hour(given))

    with pytest.raises(PermissionDenied):
        withdraw_hour(hour=free, by=cast.coordinator)
    with pytest.raises(ValidationError):
        withdraw_hour(hour=given, by=cast.advisor)
    withdraw_hour(hour=free, by=cast.advisor)

    assert list(OfferedHour.objects.of_advisor(cast.advisor)) == [given]
