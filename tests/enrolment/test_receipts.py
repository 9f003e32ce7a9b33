"""The receipt of an answer: its number and its code, and for whom it is."""

import pytest

from sessions.enrolment.actions.answering import answer
from sessions.enrolment.qr import qr_text
from tests.factories.cast import entered
from tests.factories.pages import words

ADDRESS = "/attend/mitigation-2021-2/"


def test_a_receipt_has_the_number_and_the_code_of_its_session(client, cast, study_session):
    own = cast.participant.participations[0]
    row = answer(participant=own, study_session=study_session, mode="venue", by=cast.participant)

    page = words(entered(client, cast.participant).get(f"{ADDRESS}{row.receipt}/"))

    assert qr_text(row) == f"mitigation-2021-2 A-{row.pk:05d}"
    assert [text in page for text in (row.receipt, "立川市 環境課", "participant", "<svg viewBox")] == [True] * 4


@pytest.mark.parametrize(
    ("actor", "status"),
    [("anonymous", 302), ("staff", 404), ("other", 404), ("participant", 200), ("coordinator", 200),
     ("advisor", 404), ("secretariat", 200), ("organiser", 404), ("suspended", 404)],
)  # fmt: skip
def test_who_sees_a_receipt(client, cast, settings, study_session, actor, status):
    settings.DEMO = True  # no second factor
    own = cast.participant.participations[0]
    row = answer(participant=own, study_session=study_session, mode="venue", by=cast.participant)
    if actor != "anonymous":
        client.force_login(cast[actor])

    assert client.get(f"{ADDRESS}{row.receipt}/").status_code == status


@pytest.mark.parametrize("wrong", ["A-1", "A-99999", "x", "A-00000000000000000001"])
def test_a_wrong_number_is_not_found(client, cast, study_session, wrong):
    own = cast.participant.participations[0]
    answer(participant=own, study_session=study_session, mode="venue", by=cast.participant)

    assert entered(client, cast.participant).get(f"{ADDRESS}{wrong}/").status_code == 404


def test_the_receipt_of_one_session_is_not_found_under_another(client, cast, study_session):
    own = cast.participant.participations[0]
    row = answer(participant=own, study_session=study_session, mode="venue", by=cast.participant)

    assert entered(client, cast.participant).get(f"/attend/adaptation-2021-2/{row.receipt}/").status_code == 404
