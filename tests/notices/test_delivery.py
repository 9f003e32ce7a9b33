"""A real mail server that misbehaves, and a real worker that is killed: the rest arrives, the office sees what not."""

import pytest
from django.core.cache import cache
from django.core.exceptions import PermissionDenied, ValidationError

from studygroup.notices.actions import post, retry_letter, send_due_letters
from studygroup.notices.actions.sending import PAUSE
from studygroup.notices.emails import Letter
from studygroup.notices.enums import LetterState
from studygroup.notices.models import OutboxLetter
from tests.factories.cast import ACTORS
from tests.factories.cms import enter
from tests.load.smtp import Manner, mail_server

TROUBLED_LIST = "/cms/letters/?state=failed&state=uncertain"


@pytest.fixture
def server_for(settings):
    """`with server_for({"a@…": Manner.REFUSE}) as server`: mail goes to it, with a timeout of a second."""
    settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
    settings.EMAIL_HOST = "127.0.0.1"
    settings.EMAIL_TIMEOUT = 1

    def start(manners=None, **options):
        context = mail_server(lambda address: (manners or {}).get(address, Manner.TAKE), **options)

        class Running:
            def __enter__(self):
                server = context.__enter__()
                settings.EMAIL_PORT = server.port
                return server

            def __exit__(self, *reason):
                context.__exit__(*reason)

        return Running()

    return start


def put(*names: str, is_once_only: bool = False) -> None:
    letter = Letter(kind="test", subject="件名", body="本文", is_once_only=is_once_only)
    for name in names:
        post(letter=letter, to=f"{name}@test.example", about=None, key=name, by=None)


def states() -> dict[str, str]:
    return dict(OutboxLetter.objects.order_by("pk").values_list("key", "state"))


def recipients(server) -> list[str]:
    return [recipient.partition("@")[0] for recipient, _ in server.arrived]


def test_all_letters_of_a_sweep_go_over_one_connection(db, server_for):
    put("a", "b", "c")

    with server_for() as server:
        send_due_letters()

    assert (recipients(server), server.connections) == (["a", "b", "c"], 1)


def test_a_refusal_for_good_is_the_offices_at_once_and_the_rest_arrives(db, server_for):
    put("a", "gone", "busy", "b")

    with server_for({"gone@test.example": Manner.REFUSE, "busy@test.example": Manner.PUT_OFF}) as server:
        send_due_letters()

    assert recipients(server) == ["a", "b"]
    assert states() == {"a": "sent", "gone": "failed", "busy": "waiting", "b": "sent"}
    assert "no such user" in OutboxLetter.objects.get(key="gone").error


@pytest.mark.parametrize("manner", [Manner.STALL, Manner.HANG_UP])
def test_a_server_that_falls_silent_at_one_letter_sends_the_rest_in_the_same_sweep(db, server_for, manner):
    put("a", "silent", "b", "also", "c")

    with server_for({"silent@test.example": manner, "also@test.example": manner}) as server:
        sent = send_due_letters()

    assert (sent, recipients(server)) == (3, ["a", "b", "c"])
    assert states() == {"a": "sent", "silent": "waiting", "b": "sent", "also": "waiting", "c": "sent"}


def test_a_server_that_is_silent_at_several_letters_in_a_row_is_left_alone_for_a_while(db, server_for):
    put("s1", "s2", "s3", "a")

    with server_for({f"s{number}@test.example": Manner.HANG_UP for number in (1, 2, 3)}) as server:
        first = send_due_letters()
        second = send_due_letters()
        cache.delete(PAUSE)
        third = send_due_letters()

    assert (first, second, third, recipients(server)) == (0, 0, 1, ["a"])


def test_what_was_never_tried_goes_before_what_did_not_go(db, clock, server_for):
    put("busy")
    with server_for({"busy@test.example": Manner.PUT_OFF}):
        send_due_letters()
    clock.move_to("2021-10-25T09:30+09:00")
    put("new")

    with server_for() as server:
        send_due_letters()

    assert recipients(server) == ["new", "busy"]


def test_the_office_sees_how_many_letters_wait_and_since_when(client, settings, cast, clock, server_for):
    put("a", "b")
    with server_for():
        pass
    send_due_letters()
    office = enter(client, settings, cast.secretariat)
    early = office.get("/cms/").text
    clock.move_to("2021-10-25T09:06+09:00")

    page = " ".join(office.get("/cms/").text.split())

    assert "送信が遅れているメール" not in early
    assert "送信が遅れているメール <strong>2通</strong></a>（10月25日（月）9:00から）" in page


def test_a_broken_line_leaves_what_may_not_go_twice_to_the_office(db, server_for):
    put("silent", is_once_only=True)

    with server_for({"silent@test.example": Manner.HANG_UP}):
        send_due_letters()

    assert states() == {"silent": LetterState.UNCERTAIN}


def test_while_there_is_no_server_no_letter_has_failed_and_the_office_sees_why_they_wait(db, server_for):
    put("a", "b")
    with server_for():
        pass

    send_due_letters()

    rows = OutboxLetter.objects.values_list("state", "attempts", "error")
    told = {(state, attempts, error.startswith("メールサーバーに接続できません")) for state, attempts, error in rows}
    assert told == {("waiting", 0, True)}


def test_a_server_that_says_nothing_costs_one_timeout(db, server_for):
    put("a", "b")

    with server_for(greets=False) as server:
        send_due_letters()
        send_due_letters()

    assert (server.connections, states()) == (1, {"a": "waiting", "b": "waiting"})


def test_the_office_sees_what_did_not_arrive_and_sends_it_again(client, settings, cast, server_for):
    put("a", "gone")
    with server_for({"gone@test.example": Manner.REFUSE}):
        send_due_letters()
    enter(client, settings, cast.secretariat)
    listed = client.get(TROUBLED_LIST).content.decode()
    letter = OutboxLetter.objects.get(key="gone")

    client.post(f"/cms/letters/inspect/{letter.pk}/")
    with server_for() as server:
        send_due_letters()

    assert ("gone@test.example" in listed, "a@test.example" in listed) == (True, False)
    assert (recipients(server), states()["gone"]) == (["gone"], "sent")


def test_a_letter_is_told_in_words(client, settings, cast, server_for):
    letter = Letter(kind="test", subject="件名", body="一行目\n<二行目>")
    row = post(letter=letter, to="gone@test.example", about=None, key="gone", by=None)
    with server_for({"gone@test.example": Manner.REFUSE}):
        send_due_letters()

    page = enter(client, settings, cast.secretariat).get(f"/cms/letters/inspect/{row.pk}/").text

    assert "宛先のメールアドレスが受け付けられませんでした（メールサーバーの回答：550 " in page
    assert "一行目<br>&lt;二行目&gt;" in page
    assert "2021/10/25 09:00" in page
    assert "None" not in page[page.index("<dl>") : page.index("</dl>")]


def test_several_are_sent_again_together(client, settings, cast):
    put("a", "b", "c")
    OutboxLetter.objects.exclude(key="c").update(state=LetterState.FAILED)
    enter(client, settings, cast.secretariat)
    ids = "&".join(f"id={pk}" for pk in OutboxLetter.objects.values_list("pk", flat=True))
    address = f"/cms/bulk/notices/outboxletter/retry/?{ids}&next=/cms/letters/"

    asked = client.get(address).content.decode()
    client.post(address)

    assert ("次の2通をもう一度送りますか" in asked, set(states().values())) == (True, {"waiting"})


@pytest.mark.parametrize("actor", ACTORS)
def test_sending_again_is_the_secretariats(cast, actor):
    put("a")
    OutboxLetter.objects.update(state=LetterState.FAILED)
    letter = OutboxLetter.objects.get()

    if actor == "secretariat":
        retry_letter(letter=letter, by=cast[actor])
    else:
        with pytest.raises(PermissionDenied):
            retry_letter(letter=letter, by=cast[actor])

    assert states() == {"a": "waiting" if actor == "secretariat" else "failed"}


def test_what_is_not_in_trouble_is_not_sent_again(cast):
    by = cast.secretariat
    put("a")

    with pytest.raises(ValidationError, match="送信エラーではありません"):
        retry_letter(letter=OutboxLetter.objects.get(), by=by)
