"""The office's own lists: people, municipalities, departments, messages, letters, the worklist."""

from datetime import date

import pytest
from django.contrib.auth.models import Group
from django.core.exceptions import PermissionDenied
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from wagtail.test.utils.form_data import inline_formset, nested_form_data

from sessions.enrolment.enums import EnrolmentState
from sessions.enrolment.models import Enrolment
from sessions.models import Series
from studygroup.actions import (
    end_office_role,
    end_secretariat,
    handle_contact_message,
    invite_to_office,
    rename_department,
    tie_to_municipality,
)
from studygroup.enums import DepartmentField, Role
from studygroup.models import Contact, ContactMessage, Department, Municipality, Participant, UrgentBanner, User
from studygroup.notices.enums import LetterState
from studygroup.notices.models import OutboxLetter
from tests.factories.archive import make_material
from tests.factories.cast import ACTORS
from tests.factories.cms import enter

pytestmark = pytest.mark.django_db
OTHERS = [actor for actor in ACTORS if actor != "secretariat"]


@pytest.fixture
def stranger():
    return User.objects.create_user("hanako@elsewhere.example", name="見本 花子")


@pytest.fixture
def department():
    return Department.objects.create(
        municipality=Municipality.objects.get(name="青梅市"), name="環境政策課", field=DepartmentField.ENVIRONMENT
    )


@pytest.fixture
def message():
    return ContactMessage.objects.create(name="見本 次郎", mail="jiro@elsewhere.example", body="資料について")


@pytest.mark.parametrize("actor", OTHERS)
def test_managing_people_is_the_secretariats(cast, stranger, department, actor):
    by = cast[actor]
    municipality = department.municipality
    for write in (
        lambda: invite_to_office(email="new@elsewhere.example", name="新人", role=Role.ADVISOR, by=by),
        lambda: end_office_role(user=cast.secretariat, by=by),
        lambda: tie_to_municipality(user=stranger, municipality=municipality, by=by),
        lambda: rename_department(department=department, name="気候課", by=by),
        lambda: end_secretariat(by=by),
    ):
        with pytest.raises(PermissionDenied):
            write()


def test_inviting_makes_an_account_with_the_role_and_posts_a_letter(office):
    office.post(
        reverse("office_people:invite"), {"email": "New@elsewhere.example", "name": "見本 新人", "role": "organiser"}
    )

    user = User.objects.get(email="new@elsewhere.example")
    assert (user.name, set(user.roles)) == ("見本 新人", {"organiser"})
    assert OutboxLetter.objects.get(to_user=user).kind == "office_invitation"


def test_whoever_is_invited_again_after_an_ended_role_is_told_again(cast):
    invitation = {"email": "again@elsewhere.example", "name": "見本 再び", "role": Role.ORGANISER}
    user = invite_to_office(**invitation, by=cast.secretariat)
    end_office_role(user=user, by=cast.secretariat)

    invite_to_office(**invitation, by=cast.secretariat)

    assert OutboxLetter.objects.filter(to_user=user, kind="office_invitation").count() == 2


def test_whoever_is_tied_back_to_a_municipality_is_told_again(cast, stranger):
    ome, fuchu = Municipality.objects.get(name="青梅市"), Municipality.objects.get(name="府中市")

    for municipality in (ome, fuchu, ome):
        tie_to_municipality(user=stranger, municipality=municipality, by=cast.secretariat)

    assert OutboxLetter.objects.filter(to_user=stranger, kind="municipality_confirmed").count() == 3


def test_a_group_that_is_no_role_gives_nothing(office, stranger, cast):
    other = Group.objects.create(name="見学者")
    stranger.groups.add(other)
    cast.organiser.groups.add(other)

    page = office.get(reverse("office_people:index"))

    assert (stranger.roles, cast.organiser.roles) == (frozenset(), {"organiser"})
    assert [(person.name, roles) for person, roles in page.context["rows"]] == [
        ("organiser", ["主催者"]),
        ("secretariat", ["運営事務局"]),
    ]
    assert list(User.objects.waiting_for_municipality()) == [stranger]


def test_the_list_of_people_says_role_and_last_sign_in(office, cast):
    assert cast.advisor

    page = office.get(reverse("office_people:index")).content.decode()

    assert "advisor@test.example" in page
    assert "アドバイザー" in page
    assert "まだありません" in page


def test_ending_a_role_asks_first(office, cast):
    person = cast.organiser
    url = reverse("office_people:end", args=[person.pk])

    assert "organiser@test.example" in office.get(url).content.decode()
    assert User.objects.in_office().filter(pk=person.pk).exists()
    office.post(url)

    assert not User.objects.in_office().filter(pk=person.pk).exists()


def test_nobody_ends_themselves(office, cast):
    office.post(reverse("office_people:end", args=[cast.secretariat.pk]))

    assert User.objects.in_secretariat().filter(pk=cast.secretariat.pk).exists()


def test_a_change_of_contractor_names_whom_it_ends_and_spares_oneself(office, cast):
    colleague = invite_to_office(
        email="old@elsewhere.example", name="見本 前任", role=Role.SECRETARIAT, by=cast.secretariat
    )
    url = reverse("office_people:end-secretariat")

    assert "見本 前任（old@elsewhere.example）" in office.get(url).content.decode()
    office.post(url)

    assert list(User.objects.in_secretariat()) == [cast.secretariat]
    assert User.objects.filter(pk=colleague.pk).exists()
    assert end_secretariat(by=cast.secretariat) == 0


def test_the_waiting_are_tied_by_any_way_of_writing_the_name(office, stranger):
    url = reverse("waiting_people:tie", args=[stranger.pk])

    office.post(url, {"municipality": "おうめし"})

    stranger.refresh_from_db()
    assert stranger.municipality.name == "青梅市"
    assert OutboxLetter.objects.get(to_user=stranger).kind == "municipality_confirmed"


def test_a_change_of_contractor_takes_no_other_role(cast):
    cast.organiser.groups.add(Group.objects.get(name=Role.SECRETARIAT))

    end_secretariat(by=cast.secretariat)

    assert list(cast.organiser.groups.values_list("name", flat=True)) == ["organiser"]


@pytest.mark.parametrize("words", ["", "としま", "存在しない市"])
def test_words_that_name_no_one_municipality_are_refused(office, stranger, words):
    answer = office.post(reverse("waiting_people:tie", args=[stranger.pk]), {"municipality": words})

    stranger.refresh_from_db()
    assert (answer.status_code, stranger.municipality) == (200, None)


def test_a_municipality_is_found_whatever_the_width_and_kana(office):
    page = office.get(reverse("municipality:index"), {"q": "ｵｳﾒ"}).content.decode()

    assert "青梅市" in page
    assert "千代田区" not in page


def test_unverified_domains_are_marked(office):
    assert "（未確認）" in office.get(reverse("municipality:index")).content.decode()


def test_domains_are_kept_beside_their_municipality(office):
    municipality = Municipality.objects.get(name="青梅市")
    fields = {name: getattr(municipality, name) for name in (
        "name", "kana", "romaji", "code", "slug", "order", "kind", "area", "subarea", "grid_row", "grid_column",
    )}  # fmt: skip
    kept = municipality.mail_domains.get()
    domains = inline_formset(
        [
            {"id": str(kept.pk), "domain": kept.domain, "is_verified": "on"},
            {"domain": "mail.ome.example"},
        ],
        initial=1,
    )

    office.post(
        reverse("municipality:edit", args=[municipality.pk]),
        nested_form_data({**fields, "aliases": "靑梅市\n\nおうめ", "mail_domains": domains}),
    )

    municipality = Municipality.objects.get(pk=municipality.pk)
    assert municipality.aliases == ["靑梅市", "おうめ"]
    assert sorted(municipality.mail_domains.values_list("domain", "is_verified")) == sorted(
        [(kept.domain, True), ("mail.ome.example", False)]
    )


def test_renaming_through_the_form_keeps_the_old_name(office, department, clock):
    clock.move_to("2021-11-01T09:00+09:00")

    office.post(
        reverse("department:edit", args=[department.pk]),
        {"municipality": department.municipality_id, "name": "気候変動対策課", "field": "other"},
    )

    department.refresh_from_db()
    assert (department.name, department.field) == ("気候変動対策課", "other")
    assert list(department.former_names.values_list("name", "until")) == [("環境政策課", date(2021, 10, 31))]
    assert department.name_on(date(2021, 10, 31)) == "環境政策課"
    assert department.name_on(date(2021, 11, 1)) == "気候変動対策課"


def test_saving_without_a_new_name_keeps_no_history(office, department):
    office.post(
        reverse("department:edit", args=[department.pk]),
        {"municipality": department.municipality_id, "name": department.name, "field": "disaster"},
    )

    department.refresh_from_db()
    assert (department.field, department.former_names.count()) == ("disaster", 0)


def test_a_message_is_read_and_said_to_be_dealt_with(office, message):
    url = reverse("contact_messages:inspect", args=[message.pk])
    assert "資料について" in office.get(url).content.decode()

    office.post(url)

    message.refresh_from_db()
    assert message.handled_at is not None
    assert "対応済みにする" not in office.get(url).content.decode()


@pytest.mark.parametrize("actor", [actor for actor in ACTORS if actor not in ("secretariat", "organiser")])
def test_dealing_with_messages_is_the_offices(cast, message, actor):
    with pytest.raises(PermissionDenied):
        handle_contact_message(message=message, by=cast[actor])


def test_letters_are_read_with_their_error(office, cast):
    letter = OutboxLetter.objects.create(
        key="k",
        kind="contact",
        to_address="a@elsewhere.example",
        subject="お知らせ",
        body="本文の1行目",
        state=LetterState.FAILED,
        error="550 no such user",
    )

    assert "550 no such user" in office.get(reverse("letters:index"), {"state": "failed"}).content.decode()
    assert "本文の1行目" in office.get(reverse("letters:inspect", args=[letter.pk])).content.decode()


def test_the_worklist_is_empty_when_nothing_waits(office):
    assert "対応が必要なものはありません。" in office.get("/cms/").content.decode()


def test_the_worklist_says_how_many_wait_and_where(client, settings, cast, stranger, message, department, clock):
    Enrolment.objects.create(
        department=department,
        series=Series.objects.get(key="mitigation"),
        fiscal_year=2021,
        state=EnrolmentState.SUBMITTED,
    )
    OutboxLetter.objects.create(key="k", kind="contact", to_address="a@elsewhere.example", state=LetterState.FAILED)
    clock.move_to("2022-01-05T09:00+09:00")

    page = enter(client, settings, cast.secretariat).get("/cms/").content.decode()

    for label in (
        "所属の確認待ち",
        "未対応のお問い合わせ",
        "確認を待つ参加登録",
        "送信エラーのメール",
        "予定の月を過ぎた開催回",
    ):
        assert label in page
    assert "対応が必要なものはありません。" not in page


def test_the_lists_of_the_worklist_hold_what_waits(office, message, department):
    waiting, _ = (
        Enrolment.objects.create(
            department=department, series=Series.objects.get(key=key), fiscal_year=2021, state=state
        )
        for key, state in (("mitigation", EnrolmentState.SUBMITTED), ("adaptation", EnrolmentState.CONFIRMED))
    )
    ContactMessage.objects.create(
        name="済んだ人", mail="z@elsewhere.example", body="済", handled_at="2021-10-01T00:00Z"
    )

    enrolments = office.get(reverse("enrolments:index") + "?state=submitted&state=provisional")
    messages = office.get(reverse("contact_messages:index") + "?handled_at__isnull=true")

    assert list(enrolments.context["object_list"]) == [waiting]
    assert list(messages.context["object_list"]) == [message]


def test_the_office_sets_contact_and_urgent_banner(office):
    contact, banner = Contact.load(), UrgentBanner.load()

    office.post(
        f"/cms/settings/studygroup/contact/{contact.pk}/", {"organiser": "見本の主催者", "telephone": "03-0000-0000"}
    )
    office.post(
        f"/cms/settings/studygroup/urgentbanner/{banner.pk}/",
        {"text": "本日は中止です。", "until": "2021-10-25 18:00"},
    )

    assert Contact.objects.get().telephone == "03-0000-0000"
    assert UrgentBanner.objects.get().is_shown


def add_rows(number: int) -> None:
    """One more of everything that the lists below show."""
    municipality = Municipality.objects.real()[number]
    department = Department.objects.create(municipality=municipality, name="増えた課", field=DepartmentField.OTHER)
    Participant.objects.create(department=department, name="増えた人")
    Enrolment.objects.create(department=department, series=Series.objects.get(key="mitigation"), fiscal_year=2021)
    ContactMessage.objects.create(name="増えた便り", mail="z@elsewhere.example", body="本文")
    make_material(order=number + 10)


@pytest.mark.parametrize("name", ["department", "participant", "enrolments", "contact_messages", "material"])
def test_a_list_asks_as_many_questions_whatever_its_length(office, name):
    url = reverse(f"{name}:index")
    counts = []
    for number in range(4):
        add_rows(number)
        with CaptureQueriesContext(connection) as asked:
            office.get(url)
        counts.append(len(asked))

    # The first look may fill caches of the process.
    assert counts[1] == counts[3]
