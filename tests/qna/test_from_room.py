"""What stayed open in a live room becomes a question of the board, once, and its asker hears of the answer."""

import pytest
from django.core.exceptions import PermissionDenied, ValidationError

from qna.actions.live import send_to_board
from sessions.live.actions.entering import accept_promises, enter_room
from sessions.live.actions.keeping import open_room
from sessions.live.actions.questions import ask_question
from sessions.live.enums import QuestionState
from sessions.live.models import Question as RoomQuestion
from sessions.models import StudySession


@pytest.fixture
def asked(cast):
    """Asked in the room by the cast's participant, without a name to the others, about the first agenda item."""
    study_session = StudySession.objects.get(code="mitigation-2021-2")
    room = open_room(study_session=study_session, by=cast.secretariat)
    member = enter_room(room=room, by=cast.participant)
    accept_promises(shown_as="full", by=member)
    uid = study_session.agenda_items.first().uid
    words = "電力の係数はどう見ますか。長い質問です。"
    ask_question(room=room, text=words, agenda_uid=uid, is_anonymous=True, by=member)
    return RoomQuestion.objects.get()


def test_it_comes_over_once_with_its_place_and_moment_and_its_asker_follows(asked, cast):
    first = send_to_board(asked=asked, by=cast.secretariat)
    again = send_to_board(asked=asked, by=cast.secretariat)

    place = first.study_session.code, first.agenda_uid, first.live_moment, first.title, first.origin
    assert place == ("mitigation-2021-2", asked.agenda_uid, asked.at, "電力の係数はどう見ますか", "live")
    assert (again, first.followings.get().user, first.appearance) == (first, cast.participant, "unnamed")


@pytest.mark.parametrize("state", [QuestionState.ANSWERED, QuestionState.WRITTEN, QuestionState.HIDDEN])
def test_what_the_room_has_answered_or_hidden_does_not_come_over(asked, cast, state):
    RoomQuestion.objects.update(state=state)
    asked.refresh_from_db()

    with pytest.raises(ValidationError):
        send_to_board(asked=asked, by=cast.secretariat)


@pytest.mark.parametrize("actor", ["participant", "advisor", "organiser"])
def test_the_secretariat_alone_sends_it(asked, cast, actor):
    with pytest.raises(PermissionDenied):
        send_to_board(asked=asked, by=cast[actor])


def test_the_console_offers_it_and_leads_to_it_afterwards(office, asked):
    console = "/live/mitigation-2021-2/console/"
    before = office.get(console).content.decode()

    answer = office.post(f"/qa/room-questions/{asked.pk}/", follow=True)

    page = answer.content.decode()
    assert (answer.request["PATH_INFO"], "アドバイザーへの質問にする" in before) == (console, True)
    assert "アドバイザーへの質問にする" not in page
    assert "アドバイザーへの質問（Q-" in page
