"""マイページ: tasks, next sessions and enrolments, and what is told to those without a department."""

from datetime import timedelta

import pytest
from django.utils import timezone

from sessions.enrolment.actions.answering import answer
from sessions.enrolment.actions.departments import close_department
from sessions.enrolment.enums import EnrolmentState
from sessions.enrolment.models import Application, Attendance, Enrolment, SignUp
from sessions.enrolment.overview import read_board
from sessions.models import StudySession
from studygroup.models import Department, Participant
from tests.factories.cast import entered

MITIGATION, ADAPTATION = "mitigation-2021-2", "adaptation-2021-2"


def page_of(client, user, address="/my/") -> str:
    return entered(client, user).get(address).content.decode()


def tasks(user, department) -> list[str]:
    return [task.text for task in read_board(user, department).tasks]


def test_what_is_unanswered_is_to_do_with_its_deadline(client, cast, colleague, department, at):
    SignUp.objects.create(study_session=at(MITIGATION), until=timezone.now() + timedelta(days=2))
    own = cast.coordinator.participations[0]
    for code in (MITIGATION, ADAPTATION):
        answer(participant=own, study_session=at(code), mode="online", by=cast.coordinator)
    answer(participant=colleague, study_session=at(ADAPTATION), mode="online", by=cast.coordinator)

    page = page_of(client, cast.coordinator)

    assert tasks(cast.coordinator, department) == ["見本 𠮷子さんの緩和策分科会 第2回の参加方法が未回答です"]
    assert ["要対応（1）" in page, "締切 10月27日（水）9:00" in page] == [True, True]


def test_a_participant_is_not_asked_for_a_colleague(cast, colleague, department, at):
    own = cast.participant.participations[0]
    for code in (MITIGATION, ADAPTATION):
        answer(participant=own, study_session=at(code), mode="online", by=cast.participant)

    assert tasks(cast.participant, department) == []


def test_a_seat_on_offer_comes_first(cast, department, at):
    own = cast.participant.participations[0]
    until = timezone.now() + timedelta(hours=2)
    Attendance.objects.create(
        participant=own, study_session=at(MITIGATION), mode="online", waiting_since=timezone.now(), offered_until=until
    )

    assert tasks(cast.participant, department) == [
        "participantさんに、緩和策分科会 第2回の会場の席をご案内しています",
        "participantさんの適応策分科会 第2回の参加方法が未回答です",
    ]


def test_after_the_deadline_nothing_is_to_do(cast, department, at):
    for code in (MITIGATION, ADAPTATION):
        SignUp.objects.create(study_session=at(code), until=timezone.now())

    assert tasks(cast.coordinator, department) == []


def test_with_everything_done_the_page_says_so_and_when_the_next_is(client, cast, at):
    own = cast.participant.participations[0]
    for code in (MITIGATION, ADAPTATION):
        answer(participant=own, study_session=at(code), mode="online", by=cast.participant)

    page = page_of(client, cast.participant)

    assert "対応が必要なものはありません。次の開催は10月27日（水）です。" in page


def test_a_first_visit_begins_with_three_steps(client, cast, at):
    own = cast.participant.participations[0]
    first = page_of(client, cast.participant)
    Attendance.objects.create(participant=own, study_session=at("mitigation-2021-1"), mode="venue")

    later = page_of(client, cast.participant)

    assert [("はじめに" in page, page.count("未着手")) for page in (first, later)] == [(True, 2), (False, 0)]


def test_a_session_tells_how_each_colleague_takes_part(cast, colleague, department, at):
    cast.participant  # noqa: B018 - made when asked for
    own = cast.coordinator.participations[0]
    answer(participant=own, study_session=at(MITIGATION), mode="venue", by=cast.coordinator)
    answer(participant=colleague, study_session=at(MITIGATION), mode="online", by=cast.coordinator)

    board = read_board(cast.coordinator, department)

    told = {column.study_session.code: column.counts_in_words for column in board.ahead}
    assert told == {MITIGATION: "会場1・オンライン1・未回答1", ADAPTATION: "未回答3"}


def test_someone_in_two_departments_looks_at_one_at_a_time(client, cast, department):
    other = Department.objects.create(municipality=department.municipality, name="防災課", field="disaster")
    Participant.objects.create(department=other, user=cast.coordinator, name="見本 二役")
    strange = cast.other.participations[0].department

    chosen = page_of(client, cast.coordinator, f"/my/?department={other.pk}")
    foreign = page_of(client, cast.coordinator, f"/my/?department={strange.pk}")

    assert ["立川市 防災課（1名）" in chosen, "立川市 環境課（1名）" in foreign] == [True, True]
    assert str(strange) not in foreign


def test_enrolments_stand_with_their_state_and_receipt(client, cast, department):
    application = Application.objects.create(
        municipality=department.municipality, department=department, department_name="環境課", field="environment",
        fiscal_year=2021, state=EnrolmentState.SUBMITTED,
    )  # fmt: skip
    Enrolment.objects.filter(department=department, series__key="adaptation").update(
        state=EnrolmentState.SUBMITTED, application=application
    )

    page = page_of(client, cast.coordinator)

    assert [words in page for words in ("確認済み", "受付済み", application.receipt)] == [True] * 3


@pytest.mark.parametrize(
    ("actor", "sentence"),
    [
        ("staff", "まだ部署の登録がありません。"),
        ("advisor", "あなたのアカウントには、参加する部署がありません。"),
        ("secretariat", "管理画面を開く"),
        ("suspended", "停止している間は、部署のページと参加方法の登録を利用できません。"),
    ],
)
def test_whoever_has_no_department_is_told_what_they_can_do(client, cast, settings, actor, sentence):
    settings.DEMO = True  # no second factor

    assert sentence in page_of(client, cast[actor])


def test_of_a_department_that_was_closed_the_page_says_so(client, cast, department):
    close_department(department=department, by=cast.secretariat)

    page = page_of(client, cast.coordinator)

    assert "立川市 環境課</strong>は、2021年10月25日（月）に廃止として登録されました" in page
    assert "まだ部署の登録がありません" not in page


def test_who_has_left_is_told_since_when(client, cast):
    cast.other.participants.update(until="2021-10-20")

    page = page_of(client, cast.other)

    assert "墨田区 環境課</strong>の参加者としての登録は、2021年10月20日（水）に終わりました" in page


def test_a_seat_on_offer_is_marked_and_a_recording_needs_no_receipt(client, cast, colleague, at):
    own = cast.coordinator.participations[0]
    offer = {"mode": "online", "waiting_since": timezone.now(), "offered_until": timezone.now() + timedelta(hours=1)}
    Attendance.objects.create(participant=own, study_session=at(MITIGATION), **offer)
    Attendance.objects.create(participant=colleague, study_session=at(MITIGATION), mode="recording")

    page = page_of(client, cast.coordinator)

    assert ("席のご案内中" in page, "キャンセル待ち</span>" in page) == (True, False)
    assert page.count("受付用QRコード<") == 1


def test_who_has_nothing_to_change_is_not_told_to_change_it(client, cast, colleague):
    StudySession.objects.filter(code__in=(MITIGATION, ADAPTATION)).update(date_from="2021-10-20")
    Attendance.objects.create(
        participant=colleague, study_session=StudySession.objects.get(code=MITIGATION), mode="online"
    )

    assert "まとめて変更できます" not in page_of(client, cast.coordinator)


def test_an_application_on_its_way_is_shown_to_its_sender(client, cast):
    Application.objects.create(
        municipality=cast.staff.municipality, department_name="環境課", field="environment", fiscal_year=2021,
        state=EnrolmentState.PROVISIONAL, reason="確認中です", submitted_by=cast.staff,
    )  # fmt: skip

    page = page_of(client, cast.staff)

    assert [words in page for words in ("府中市 環境課", "仮受付", "確認中です")] == [True] * 3


def test_overlapping_sessions_are_told_to_whoever_answers(client, cast, at):
    own = cast.participant.participations[0]
    StudySession.objects.filter(code=ADAPTATION).update(date_from=at(MITIGATION).date_from)
    for code in (MITIGATION, ADAPTATION):
        answer(participant=own, study_session=at(code), mode="online", by=cast.participant)

    page = page_of(client, cast.participant)

    assert page.count("同じ時間帯の") == 2


@pytest.mark.parametrize("count", [1, 3])
def test_the_page_asks_as_often_for_one_person_as_for_three(
    client, cast, department, at, django_assert_max_num_queries, count
):
    for number in range(count - 1):
        person = Participant.objects.create(department=department, name=f"見本 {number}")
        answer(participant=person, study_session=at(MITIGATION), mode="online", by=cast.coordinator)
    own = cast.coordinator.participations[0]
    answer(participant=own, study_session=at(ADAPTATION), mode="venue", by=cast.coordinator)
    page_of(client, cast.coordinator)

    with django_assert_max_num_queries(29):
        client.get("/my/")


def test_a_colleagues_answer_does_not_complete_ones_own_first_step(client, cast, department, at):
    answer(
        participant=cast.coordinator.participants.get(),
        study_session=at(MITIGATION),
        mode="online",
        by=cast.coordinator,
    )

    told = [read_board(user, department).has_answered for user in (cast.participant, cast.coordinator)]

    assert told == [False, True]
