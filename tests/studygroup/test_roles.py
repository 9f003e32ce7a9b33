"""Who may open what of the back office: one table over its lists, and the roles behind it."""

import pytest
from django.contrib.auth.models import Group
from django.core.management import call_command
from wagtail.documents.models import Document
from wagtail.models import PAGE_PERMISSION_TYPES, GroupPagePermission, Workflow, WorkflowPage

from studygroup.models import Contact, UrgentBanner
from tests.factories.cast import ACTORS, answers_to_each
from tests.factories.cms import enter

pytestmark = pytest.mark.django_db

OPEN, CLOSED = 200, 302  # whoever may not enter a list is led out of it
SECRETARIAT = dict.fromkeys(ACTORS, CLOSED) | {"secretariat": OPEN}
OFFICE = SECRETARIAT | {"organiser": OPEN}
LISTS = {
    "/cms/": OFFICE,
    "/cms/pages/": OFFICE,
    "/cms/municipality/": OFFICE,
    "/cms/department/": OFFICE,
    "/cms/participant/": OFFICE,
    "/cms/enrolments/": OFFICE,
    "/cms/attendances/": OFFICE,
    "/cms/material/": OFFICE,
    "/cms/video/": OFFICE,
    "/cms/venue/": OFFICE,
    "/cms/shareditem/": OFFICE,
    "/cms/programme/": OFFICE,
    "/cms/contact_messages/": OFFICE,
    "/cms/letters/": OFFICE,
    "/cms/mailings/": OFFICE,
    "/cms/applications/": OFFICE,
    "/cms/exchange/": OFFICE,
    "/cms/reports/site-history/": OFFICE,
    "/cms/waiting_people/": SECRETARIAT,
    "/cms/office_people/": SECRETARIAT,
    "/cms/office_people/invite/": SECRETARIAT,
    "/cms/office_people/end-secretariat/": SECRETARIAT,
    "/cms/municipality/new/": SECRETARIAT,
    "/cms/department/new/": SECRETARIAT,
    "/cms/participant/new/": SECRETARIAT,
    "/cms/enrolments/new/": SECRETARIAT,
    "/cms/attendances/new/": SECRETARIAT,
    "/cms/material/new/": SECRETARIAT,
    "/cms/video/new/": SECRETARIAT,
    "/cms/venue/new/": SECRETARIAT,
    "/cms/shareditem/new/": SECRETARIAT,
    "/cms/programme/new/": SECRETARIAT,
    "/cms/contact_messages/new/": dict.fromkeys(ACTORS, CLOSED),
    "/cms/letters/new/": dict.fromkeys(ACTORS, CLOSED),
    "/cms/mailings/new/": dict.fromkeys(ACTORS, CLOSED),
    "/cms/applications/new/": dict.fromkeys(ACTORS, CLOSED),
    "/cms/users/": dict.fromkeys(ACTORS, CLOSED),
    "/cms/groups/": dict.fromkeys(ACTORS, CLOSED),
    "/cms/workflows/list/": dict.fromkeys(ACTORS, CLOSED),
    "/cms/sites/": dict.fromkeys(ACTORS, CLOSED),
    "/cms/redirects/": dict.fromkeys(ACTORS, CLOSED),
    "/cms/images/": dict.fromkeys(ACTORS, CLOSED),
    "/cms/documents/": dict.fromkeys(ACTORS, CLOSED),
}


@pytest.mark.parametrize("address", LISTS)
@pytest.mark.usefixtures("second_factor_is_set_up")
def test_a_list_answers_each_actor_as_its_row_says(cast, address):
    assert answers_to_each(cast, address) == LISTS[address]


@pytest.mark.parametrize("setting", [Contact, UrgentBanner])
@pytest.mark.usefixtures("second_factor_is_set_up")
def test_settings_are_the_secretariats(cast, setting):
    address = f"/cms/settings/studygroup/{setting._meta.model_name}/{setting.load().pk}/"

    assert answers_to_each(cast, address) == SECRETARIAT


@pytest.mark.parametrize(
    ("actor", "answer"),
    [("anonymous", 302), ("staff", 403), ("participant", 403), ("advisor", 403), ("secretariat", 302)],
)
def test_the_way_into_the_cms_is_the_sites_own_sign_in(client, settings, cast, actor, answer):
    if actor != "anonymous":
        enter(client, settings, cast[actor])

    response = client.get("/cms/login/?next=/cms/pages/")

    assert response.status_code == answer
    if answer == 302:
        assert response.url == "/accounts/login/?next=%2Fcms%2Fpages%2F"


def test_who_is_signed_in_and_may_not_enter_is_not_led_in_circles(client, settings, cast):
    enter(client, settings, cast.advisor)

    answer = client.get("/cms/", follow=True)

    assert answer.status_code == 403


@pytest.mark.parametrize("actor", [actor for actor in ACTORS if actor not in ("secretariat", "organiser")])
def test_wagtails_documents_are_the_offices_own(client, settings, cast, actor):
    document = Document.objects.create(title="控え", file="documents/note.txt")
    if actor != "anonymous":
        enter(client, settings, cast[actor])

    assert client.get(document.url).status_code == 403


def test_every_page_waits_for_the_organisers_approval_alone(cast):
    assert [row.workflow.name for row in WorkflowPage.objects.all()] == ["主催者の承認"]
    assert [workflow.name for workflow in Workflow.objects.all()] == ["主催者の承認"]


def test_roles_are_the_same_after_every_migration():
    def rights():
        return {
            group.name: sorted(group.permissions.values_list("codename", flat=True)) for group in Group.objects.all()
        }

    before = rights()
    call_command("migrate", verbosity=0)

    assert rights() == before
    assert set(before) == {"secretariat", "organiser", "advisor"}
    assert before["advisor"] == []
    assert [right for right in before["secretariat"] if right.startswith("delete_")] == [
        "delete_boardsettings", "delete_contact", "delete_maildomain", "delete_material", "delete_shareditem",
        "delete_synonymgroup", "delete_urgentbanner", "delete_venue", "delete_video",
    ]  # fmt: skip


def test_roles_hold_only_rights_over_pages_that_wagtail_knows():
    held = GroupPagePermission.objects.values_list("permission__codename", flat=True)

    assert set(held) - {f"{verb}_page" for verb, *_ in PAGE_PERMISSION_TYPES} == set()
