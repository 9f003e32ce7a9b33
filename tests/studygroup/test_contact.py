"""お問い合わせ: what is sent is kept, what is wrong is said, robots are let run."""

import pytest

from studygroup.models import Contact, ContactMessage, ContactPage

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
