"""An agenda as the office types it: what is missing is told beside its field, and nothing typed is lost."""

from html import unescape

import pytest
from django.urls import reverse

from sessions.models import StudySession
from tests.factories.cms import form_of

pytestmark = pytest.mark.django_db
NO_TITLE = "題名を入力するか、共通の議題を選んでください。"


def with_another_item(study_session: StudySession, **typed) -> dict:
    """The editor of `study_session` with one more item on its agenda."""
    data = form_of(study_session)
    place = int(data["agenda_items-TOTAL_FORMS"])
    row = {"own_title": "", "own_tag": "", "own_presenter": "", "ORDER": str(place + 1)} | typed
    data |= {f"agenda_items-{place}-{name}": value for name, value in row.items()}
    return data | {"agenda_items-TOTAL_FORMS": str(place + 1)}


@pytest.mark.parametrize("action", [{"action-publish": "1"}, {}])
def test_a_presenter_without_a_title_is_refused_beside_the_title_and_kept(office, action):
    study_session = StudySession.objects.get(code="mitigation-2021-2")
    items = study_session.agenda_items.count()
    data = with_another_item(study_session, own_presenter="見本大学", start="14:10") | action

    answer = office.post(reverse("wagtailadmin_pages:edit", args=[study_session.pk]), data)

    page = unescape(answer.content.decode())
    assert answer.status_code == 200
    assert page.count(NO_TITLE) == 1
    assert 'value="見本大学"' in page
    assert 'value="14:10"' in page
    assert StudySession.objects.get(pk=study_session.pk).agenda_items.count() == items


def test_the_same_item_with_a_title_is_published(office):
    study_session = StudySession.objects.get(code="mitigation-2021-2")
    data = with_another_item(study_session, own_title="見本の発表", own_presenter="見本大学") | {"action-publish": "1"}

    answer = office.post(reverse("wagtailadmin_pages:edit", args=[study_session.pk]), data)

    assert answer.status_code == 302
    assert StudySession.objects.get(pk=study_session.pk).agenda_items.last().own_title == "見本の発表"
