"""お問い合わせ: what is sent is kept, what is wrong is said, robots are let run."""

import pytest
from django.core import mail
from wagtail.models import ModelLogEntry

from studygroup.actions import forget_old_contact_messages, handle_contact_message
from studygroup.models import Contact, ContactMessage, ContactPage
from studygroup.notices.actions import send_due_letters

pytestmark = pytest.mark.django_db

MESSAGE = {"name": "見本 四葉", "organisation": "丙町", "mail": "yotsuba@hei.demo.example", "body": "教えてください。"}


def kept() -> list[dict]:
    return list(ContactMessage.objects.values("name", "organisation", "mail", "body"))


def test_contact_keeps_what_was_sent_and_thanks(client):
    response = client.post("/contact/", MESSAGE, follow=True)

    assert kept() == [MESSAGE]
    assert response.redirect_chain == [("/contact/", 302)]
    assert "お問い合わせを受け付けました。" in response.content.decode()


def test_contact_keeps_what_was_typed_when_something_is_wrong(client):
    response = client.post("/contact/", MESSAGE | {"mail": "yotsuba"})

    html = response.content.decode()
    assert kept() == []
    assert "<title>エラー：お問い合わせ" in html
    assert "メールアドレスを「name@city.example.jp」の形で入力してください" in html
    assert 'value="見本 四葉"' in html
    assert "教えてください。" in html


def test_contact_thanks_a_robot_and_keeps_nothing(client):
    response = client.post("/contact/", MESSAGE | {"website": "https://spam.example/"})

    assert (response.status_code, kept()) == (302, [])


def test_contact_page_is_kept_for_nobody_else(client):
    """It holds a token of the form, which belongs to one reader."""
    client.get("/contact/")

    assert "csrftoken" in client.cookies


def test_contact_page_shows_telephone_fax_and_hours(client):
    contact = Contact.load()

    html = client.get("/contact/").content.decode()

    assert [value for value in (contact.telephone, contact.fax, contact.hours) if value not in html] == []


def test_contact_page_can_be_previewed_in_the_cms():
    page = ContactPage.objects.get()

    response = page.make_preview_request()

    assert response.status_code == 200


@pytest.mark.parametrize("field", ["name", "organisation"])
@pytest.mark.parametrize("sign", ["\n", "\r", "\t", "\x07", "\x85", "\u2028"])
def test_contact_refuses_line_breaks_where_there_is_one_line(client, field, sign):
    response = client.post("/contact/", MESSAGE | {field: f"見本{sign}四葉"})

    assert kept() == []
    assert "改行やタブなど、目に見えない文字が含まれています" in response.content.decode()


def test_a_message_to_the_office_is_mailed_under_its_name(client):
    Contact.objects.update(mail="office@test.example")
    client.post("/contact/", MESSAGE)

    send_due_letters()

    assert [(sent.subject, sent.to) for sent in mail.outbox] == [("お問い合わせ：見本 四葉様", ["office@test.example"])]


def test_contact_keeps_five_an_hour_of_one_address_and_what_was_typed_beyond(client):
    for _ in range(5):
        client.post("/contact/", MESSAGE)

    refused = client.post("/contact/", MESSAGE | {"mail": "Yotsuba@hei.demo.example"}).content.decode()
    client.post("/contact/", MESSAGE | {"mail": "other@hei.demo.example"})

    assert sorted(row["mail"] for row in kept()) == ["other@hei.demo.example"] + [MESSAGE["mail"]] * 5
    assert "続けて送信されたため、いまは受け付けられません。" in refused
    assert "教えてください。" in refused


def test_contact_limits_one_place_generously(client):
    for number in range(61):
        client.post("/contact/", MESSAGE | {"mail": f"person-{number}@hei.demo.example"})

    assert len(kept()) == 60


def test_a_message_is_forgotten_a_year_after_it_came_and_so_is_the_name_in_the_log(cast, clock):
    old = ContactMessage.objects.create(**MESSAGE)
    handle_contact_message(message=old, by=cast.secretariat)
    clock.move_to("2021-10-26T09:00+09:00")
    ContactMessage.objects.create(**MESSAGE | {"name": "見本 次郎"})

    clock.move_to("2022-10-25T09:00+09:00")
    early = forget_old_contact_messages()
    clock.move_to("2022-10-25T09:01+09:00")
    late = forget_old_contact_messages()

    assert (early, late, [row["name"] for row in kept()]) == (0, 1, ["見本 次郎"])
    labels = ModelLogEntry.objects.filter(action="studygroup.handle").values_list("label", flat=True)
    assert list(labels) == ["（保存期間が終わったお問い合わせ）"]
