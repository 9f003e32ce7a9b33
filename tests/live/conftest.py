"""An open room of 緩和策 第2回, and who is in it."""

import pytest

from sessions.live.actions.entering import accept_promises, enter_room
from sessions.live.actions.keeping import open_room
from sessions.live.models import LiveRoom
from sessions.models import StudySession

CODE = "mitigation-2021-2"


@pytest.fixture
def room(cast) -> LiveRoom:
    return open_room(study_session=StudySession.objects.get(code=CODE), by=cast.secretariat)


@pytest.fixture
def member(cast, room):
    """`member("participant")`: an actor of the cast in the room, the promises accepted."""

    def enter(actor):
        found = enter_room(room=room, by=cast[actor])
        accept_promises(shown_as="full", by=found)
        return found

    return enter


@pytest.fixture
def sign_in(client, cast, settings):
    """`sign_in("participant")`: their browser."""
    settings.DEMO = True  # no second factor

    def enter(actor):
        client.force_login(cast[actor])
        return client

    return enter
