"""Sample rooms: those of the held first sessions with a record, and one that the office can open."""

import json
from datetime import datetime, timedelta
from pathlib import Path

from sessions.live.actions import keeping, messages, polls, questions
from sessions.live.actions.entering import accept_promises, enter_room
from sessions.live.enums import PollKind, Voter
from sessions.live.models import Event, LiveRoom, Message, Poll, Question, RoomMember
from sessions.live.shown import message_shown, poll_shown, question_shown, step_shown
from sessions.models import StudySession
from studygroup.models import User

DATA = Path(__file__).parents[1] / "data" / "demo_live.json"


def load_rooms() -> None:
    """A room that is there already stays as it is."""
    facts = json.loads(DATA.read_text(encoding="utf-8"))
    for code, record in facts["closed"].items():
        study_session = StudySession.objects.get(code=code)
        if not LiveRoom.objects.filter(study_session=study_session).exists():
            Rehearsal(study_session).play(record)
    for code in facts["prepared"]:
        keeping.prepare_room(study_session=StudySession.objects.get(code=code))


class Rehearsal:
    """A session's room, played through by the actions and then put at the hours of the day."""

    def __init__(self, study_session: StudySession):
        self.office = User.objects.get(email="secretariat@demo.example")
        self.room = keeping.open_room(study_session=study_session, by=self.office)
        self.start: datetime = study_session.starts_at or self.room.opened_at

    def play(self, record: dict) -> None:
        office = self._member("secretariat")
        items = [line.item for line in self.room.study_session.agenda]
        for minute, number in record["steps"]:
            keeping.move_agenda(room=self.room, uid=items[number % len(items)].uid, by=office)
            step = self.room.steps.latest("pk")
            self._put(step, minute, step_shown)
        for minute, account, text in record["messages"]:
            messages.post_message(room=self.room, text=text, by=self._member(account))
            self._put(Message.objects.latest("pk"), minute, message_shown)
        for row in record["questions"]:
            self._ask(*row)
        if record["poll"]:
            self._poll(*record["poll"])
        self._close(record["minutes"])

    def _member(self, account: str) -> RoomMember:
        member = enter_room(room=self.room, by=User.objects.get(email=f"{account}@demo.example"))
        accept_promises(shown_as="department", by=member)
        return member

    def _put(self, thing, minute: int, shown) -> None:
        thing.at = self.start + timedelta(minutes=minute)
        thing.save(update_fields=["at"])
        Event.objects.about(thing).update(at=thing.at, data=shown(thing))

    def _ask(self, minute: int, account: str, is_anonymous: bool, text: str, state: str, voters: list[str]) -> None:
        questions.ask_question(room=self.room, text=text, is_anonymous=is_anonymous, by=self._member(account))
        question = Question.objects.latest("pk")
        for voter in voters:
            questions.vote(question=question, by=self._member(voter))
        if state != question.state:
            questions.move_question(question=question, state=state, by=self._member("secretariat"))
        self._put(Question.objects.get(pk=question.pk), minute, lambda one: question_shown(one, len(voters)))

    def _poll(self, minute: int, title: str, options: list[str], chosen: dict[str, int]) -> None:
        office = self._member("secretariat")
        terms = {"kind": PollKind.SINGLE, "voter": Voter.PERSON, "shows_results": False}
        polls.add_poll(room=self.room, title=title, options=options, **terms, by=office)
        poll = Poll.objects.latest("pk")
        polls.open_poll(poll=poll, by=office)
        for account, number in chosen.items():
            polls.answer_poll(poll=poll, choices=[options[number]], by=self._member(account))
        polls.close_poll(poll=poll, by=office)
        opened = self.start + timedelta(minutes=minute)
        Poll.objects.filter(pk=poll.pk).update(opened_at=opened, closed_at=opened + timedelta(minutes=3))
        Event.objects.about(poll).update(at=opened, data=poll_shown(Poll.objects.get(pk=poll.pk)))

    def _close(self, minutes: int) -> None:
        keeping.close_room(room=self.room, by=self._member("secretariat"))
        room = LiveRoom.objects.get(pk=self.room.pk)
        room.opened_at, room.recording_from = self.start - timedelta(minutes=30), self.start
        room.closed_at = self.start + timedelta(minutes=minutes)
        room.save()
        Event.objects.about(room).update(at=room.closed_at)
        room.members.update(seen_at=room.closed_at, accepted_at=self.start)
