"""The pages on which a department enrols, from the address to the receipt."""

import re

import pytest
from django.core import mail
from django.urls import reverse

from sessions.enrolment.actions.enrolling import Person, enrol_department, send_back_application
from sessions.enrolment.models import Application
from sessions.models import Series
from studygroup.enums import DepartmentField
from studygroup.models import Department, User
from studygroup.notices.models import OutboxLetter


@pytest.fixture
def of_domain(municipality):
    user = User.objects.create_user("hanako@mitaka.test.example", municipality=municipality)
    user.emailaddress_set.create(email=user.email, verified=True, primary=True)
    return user


@pytest.fixture
def enrolled(municipality, of_domain):
    """環境政策課 of 三鷹市, enrolled in 緩和策分科会 by `of_domain`."""
    return enrol_department(
        municipality=municipality,
        department_name="環境政策課",
        department_field=DepartmentField.ENVIRONMENT,
        series=[Series.objects.get(key="mitigation")],
        people=[Person(name="見本 花子", mail=of_domain.email)],
        key="one",
        by=of_domain,
    )


DEPARTMENT_PAGE = {
    "department": "new",
    "new_name": "環境政策課",
    "new_field": "environment",
    "series": "mitigation",
    "name": "見本 花子",
    "kana": "",
    "phone": "０４２－０００",
}
PEOPLE_PAGE = {
    "people-TOTAL_FORMS": "1",
    "people-INITIAL_FORMS": "1",
    "people-0-name": "見本 花子",
    "people-0-mail": "hanako@mitaka.test.example",
    "people-0-mitigation-2021-2": "online",
}


def begin(client, address: str, municipality="三鷹市"):
    client.post(reverse("enrolment:start"), {"municipality": municipality, "mail": address})
    code = re.search(r"\d{6}", mail.outbox[-1].body)[0]
    return client.post(reverse("enrolment:code"), {"code": code})


def test_a_newcomer_enrols_from_address_to_receipt(client, municipality):
    begin(client, "Ｈａｎａｋｏ＠mitaka.test.example ")
    client.post(reverse("enrolment:department"), DEPARTMENT_PAGE)
    client.post(reverse("enrolment:people-of-application"), PEOPLE_PAGE)
    client.get(reverse("enrolment:check"))
    answer = client.post(reverse("enrolment:check"), follow=True)

    application = Application.objects.get()
    assert (answer.status_code, application.receipt in answer.content.decode()) == (200, True)
    assert application.people == [
        {"name": "見本 花子", "kana": "", "mail": "hanako@mitaka.test.example", "phone": "",
         "answers": {"mitigation-2021-2": "online"}}
    ]  # fmt: skip


def test_a_wrong_code_lets_nobody_in_and_five_spend_it(client, municipality):
    client.post(reverse("enrolment:start"), {"municipality": "三鷹市", "mail": "hanako@mitaka.test.example"})
    right = re.search(r"\d{6}", mail.outbox[-1].body)[0]
    wrong = "000000" if right != "000000" else "000001"

    answers = [client.post(reverse("enrolment:code"), {"code": wrong}) for _ in range(5)]
    last = client.post(reverse("enrolment:code"), {"code": right})

    assert [answer.status_code for answer in (*answers, last)] == [200] * 6
    assert "この確認コードは使えなくなりました" in last.content.decode()


def test_the_pages_after_the_code_are_closed_before_it(client, municipality):
    client.post(reverse("enrolment:start"), {"municipality": "三鷹市", "mail": "hanako@mitaka.test.example"})

    for name in ("department", "people-of-application", "check"):
        assert client.get(reverse(f"enrolment:{name}")).url == reverse("enrolment:start")


def test_departments_are_offered_to_addresses_of_the_municipality_alone(client, municipality):
    Department.objects.create(municipality=municipality, name="秘密の課", field=DepartmentField.OTHER)
    begin(client, "hanako@mail.example")

    outside = client.get(reverse("enrolment:department")).content.decode()
    client.logout()
    begin(client, "hanako@mitaka.test.example")
    inside = client.get(reverse("enrolment:department")).content.decode()

    assert ("秘密の課" in outside, "秘密の課" in inside) == (False, True)


def test_whether_an_address_is_known_does_not_show_before_it_is_proven(client, municipality, of_domain):
    pages = []
    for address in (of_domain.email, "nobody@mitaka.test.example"):
        answer = client.post(reverse("enrolment:start"), {"municipality": "三鷹市", "mail": address}, follow=True)
        pages.append(re.sub(r"value=\"[^\"]{40,}\"", "", answer.content.decode()).replace(address, "ADDRESS"))

    assert pages[0] == pages[1]


def test_somebody_with_a_role_is_not_signed_in_by_this_code(client, cast):
    answer = begin(client, cast.secretariat.email)

    assert answer.url.startswith(reverse("account_login"))
    assert "_auth_user_id" not in client.session


def test_what_is_missing_is_said_and_what_was_typed_is_kept(client, municipality):
    begin(client, "hanako@mitaka.test.example")

    page = client.post(reverse("enrolment:department"), {**DEPARTMENT_PAGE, "series": [], "new_field": ""})

    text = page.content.decode()
    assert ("参加する分科会を選んでください" in text, "分野を選んでください" in text, "環境政策課" in text) == (
        True,
    ) * 3


def test_everyone_named_says_how_they_take_part(client, municipality):
    begin(client, "hanako@mitaka.test.example")
    client.post(reverse("enrolment:department"), DEPARTMENT_PAGE)

    page = client.post(reverse("enrolment:people-of-application"), {**PEOPLE_PAGE, "people-0-mitigation-2021-2": ""})

    assert "見本 花子さんの第2回の参加方法を選んでください" in page.content.decode()


def test_the_representative_has_a_mailbox(client, municipality):
    begin(client, "hanako@mitaka.test.example")
    client.post(reverse("enrolment:department"), DEPARTMENT_PAGE)

    page = client.post(reverse("enrolment:people-of-application"), {**PEOPLE_PAGE, "people-0-mail": ""})

    assert "代表の方のメールアドレスを入力してください" in page.content.decode()


def test_another_row_keeps_what_was_typed(client, municipality):
    begin(client, "hanako@mitaka.test.example")
    client.post(reverse("enrolment:department"), DEPARTMENT_PAGE)

    page = client.post(reverse("enrolment:people-of-application"), {**PEOPLE_PAGE, "add": "1"}).content.decode()

    assert ('value="見本 花子"' in page, 'name="people-1-name"' in page, "errors" in page) == (True, True, False)


def test_an_enrolled_department_leads_to_the_first_and_asks_for_an_invitation(client, enrolled, of_domain):
    begin(client, "jiro@mitaka.test.example")
    department = Department.objects.get(name="環境政策課")

    page = client.post(reverse("enrolment:department"), {**DEPARTMENT_PAGE, "department": department.pk})
    client.post(reverse("enrolment:join"), {"department": department.pk, "name": "見本 次郎"})

    assert "環境政策課は、緩和策分科会にすでに登録されています" in page.content.decode()
    assert OutboxLetter.objects.get(kind="join_asked").to_user == of_domain


def test_a_receipt_is_for_who_submitted_it(client, enrolled, cast):
    address = reverse("enrolment:receipt", args=[enrolled.pk])
    client.force_login(cast.coordinator)

    assert client.get(address).status_code == 404


def test_a_name_put_right_on_the_first_page_is_right_on_the_second(client, municipality):
    begin(client, "hanako@mitaka.test.example")
    client.post(reverse("enrolment:department"), {**DEPARTMENT_PAGE, "name": "誤字 花子"})
    client.post(reverse("enrolment:people-of-application"), {**PEOPLE_PAGE, "people-0-name": "誤字 花子"})

    client.post(reverse("enrolment:department"), {**DEPARTMENT_PAGE, "kana": "みほん はなこ"})
    client.post(reverse("enrolment:check"))

    first = Application.objects.get().people[0]
    assert (first["name"], first["kana"]) == ("見本 花子", "みほん はなこ")


def test_what_was_sent_back_is_there_to_start_from(client, enrolled, of_domain, cast):
    send_back_application(application=enrolled, reason="部署名を正式に", by=cast.secretariat)
    begin(client, of_domain.email)

    page = client.get(reverse("enrolment:department")).content.decode()

    assert [words in page for words in ('value="見本 花子"', "環境政策課")] == [True, True]


@pytest.mark.parametrize("key", ["", "abc", "9" * 40])
def test_an_invitation_is_asked_of_a_department_that_exists(client, municipality, key):
    begin(client, "hanako@mitaka.test.example")

    assert client.post(reverse("enrolment:join"), {"department": key}).status_code == 404


def two_people(**more) -> dict[str, str]:
    second = {"people-1-name": "見本 次郎", "people-1-mail": "＠typed", "people-1-mitigation-2021-2": "absent"}
    return PEOPLE_PAGE | {"people-TOTAL_FORMS": "2", "people-INITIAL_FORMS": "2"} | second | more


def rows_of(page) -> list[tuple]:
    fields = ("name", "mail", "mitigation-2021-2")
    return [tuple(form[field].value() for field in fields) for form in page.context["forms"]]


def at_people(client):
    begin(client, "hanako@mitaka.test.example")
    client.post(reverse("enrolment:department"), DEPARTMENT_PAGE)
    return reverse("enrolment:people-of-application")


def test_everyone_takes_part_as_the_first_does_with_one_press(client, municipality):
    address = at_people(client)

    page = client.post(address, two_people(same="1"))

    assert rows_of(page) == [
        ("見本 花子", "hanako@mitaka.test.example", "online"),
        ("見本 次郎", "＠typed", "online"),
    ]
    assert ("全員を同じにする" in page.text, "errors" in page.text) == (True, False)


def test_where_the_first_has_not_answered_the_others_keep_theirs(client, municipality):
    address = at_people(client)

    page = client.post(address, two_people(same="1") | {"people-0-mitigation-2021-2": ""})

    assert [row[2] for row in rows_of(page)] == ["", "absent"]


@pytest.mark.parametrize(("removed", "left"), [("0", 3), ("1", 2), ("2", 2), ("9", 3), ("", 3)])
def test_an_added_row_goes_again_and_the_others_keep_what_was_typed(client, municipality, removed, left):
    address = at_people(client)
    third = {"people-TOTAL_FORMS": "3", "people-INITIAL_FORMS": "3", "people-2-name": "", "people-2-kana": "みほん"}

    page = client.post(address, two_people(remove=removed) | third)

    names = ["見本 花子", "見本 次郎", ""]
    expected = [name for place, name in enumerate(names) if place == 0 or str(place) != removed]
    assert ([name or "" for name, _, _ in rows_of(page)], len(rows_of(page))) == (expected, left)


def test_enter_goes_on_and_removes_nobody(client, municipality):
    address = at_people(client)

    page = client.post(address, two_people(add="1")).text

    form = page[page.index('action="/enrol/people/"') :]
    assert re.search(r"<button[^>]*>([^<]*)", form)[1] == "次へ"
    assert form.count('name="remove"') == 2


def test_a_full_form_takes_nobody_more_and_loses_nobody(client, municipality):
    address = at_people(client)
    rows = {f"people-{number}-name": f"見本 {number}" for number in range(20)}

    page = client.post(address, PEOPLE_PAGE | rows | {"people-TOTAL_FORMS": "20", "add": "1"})

    assert [name for name, _, _ in rows_of(page)] == list(rows.values())
    assert 'name="add"' not in page.text
