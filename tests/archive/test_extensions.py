"""視聴延長: asked for by staff, granted for their municipality alone, told by letter."""

from datetime import date, datetime

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.test import Client
from django.urls import reverse

from archive.actions.extending import ask_extension, extend_window, grant_extension, refuse_extension
from archive.boundaries import next_opening_or_closing
from archive.enums import Closed, RequestState
from archive.models import Extension, ExtensionRequest
from archive.rules import access
from sessions.enums import Audience
from studygroup.models import User
from studygroup.notices.models import OutboxLetter
from tests.factories.archive import make_material, make_video
from tests.factories.cms import enter

pytestmark = pytest.mark.django_db
OVER = {"announced_on": date(2021, 6, 29), "available_until": datetime.fromisoformat("2021-10-01T00:00+09:00")}
UNTIL = datetime.fromisoformat("2021-11-01T00:00+09:00")


@pytest.fixture(params=[make_material, make_video], ids=["material", "video"])
def thing(request, db):
    return request.param(audience=Audience.STAFF, **OVER)


def fresh(user) -> User:
    return User.objects.get(pk=user.pk)


def extended(thing, cast, municipality=None):
    municipality = municipality or cast.participant.municipality
    return extend_window(thing=thing, municipality=municipality, until=UNTIL, reason="議会", by=cast.secretariat)


def test_it_opens_what_is_over_for_that_municipality_alone(cast, thing):
    extended(thing, cast)

    readers = ("anonymous", "staff", "other", "participant", "coordinator", "suspended")
    found = {actor: bool(access(cast[actor], thing)) for actor in readers}

    assert found == dict.fromkeys(readers, False) | {"participant": True, "coordinator": True}
    listed = {actor: thing in type(thing).objects.visible_to(cast[actor]) for actor in readers}
    assert listed == found


def test_it_opens_nothing_to_those_whom_the_thing_is_not_for(cast):
    material = make_material(audience=Audience.ENROLLED_DEPARTMENT, **OVER)
    extended(material, cast, municipality=cast.staff.municipality)

    assert access(cast.staff, material).reason == Closed.AUDIENCE


def test_it_ends_to_the_second_and_says_when(cast, thing, clock):
    extended(thing, cast)
    clock.move_to("2021-10-31T23:59:59+09:00")
    assert access(fresh(cast.participant), thing).extended_until == UNTIL

    clock.move_to("2021-11-01T00:00:00+09:00")

    found = access(fresh(cast.participant), thing)
    assert (found.reason, found.moment) == (Closed.OVER, UNTIL)


def test_the_latest_of_several_counts(cast, thing):
    extended(thing, cast)
    later = datetime.fromisoformat("2021-12-01T00:00+09:00")
    extend_window(thing=thing, municipality=cast.participant.municipality, until=later, reason="x", by=cast.secretariat)

    assert access(cast.participant, thing).extended_until == later


def test_its_end_is_a_boundary_of_kept_pages(cast, thing):
    extended(thing, cast)

    assert next_opening_or_closing() <= UNTIL


def test_pages_say_until_when(client, cast):
    material = make_material(audience=Audience.STAFF, **OVER)
    extended(material, cast)
    client.force_login(cast.participant)

    assert "2021年10月31日（日）24:00まで延長" in client.get(material.page_url).content.decode()


def page_of(thing) -> str:
    return getattr(thing, "page_url", None) or thing.get_absolute_url()


def test_staff_ask_from_the_closed_page_and_wait(client, cast, thing):
    client.force_login(cast.participant)
    form = f"{page_of(thing)}extension/"
    closed = client.get(page_of(thing))
    assert (closed.status_code, f'href="{form}"' in closed.content.decode()) == (403, True)
    assert "公開は2021年9月30日（木）24:00に終了しました。" in client.get(form).content.decode()

    client.post(form, {"reason": "11月の議会の準備"})

    asked = ExtensionRequest.objects.get()
    assert (asked.thing, asked.municipality, asked.reason) == (thing, cast.participant.municipality, "11月の議会の準備")
    waiting = client.get(page_of(thing)).content.decode()
    assert ("視聴延長を頼む" in waiting, "事務局の確認を待っています" in waiting) == (False, True)


def test_the_reason_is_asked_for_and_what_was_typed_is_kept(client, cast, thing):
    client.force_login(cast.participant)
    form = f"{page_of(thing)}extension/"

    assert "延長が必要な理由を入力してください" in client.post(form, {"reason": ""}).content.decode()
    assert "あ" * 501 in client.post(form, {"reason": "あ" * 501}).content.decode()
    assert ExtensionRequest.objects.count() == 0


def test_a_second_request_of_a_municipality_is_the_first(cast, thing):
    first = ask_extension(thing=thing, reason="一", by=cast.participant)

    assert ask_extension(thing=thing, reason="二", by=cast.coordinator) == first


@pytest.mark.parametrize("actor", ["suspended", "advisor"])
def test_others_do_not_ask(cast, thing, actor):
    with pytest.raises(PermissionDenied):
        ask_extension(thing=thing, reason="x", by=cast[actor])


def test_what_is_open_is_not_asked_for(client, cast):
    material = make_material(audience=Audience.STAFF)
    client.force_login(cast.participant)

    assert client.get(f"{material.page_url}extension/").url == material.page_url
    with pytest.raises(PermissionDenied):
        ask_extension(thing=material, reason="x", by=cast.participant)


def test_the_office_grants_and_a_letter_tells(client, settings, cast, thing):
    asked = ask_extension(thing=thing, reason="議会", by=cast.participant)
    office = enter(Client(), settings, cast.secretariat)
    assert "確認を待つ視聴延長の依頼" in office.get(reverse("wagtailadmin_home")).content.decode()
    assert thing.title in office.get(reverse("extensions:index")).content.decode()

    office.post(reverse("extensions:decide", args=[asked.pk]), {"until": "2021-10-31"})

    asked.refresh_from_db()
    letter = OutboxLetter.objects.get(kind="extension_granted")
    assert (asked.state, Extension.objects.get().until) == (RequestState.GRANTED, UNTIL)
    assert (letter.to_user, "2021年10月31日（日）24:00まで" in letter.body.splitlines()) == (cast.participant, True)
    assert access(fresh(cast.participant), thing)


def test_the_office_refuses_with_a_reason_and_a_letter_tells(client, settings, cast, thing):
    asked = ask_extension(thing=thing, reason="議会", by=cast.participant)
    enter(client, settings, cast.secretariat)
    address = reverse("extensions:decide", args=[asked.pk])
    assert "見送る理由を入力してください" in client.post(address, {"refuse": "1"}).content.decode()

    client.post(address, {"refuse": "1", "answer": "講師との約束の期限のため"})

    asked.refresh_from_db()
    assert asked.state == RequestState.REFUSED
    assert "講師との約束の期限のため" in OutboxLetter.objects.get(kind="extension_refused").body
    assert not access(cast.participant, thing)


def test_of_two_answers_the_second_is_told(cast, thing):
    asked = ask_extension(thing=thing, reason="議会", by=cast.participant)
    grant_extension(request=asked, until=UNTIL, by=cast.secretariat)

    with pytest.raises(ValidationError, match="すでに回答済み"):
        refuse_extension(request=asked, answer="x", by=cast.secretariat)


@pytest.mark.parametrize(
    ("until", "message"),
    [("2021-10-20T00:00+09:00", "これからの日時"), ("2021-09-20T00:00+09:00", "これからの日時")],
)
def test_an_end_that_extends_nothing_is_refused(cast, thing, until, message):
    with pytest.raises(ValidationError, match=message):
        extend_window(
            thing=thing,
            municipality=cast.participant.municipality,
            until=datetime.fromisoformat(until),
            reason="x",
            by=cast.secretariat,
        )


@pytest.mark.parametrize("actor", ["coordinator", "organiser", "advisor"])
def test_only_the_secretariat_extends(cast, thing, actor):
    with pytest.raises(PermissionDenied):
        extend_window(thing=thing, municipality=cast.participant.municipality, until=UNTIL, reason="x", by=cast[actor])


def test_the_office_extends_without_being_asked(client, settings, cast, thing):
    enter(client, settings, cast.secretariat)
    municipality = cast.participant.municipality
    form = {"municipality": municipality.pk, "until": "2021-10-31", "reason": "電話での依頼"}
    address = reverse("extensions:add")
    assert "どちらか一つを選んでください" in client.post(address, form).content.decode()

    client.post(address, form | {thing._meta.model_name: thing.pk})

    found = Extension.objects.get()
    assert (found.thing, found.municipality, found.until, found.by) == (thing, municipality, UNTIL, cast.secretariat)
