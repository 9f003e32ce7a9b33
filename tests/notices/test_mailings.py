"""The office's own letters: a minute to think again, then one per mailbox."""

import pytest
from django.core.exceptions import PermissionDenied, ValidationError

from studygroup.notices.actions import choose_channels, send_due_letters, send_mailing, take_back_mailing
from studygroup.notices.emails import Reader
from studygroup.notices.enums import Channel, LetterState
from studygroup.notices.models import Mailing, Notice, OutboxLetter
from tests.factories.cast import ACTORS
from tests.factories.cms import enter

pytestmark = pytest.mark.django_db


@pytest.fixture
def readers(cast):
    return [
        Reader("花子", user=cast.participant),
        Reader("太郎", "kankyo@test.example"),
        Reader("次郎", "KANKYO@test.example"),
    ]


@pytest.fixture
def mailing(cast, readers):
    return send(cast.secretariat, readers)


def send(by, readers):
    return send_mailing(audience="未回答の3名", subject="ご案内", body="本文", recipients=readers, by=by)


def seen_by(user) -> int:
    return Notice.objects.filter(user=user).visible().count()


def test_a_mailing_goes_out_after_a_minute_once_to_each_mailbox(cast, clock, mailoutbox, mailing):
    clock.move_to("2021-10-25T09:00:59+09:00")
    send_due_letters()
    early = (len(mailoutbox), seen_by(cast.participant))
    clock.move_to("2021-10-25T09:01+09:00")
    send_due_letters()

    assert early == (0, 0)
    assert [mail.to for mail in mailoutbox] == [["participant@test.example"], ["kankyo@test.example"]]
    assert (seen_by(cast.participant), mailing.count) == (1, 3)


def test_a_mailing_taken_back_within_the_minute_reaches_nobody(cast, clock, mailoutbox, mailing):
    clock.move_to("2021-10-25T09:00:59+09:00")
    take_back_mailing(mailing=mailing, by=cast.secretariat)
    take_back_mailing(mailing=mailing, by=cast.secretariat)
    clock.move_to("2021-10-25T09:05+09:00")
    send_due_letters()

    states = set(OutboxLetter.objects.values_list("state", flat=True))
    assert (mailoutbox, states, Notice.objects.count()) == ([], {LetterState.DROPPED}, 0)


def test_after_the_minute_it_is_too_late(cast, clock, mailing):
    clock.move_to("2021-10-25T09:01+09:00")

    with pytest.raises(ValidationError, match="取り消せませんでした"):
        take_back_mailing(mailing=mailing, by=cast.secretariat)

    assert Mailing.objects.get().taken_back_at is None


def test_a_double_click_is_one_mailing(cast, readers, mailing):
    again = send(cast.secretariat, readers)

    assert (again, Mailing.objects.count(), OutboxLetter.objects.count()) == (mailing, 1, 2)


def test_the_same_words_on_another_day_are_another_mailing(cast, clock, readers, mailing):
    clock.move_to("2021-10-26T09:00+09:00")

    assert send(cast.secretariat, readers) != mailing


def test_readers_have_mailings_as_they_chose(cast, readers):
    choose_channels(channels={"mailing": Channel.DIGEST}, by=cast.participant)

    send(cast.secretariat, readers)

    assert list(OutboxLetter.objects.values_list("to_address", flat=True)) == ["kankyo@test.example"]
    assert Notice.objects.get().waits_for_digest


def test_a_mailing_to_nobody_is_refused(cast):
    with pytest.raises(ValidationError, match="宛先がありません"):
        send(cast.secretariat, [Reader("花子")])


def test_the_number_of_statements_does_not_grow_with_the_readers(cast, django_assert_max_num_queries):
    readers = [Reader(str(number), f"{number}@test.example") for number in range(300)]
    by = cast.secretariat

    with django_assert_max_num_queries(25):
        send(by, readers)


@pytest.mark.parametrize("actor", [actor for actor in ACTORS if actor != "secretariat"])
def test_the_offices_mail_is_the_secretariats(cast, readers, actor):
    mailing = send(cast.secretariat, readers)

    with pytest.raises(PermissionDenied):
        send(cast[actor], readers)
    with pytest.raises(PermissionDenied):
        take_back_mailing(mailing=mailing, by=cast[actor])


def test_the_list_shows_how_far_a_mailing_is(client, settings, cast, clock, mailing):
    enter(client, settings, cast.secretariat)
    before = client.get("/cms/mailings/").content.decode()
    clock.move_to("2021-10-25T09:01+09:00")
    send_due_letters()
    after = client.get("/cms/mailings/").content.decode()

    assert ("まもなく送信" in before, f"/cms/mailings/{mailing.pk}/take-back/" in before) == (True, True)
    assert ("送信済み 2／2通" in after, "take-back" in after) == (True, False)


def test_the_button_takes_back(client, settings, cast, clock, mailing):
    enter(client, settings, cast.secretariat)

    page = client.post(f"/cms/mailings/{mailing.pk}/take-back/", follow=True).content.decode()

    assert ("取消し済み" in page, Mailing.objects.get().taken_back_at) == (True, clock.present)


def test_the_button_pressed_too_late_says_so(client, settings, cast, clock, mailing):
    enter(client, settings, cast.secretariat)
    clock.move_to("2021-10-25T09:01+09:00")

    page = client.post(f"/cms/mailings/{mailing.pk}/take-back/", follow=True).content.decode()

    assert "送信が始まったため、取り消せませんでした。" in page


@pytest.mark.parametrize("place", ["new/", "edit/{}/", "delete/{}/"])
def test_a_mailing_is_not_written_by_hand(client, settings, cast, mailing, place):
    enter(client, settings, cast.secretariat)

    assert client.get("/cms/mailings/" + place.format(mailing.pk)).status_code == 302


@pytest.mark.parametrize("count", [1, 3])
def test_the_list_takes_as_many_questions_for_three_as_for_one(
    client, settings, cast, readers, count, django_assert_max_num_queries
):
    for number in range(count):
        send_mailing(audience="全員", subject=str(number), body="本文", recipients=readers, by=cast.secretariat)
    enter(client, settings, cast.secretariat)
    client.get("/cms/mailings/")

    with django_assert_max_num_queries(16):
        client.get("/cms/mailings/")
