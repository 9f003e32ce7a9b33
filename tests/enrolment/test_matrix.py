"""The matrix of マイページ: people and sessions, saved together or not at all."""

from sessions.enrolment.actions.answering import answer
from sessions.enrolment.models import Attendance, SignUp
from tests.factories.cast import entered

MITIGATION, ADAPTATION = "mitigation-2021-2", "adaptation-2021-2"


def cell(person, study_session, mode, seen="none") -> dict[str, str]:
    key = f"a{person.pk}-{study_session.pk}"
    return {f"{key}-mode": mode, f"{key}-seen": seen}


def answers() -> dict[tuple[str, str], str]:
    rows = Attendance.objects.values_list("participant__name", "study_session__code", "mode")
    return {(name, code): mode for name, code, mode in rows}


def test_the_matrix_saves_what_was_changed(client, cast, colleague, at):
    own = cast.coordinator.participations[0]
    answer(participant=own, study_session=at(MITIGATION), mode="venue", by=cast.coordinator)
    posted = {
        **cell(own, at(MITIGATION), "online", seen="venue"),
        **cell(own, at(ADAPTATION), "absent"),
        **cell(colleague, at(MITIGATION), "venue"),
        **cell(colleague, at(ADAPTATION), ""),
    }

    page = entered(client, cast.coordinator).post("/my/", posted, follow=True).content.decode()

    assert "3件の変更を保存しました" in page
    assert answers() == {
        ("coordinator", MITIGATION): "online",
        ("coordinator", ADAPTATION): "absent",
        ("見本 𠮷子", MITIGATION): "venue",
    }


def test_of_two_who_change_the_same_cell_the_second_is_told_and_loses_nothing(client, cast, colleague, at):
    own = cast.participant.participations[0]
    answer(participant=own, study_session=at(MITIGATION), mode="venue", by=cast.participant)
    posted = {
        **cell(own, at(MITIGATION), "online"),  # the page was read before the participant answered
        **cell(colleague, at(MITIGATION), "absent"),
    }

    page = entered(client, cast.coordinator).post("/my/", posted).content.decode()
    kept = answers()
    again = {**cell(own, at(MITIGATION), "online", seen="venue"), **cell(colleague, at(MITIGATION), "absent")}
    client.post("/my/", again)

    assert "participantさんが9:00にparticipantさんの参加方法を「会場」に変更しました。" in page
    assert page.count('<option value="absent" selected>') == 1
    assert f'name="a{own.pk}-{at(MITIGATION).pk}-seen" value="venue"' in page
    assert kept == {("participant", MITIGATION): "venue"}
    assert answers() == {("participant", MITIGATION): "online", ("見本 𠮷子", MITIGATION): "absent"}


def test_a_matrix_with_one_seat_too_many_saves_nothing(client, cast, colleague, at):
    own = cast.coordinator.participations[0]
    SignUp.objects.create(study_session=at(MITIGATION), seats=1)
    posted = cell(own, at(MITIGATION), "venue") | cell(colleague, at(MITIGATION), "venue")

    page = entered(client, cast.coordinator).post("/my/", posted).content.decode()

    assert "会場は満席になりました。" in page
    assert page.count('<option value="venue" selected>') == 2
    assert answers() == {}


def test_a_wait_stays_as_it_is_in_the_matrix(client, cast, at):
    own = cast.participant.participations[0]
    SignUp.objects.create(study_session=at(MITIGATION), seats=0)
    answer(participant=own, study_session=at(MITIGATION), mode="online", wants_venue=True, by=cast.participant)

    entered(client, cast.participant).post("/my/", cell(own, at(MITIGATION), "recording", seen="online:waiting"))

    row = own.attendances.get()
    assert (row.mode, row.waiting_since is not None) == ("recording", True)


def test_a_participant_changes_no_colleague(client, cast, colleague, at):
    cast.participant  # noqa: B018 - made when asked for

    refused = entered(client, cast.participant).post("/my/", cell(colleague, at(MITIGATION), "online"))

    assert (refused.status_code, answers()) == (403, {})
