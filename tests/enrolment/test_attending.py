"""/attend/<code>/: who comes and how for one session."""

from datetime import timedelta
from urllib.parse import parse_qs, urlsplit

import pytest
from django.utils import timezone

from sessions.enrolment.actions.answering import answer
from sessions.enrolment.models import SignUp
from sessions.enrolment.rules import can_answer, may_sign_up
from sessions.enrolment.sheet import answered_for, enrolled_series, is_open_to
from sessions.models import StudySession
from studygroup.models import Participant
from studygroup.notices.models import OutboxLetter
from tests.factories.attending import answers_of, fields
from tests.factories.cast import entered
from tests.factories.pages import words

ADDRESS = "/attend/mitigation-2021-2/"


def names(user) -> list[str]:
    return [person.name for person in answered_for(user)]


def test_a_coordinator_answers_for_all_and_others_for_themselves(cast, colleague):
    cast.participant  # noqa: B018 - made when asked for

    assert names(cast.coordinator) == ["coordinator", "見本 𠮷子", "participant"]
    assert names(cast.participant) == ["participant"]
    assert names(cast.suspended) == names(cast.secretariat) == names(cast.staff) == []


def test_a_coordinator_answers_for_two_with_one_press(client, cast, colleague, study_session):
    own = cast.coordinator.participations[0]
    posted = fields(own, study_session, "venue") | fields(colleague, study_session, "online")

    page = entered(client, cast.coordinator).post(ADDRESS, posted, follow=True)

    assert answers_of(study_session) == {"coordinator": "venue", "見本 𠮷子": "online"}
    assert "2件の変更を保存しました" in words(page)
    letter = OutboxLetter.objects.get(kind="answered")  # the colleague has no mailbox: the coordinator reads for both
    assert ["coordinatorさん：会場" in letter.body, "見本 𠮷子さん：オンライン" in letter.body] == [True, True]


def test_who_is_left_without_an_answer_stays_unanswered(client, cast, colleague, study_session):
    own = cast.coordinator.participations[0]

    entered(client, cast.coordinator).post(
        ADDRESS, fields(own, study_session, "online") | fields(colleague, study_session, "")
    )

    assert answers_of(study_session) == {"coordinator": "online"}


def test_nothing_chosen_at_all_is_said_beside_each_person(client, cast, study_session):
    own = cast.participant.participations[0]

    page = entered(client, cast.participant).post(ADDRESS, fields(own, study_session, ""))

    assert words(page).count("participantさんの参加方法を選んでください") == 2
    assert "<title>エラー：" in words(page)


def test_after_the_deadline_the_page_says_so_and_takes_nothing(client, cast, study_session):
    own = cast.participant.participations[0]
    SignUp.objects.create(study_session=study_session, until=timezone.now() - timedelta(minutes=1))

    page = words(entered(client, cast.participant).get(ADDRESS))
    refused = words(client.post(ADDRESS, fields(own, study_session, "online")))

    assert ["第2回の受付は10月25日（月）8:59に終わりました。" in text for text in (page, refused)] == [True, True]
    assert ("参加方法を保存する" in page, 'href="/contact/"' in page) == (False, True)
    assert answers_of(study_session) == {}


def test_what_another_changed_meanwhile_is_told_and_the_next_press_saves(client, cast, colleague, study_session):
    posted = fields(colleague, study_session, "absent")
    answer(participant=colleague, study_session=study_session, mode="online", by=cast.secretariat)

    page = words(entered(client, cast.coordinator).post(ADDRESS, posted))
    client.post(ADDRESS, fields(colleague, study_session, "absent", seen="online"))

    assert "事務局が9:00に見本 𠮷子さんの参加方法を「オンライン」に変更しました。" in page
    assert f'name="a{colleague.pk}-{study_session.pk}-seen" value="online"' in page
    assert answers_of(study_session) == {"見本 𠮷子": "absent"}


def test_nobody_answers_for_a_person_of_another_department(client, cast, study_session):
    stranger = cast.other.participations[0]

    entered(client, cast.coordinator).post(ADDRESS, fields(stranger, study_session, "online"))

    assert answers_of(study_session) == {}


@pytest.mark.parametrize(
    ("actor", "sentence"),
    [
        ("other", "あなたの部署は、この分科会に参加登録をしていません"),
        ("staff", "この回は、参加登録をした部署の方が参加できます"),
        ("suspended", "いまは、参加方法を答えられません"),
        ("secretariat", "このページは、参加する部署の方が使います"),
    ],
)
def test_whoever_cannot_answer_is_told_why(client, cast, settings, actor, sentence):
    settings.DEMO = True  # no second factor
    page = entered(client, cast[actor]).get(ADDRESS)

    assert (page.status_code, sentence in words(page)) == (403, True)


def test_who_may_sign_up_is_the_same_for_one_and_for_many(cast, meeting):
    people = [cast[actor].participations[0] for actor in ("coordinator", "other", "suspended")]
    opened = enrolled_series([person.department_id for person in people])

    for study_session in StudySession.objects.select_related("series"):
        for person in people:
            many = person.is_current and is_open_to(study_session, opened.get(person.department_id, {}))
            assert many == may_sign_up(person, study_session)


def test_a_form_left_open_past_sign_out_keeps_its_answers(client, cast, study_session):
    own = cast.participant.participations[0]

    to_login = client.post(ADDRESS, fields(own, study_session, "online"))
    client.force_login(cast.participant)
    page, again = words(client.get(ADDRESS)), words(client.get(ADDRESS))

    assert parse_qs(urlsplit(to_login.url).query) == {"next": [ADDRESS]}
    told = "しばらく操作がなかったため、保存前に確認が必要です。入力内容は残っています。"
    assert [told in text for text in (page, again)] == [True, False]
    assert [
        any('value="online"' in each and "checked" in each for each in text.split("<input")) for text in (page, again)
    ] == [True, False]
    assert answers_of(study_session) == {}


@pytest.mark.parametrize("count", [1, 3])
def test_the_page_asks_as_often_for_one_person_as_for_three(
    client, cast, study_session, django_assert_num_queries, count
):
    department = cast.coordinator.participations[0].department
    for number in range(count - 1):
        person = Participant.objects.create(department=department, name=f"見本 {number}")
        answer(participant=person, study_session=study_session, mode="online", by=cast.coordinator)
    entered(client, cast.coordinator).get(ADDRESS)

    with django_assert_num_queries(12):
        client.get(ADDRESS)


def test_the_session_page_shows_the_department_its_answers(client, cast, colleague, study_session):
    answer(participant=colleague, study_session=study_session, mode="venue", by=cast.coordinator)

    page = words(entered(client, cast.coordinator).get(study_session.url))
    series = words(client.get("/subcommittees/mitigation/"))
    stranger = words(entered(client, cast.other).get(study_session.url))

    assert ["あなたの課の登録" in text for text in (page, series, stranger)] == [True, True, False]
    assert [f'href="{ADDRESS}"' in text for text in (page, series, stranger)] == [True, True, False]


def test_can_answer_is_what_the_page_offers(cast, colleague, study_session):
    offered = {
        (actor, person.name): person in answered_for(cast[actor])
        for actor in ("coordinator", "participant")
        for person in (colleague, cast.participant.participations[0])
    }

    assert offered == {
        (actor, person.name): can_answer(cast[actor], person, study_session)
        for actor in ("coordinator", "participant")
        for person in (colleague, cast.participant.participations[0])
    }
