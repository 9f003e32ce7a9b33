"""Telling a user: on the site always, by mail as they chose; one letter to a mailbox that several share."""

import pytest

from studygroup.models import User
from studygroup.notices.actions import choose_channels, post, post_to_many
from studygroup.notices.emails import Letter, Reader
from studygroup.notices.enums import Channel
from studygroup.notices.kinds import LetterKind
from studygroup.notices.models import Notice, OutboxLetter

CHOOSABLE = Letter(kind="reminder", subject="開催のご案内", body="本文")
ALWAYS = Letter(kind="receipt", subject="受付票", body="本文")

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _kinds(register_hook):
    kinds = [LetterKind("reminder", "開催の前のお知らせ"), LetterKind("receipt", "受付票", is_choosable=False)]
    register_hook("letter_kinds", lambda: kinds)


@pytest.fixture
def hanako():
    return User.objects.create_user("hanako@test.example", name="見本 花子")


def tell(user, letter=CHOOSABLE, key="one"):
    return post(letter=letter, to=user, about=None, key=key, by=None)


def told() -> tuple[list, list]:
    """(who waits for which mail, who has which notice and whether it waits for the digest)."""
    letters = list(OutboxLetter.objects.order_by("pk").values_list("to_address", "subject"))
    notices = list(Notice.objects.order_by("pk").values_list("user__email", "subject", "waits_for_digest"))
    return letters, notices


@pytest.mark.parametrize(
    ("channel", "is_mailed", "waits"),
    [(None, True, False), (Channel.MAIL, True, False), (Channel.DIGEST, False, True), (Channel.SITE, False, False)],
)
def test_a_user_is_told_as_they_chose(hanako, channel, is_mailed, waits):
    if channel:
        choose_channels(channels={"reminder": channel}, by=hanako)

    tell(hanako)

    mail = [(hanako.email, CHOOSABLE.subject)] if is_mailed else []
    assert told() == (mail, [(hanako.email, CHOOSABLE.subject, waits)])


def test_what_may_not_be_chosen_is_mailed_at_once(hanako):
    choose_channels(channels={"receipt": Channel.SITE, "unheard-of": Channel.SITE}, by=hanako)

    tell(hanako, ALWAYS)

    assert told() == ([(hanako.email, "受付票")], [(hanako.email, "受付票", False)])


def test_a_kind_that_nobody_named_is_mailed_at_once(hanako):
    tell(hanako, Letter(kind="unheard-of", subject="件名", body="本文"))

    assert told() == ([(hanako.email, "件名")], [(hanako.email, "件名", False)])


def test_a_mail_address_alone_has_no_notice(hanako):
    tell("ichiro@test.example")

    assert told() == ([("ichiro@test.example", CHOOSABLE.subject)], [])


def test_the_same_fact_is_told_once_also_when_the_reader_chose_otherwise_meanwhile(hanako):
    choose_channels(channels={"reminder": Channel.DIGEST}, by=hanako)
    tell(hanako)
    choose_channels(channels={"reminder": Channel.MAIL}, by=hanako)

    tell(hanako)

    assert told() == ([], [(hanako.email, CHOOSABLE.subject, True)])


def test_the_letter_of_the_same_fact_is_the_one_that_is_there(hanako):
    assert tell(hanako) == tell(hanako)


def greet(names) -> Letter:
    return Letter(kind="reminder", subject="、".join(names), body="本文")


def tell_many(*readers):
    return post_to_many(letter_for=greet, readers=readers, about=None, key="many", by=None)


def test_a_shared_mailbox_has_one_letter_with_all_its_names():
    shared = [Reader(name, mail) for name, mail in (("A", "kankyo@test.example"), ("B", "Kankyo@TEST.example"))]

    tell_many(*shared, Reader("C", "c@test.example"), Reader("D"))

    assert told() == ([("kankyo@test.example", "A、B"), ("c@test.example", "C")], [])


def test_each_login_of_a_shared_mailbox_has_its_own_notice(hanako):
    jiro = User.objects.create_user("jiro@test.example")

    tell_many(*(Reader(name, "kankyo@test.example", user) for name, user in (("花子", hanako), ("次郎", jiro))))

    assert told() == (
        [("kankyo@test.example", "花子、次郎")],
        [(hanako.email, "花子", False), (jiro.email, "次郎", False)],
    )


def test_who_chose_not_to_be_mailed_is_not_named_in_the_mailboxs_letter(hanako):
    choose_channels(channels={"reminder": Channel.SITE}, by=hanako)

    tell_many(Reader("花子", "kankyo@test.example", hanako), Reader("太郎", "kankyo@test.example"))

    assert told() == ([("kankyo@test.example", "太郎")], [(hanako.email, "花子", False)])


def test_two_places_of_one_login_are_one_notice_and_one_letter(hanako):
    tell_many(Reader("花子", user=hanako), Reader("花子（兼務）", user=hanako))

    assert told() == ([(hanako.email, "花子、花子（兼務）")], [(hanako.email, "花子、花子（兼務）", False)])


def test_many_told_again_under_the_same_key_are_told_once(hanako):
    readers = [Reader("花子", user=hanako), Reader("太郎", "taro@test.example")]
    tell_many(*readers)
    before = told()

    tell_many(*readers)

    assert told() == before


def test_nobody_to_tell_is_no_letter():
    assert (tell_many(), told()) == ([], ([], []))
