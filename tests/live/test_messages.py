"""Chat: who may say what, and what is left of it."""

from datetime import timedelta

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.utils import timezone
from wagtail.models import ModelLogEntry

from sessions.live.actions.entering import enter_room
from sessions.live.actions.keeping import change_settings, close_room, move_agenda, mute_member, pin_announcement
from sessions.live.actions.messages import delete_message, edit_message, hide_message, post_message, restore_message
from sessions.live.models import Event, Message


def said(room, by, text="見えてはいけない言葉", **details):
    post_message(room=room, text=text, by=by, **details)
    return Message.objects.latest("pk")


def stored(message) -> list[tuple[str, str]]:
    """(kind, text) of what the log still tells of a message."""
    return [(event.kind, event.data["text"]) for event in Event.objects.about(message).order_by("seq")]


def test_the_author_stands_as_municipality_department_and_name(room, member):
    assert said(room, member("participant")).author_name == "立川市 環境課 participant"


@pytest.mark.parametrize(
    ("actor", "name", "role"),
    [
        ("secretariat", "事務局", "secretariat"),
        ("advisor", "アドバイザー", "advisor"),
        ("organiser", "主催者", "organiser"),
    ],
)
def test_the_office_and_advisors_stand_with_their_role(room, member, actor, name, role):
    message = said(room, member(actor))

    assert (message.author_name, message.author_role) == (name, role)


@pytest.mark.parametrize("act", ["hide", "delete"])
def test_what_is_taken_back_leaves_the_log_without_its_words(room, member, act):
    anna = member("participant")
    message = said(room, anna)

    if act == "hide":
        hide_message(message=message, reason="個人名", by=member("secretariat"))
    else:
        delete_message(message=message, by=anna)

    assert {text for _, text in stored(message)} == {""}


def test_what_was_hidden_can_be_restored_with_its_words(room, member):
    message, office = said(room, member("participant")), member("secretariat")
    hide_message(message=message, reason="確認のため", by=office)

    event = restore_message(message=message, by=office)

    assert (event.data["text"], event.data["state"]) == ("見えてはいけない言葉", "shown")


def test_hiding_is_in_the_office_s_log_with_its_reason(room, member):
    message = said(room, member("participant"))

    hide_message(message=message, reason="個人名", by=member("secretariat"))

    entry = ModelLogEntry.objects.get(action="live.hide")
    assert entry.message == f"発言を非表示にしました（message:{message.pk}：個人名）"


def test_what_was_said_before_an_edit_is_gone(room, member):
    anna = member("participant")
    message = said(room, anna)

    edit_message(message=message, text="直しました", by=anna)

    assert stored(message) == [("message.posted", "直しました"), ("message.edited", "直しました")]


@pytest.mark.parametrize(("minutes", "is_refused"), [(5, False), (6, True)])
def test_own_words_can_be_changed_for_five_minutes(room, member, clock, minutes, is_refused):
    anna = member("participant")
    message = said(room, anna)
    clock.move_to((timezone.now() + timedelta(minutes=minutes)).isoformat())

    try:
        edit_message(message=message, text="直しました", by=anna)
        was_refused = False
    except ValidationError:
        was_refused = True

    assert was_refused == is_refused


def test_somebody_else_s_words_cannot_be_changed(room, member):
    message = said(room, member("participant"))

    with pytest.raises(PermissionDenied):
        edit_message(message=message, text="乗っ取り", by=member("coordinator"))


def silence(reason, room, anna, office):
    """Bring about what keeps somebody from writing."""
    if reason == "closed":
        close_room(room=room, by=office)
    elif reason == "muted":
        mute_member(member=anna, is_muted=True, by=office)
    elif reason == "chat_closed":
        change_settings(room=room, is_chat_open=False, slow_seconds=0, has_queue=False, by=office)


@pytest.mark.parametrize("reason", ["closed", "muted", "chat_closed", "no_promise"])
def test_whoever_is_silent_says_nothing(room, cast, member, reason):
    anna = enter_room(room=room, by=cast.participant) if reason == "no_promise" else member("participant")
    silence(reason, room, anna, member("secretariat"))

    with pytest.raises(PermissionDenied):
        post_message(room=room, text="まだ言える", by=anna)

    assert Message.objects.count() == 0


@pytest.mark.parametrize("act", ["settings", "announcement", "agenda"])
def test_a_closed_room_is_kept_as_it_is(room, member, act):
    office = member("secretariat")
    close_room(room=room, by=office)
    last = room.streams.get(name="").last_seq
    acts = {
        "settings": lambda: change_settings(room=room, is_chat_open=False, slow_seconds=0, has_queue=False, by=office),
        "announcement": lambda: pin_announcement(room=room, text="遅いお知らせ", by=office),
        "agenda": lambda: move_agenda(room=room, uid=room.study_session.agenda_items.first().uid, by=office),
    }

    with pytest.raises(ValidationError):
        acts[act]()

    assert room.streams.get(name="").last_seq == last


def test_a_closed_chat_does_not_bind_the_office(room, member):
    office = member("secretariat")
    change_settings(room=room, is_chat_open=False, slow_seconds=0, has_queue=False, by=office)

    assert said(room, office).text == "見えてはいけない言葉"


def test_slow_mode_asks_for_the_seconds_that_are_left(room, member, clock):
    anna = member("participant")
    change_settings(room=room, is_chat_open=True, slow_seconds=10, has_queue=False, by=member("secretariat"))
    said(room, anna)
    clock.move_to((timezone.now() + timedelta(seconds=2)).isoformat())

    with pytest.raises(ValidationError) as refused:
        said(room, anna)

    assert refused.value.messages == ["続けて送るには、あと8秒お待ちください。"]


def test_nobody_writes_faster_than_a_room_reads(room, member):
    anna = member("participant")
    for number in range(20):
        said(room, anna, str(number))

    with pytest.raises(ValidationError) as refused:
        said(room, anna, "21通目")

    assert refused.value.code == "pace"
