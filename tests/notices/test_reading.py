"""The reader's own notices and choices."""

import pytest

from studygroup.notices.actions import post
from studygroup.notices.emails import Letter
from studygroup.notices.kinds import LetterKind
from studygroup.notices.models import Notice, Preference

pytestmark = pytest.mark.django_db


def tell(user, number=1):
    letter = Letter(kind="mailing", subject=f"件名{number}", body="本文\nhttp://localhost:8000/calendar/\n")
    return post(letter=letter, to=user, about=None, key=f"n{number}", by=None)


def unread(user) -> int:
    return Notice.objects.filter(user=user).unread().count()


@pytest.fixture
def reader(client, cast):
    client.force_login(cast.participant)
    return cast.participant


def test_the_list_is_newest_first_and_reading_it_marks_nothing(client, reader):
    for number in (1, 2, 3):
        tell(reader, number)

    page = client.get("/my/notices/").content.decode()

    assert page.index("件名3") < page.index("件名2") < page.index("件名1")
    assert ('<a href="http://localhost:8000/calendar/"' in page, unread(reader)) == (True, 3)


def test_one_is_marked_read(client, reader):
    tell(reader, 1)
    tell(reader, 2)

    answer = client.post(f"/my/notices/{Notice.objects.get(key='n1').pk}/read/", {"page": "2"})

    assert (answer.url, unread(reader)) == ("/my/notices/?page=2", 1)


def test_all_are_marked_read(client, reader):
    tell(reader, 1)
    tell(reader, 2)

    client.post("/my/notices/read/")

    assert unread(reader) == 0


def test_a_notice_of_somebody_else_is_neither_seen_nor_marked(client, cast, reader):
    tell(cast.other)

    page = client.get("/my/notices/").content.decode()
    client.post(f"/my/notices/{Notice.objects.get().pk}/read/")
    client.post("/my/notices/read/")

    assert ("件名1" in page, unread(cast.other)) == (False, 1)


def test_the_header_tells_how_many_are_unread(client, reader):
    before = client.get("/calendar/").content.decode()
    tell(reader, 1)
    tell(reader, 2)
    after = client.get("/calendar/").content.decode()

    assert ('href="/my/notices/"' in before, '<b class="num">2件</b>' in after) == (False, True)


@pytest.mark.parametrize("count", [1, 3])
def test_the_list_takes_as_many_questions_for_three_as_for_one(client, reader, count, django_assert_max_num_queries):
    for number in range(count):
        tell(reader, number)
    client.get("/my/notices/")

    with django_assert_max_num_queries(12):
        client.get("/my/notices/")


def test_choices_are_kept_and_shown_again(client, reader):
    client.post("/my/notices/settings/", dict.fromkeys(fields(client), "site"))
    page = client.get("/my/notices/settings/")

    assert set(Preference.objects.values_list("user", "channel")) == {(reader.pk, "site")}
    assert [bound.value() for bound in page.context["form"]] == ["site"] * len(fields(client))


def test_choosing_mail_again_leaves_no_row(client, reader):
    for channel in ("digest", "mail"):
        client.post("/my/notices/settings/", dict.fromkeys(fields(client), channel))

    assert Preference.objects.count() == 0


def test_a_choice_that_is_none_is_refused(client, reader):
    page = client.post("/my/notices/settings/", {"mailing": "pigeon"})

    assert (page.status_code, Preference.objects.count()) == (200, 0)


@pytest.mark.parametrize(("actor", "is_asked"), [("participant", False), ("secretariat", True), ("organiser", True)])
def test_only_what_concerns_the_reader_is_asked(client, settings, cast, actor, is_asked):
    settings.MIDDLEWARE = [name for name in settings.MIDDLEWARE if not name.endswith("SecondFactorMiddleware")]
    client.force_login(cast[actor])

    assert ("contact" in fields(client)) == is_asked


def fields(client) -> list[str]:
    return list(client.get("/my/notices/settings/").context["form"].fields)


def test_what_speaks_of_its_own_day_is_not_offered_for_the_next_mornings_digest():
    ways = [[way for way, _ in LetterKind("kind", "種類", may_wait=waits).channels] for waits in (True, False)]

    assert ways == [["mail", "digest", "site"], ["mail", "site"]]
