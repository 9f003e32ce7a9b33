"""The day's one letter: after seven, once, and nothing twice."""

import pytest

from studygroup.models import User
from studygroup.notices.actions import choose_channels, post, post_digests
from studygroup.notices.emails import Letter
from studygroup.notices.enums import Channel
from studygroup.notices.models import Notice, OutboxLetter

pytestmark = pytest.mark.django_db


@pytest.fixture
def hanako(register_hook, clock):
    user = User.objects.create_user("hanako@test.example")
    choose_channels(channels={"mailing": Channel.DIGEST}, by=user)
    return user


def tell(user, subject):
    letter = Letter(kind="mailing", subject=subject, body=f"{subject}の本文")
    return post(letter=letter, to=user, about=None, key=subject, by=None)


def subjects() -> list[str]:
    return list(OutboxLetter.objects.order_by("pk").values_list("subject", flat=True))


def test_the_notices_of_a_day_are_one_letter(hanako, clock):
    tell(hanako, "一つめ")
    tell(hanako, "二つめ")
    clock.move_to("2021-10-26T07:00+09:00")

    count = post_digests()

    letter = OutboxLetter.objects.get()
    places = [letter.body.index(text) for text in ("一つめ", "一つめの本文", "二つめの本文", "/my/notices/settings/")]
    assert (count, letter.to_user, letter.subject) == (1, hanako, "お知らせのまとめ（10月26日・2件）")
    assert places == sorted(places)


@pytest.mark.parametrize(
    ("moment", "posted"),
    [("2021-10-26T06:59+09:00", []), ("2021-10-26T07:00+09:00", ["お知らせのまとめ（10月26日・1件）"])],
)
def test_the_letter_comes_after_seven(hanako, clock, moment, posted):
    tell(hanako, "一つめ")
    clock.move_to(moment)

    post_digests()

    assert subjects() == posted


def test_asked_again_it_writes_nothing_more(hanako, clock):
    tell(hanako, "一つめ")
    clock.move_to("2021-10-26T07:00+09:00")
    post_digests()
    clock.move_to("2021-10-26T07:10+09:00")
    tell(hanako, "二つめ")
    post_digests()
    clock.move_to("2021-10-27T08:00+09:00")
    post_digests()

    assert subjects() == ["お知らせのまとめ（10月26日・1件）", "お知らせのまとめ（10月27日・1件）"]


def test_a_letter_of_the_day_that_is_there_is_not_written_twice(hanako, clock):
    tell(hanako, "一つめ")
    clock.move_to("2021-10-26T07:00+09:00")
    post_digests()
    Notice.objects.update(waits_for_digest=True)

    count = post_digests()

    assert (count, len(subjects()), Notice.objects.filter(waits_for_digest=True).count()) == (0, 1, 1)


def test_nobody_has_a_letter_without_notices(hanako, clock):
    clock.move_to("2021-10-26T07:00+09:00")

    assert post_digests() == 0
