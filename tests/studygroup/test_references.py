"""Where a thing is used is kept of what the office edits, and of nothing that the site itself writes."""

from wagtail.models import ReferenceIndex

from sessions.enrolment.actions.answering import answer
from sessions.models import AgendaItem, SharedItem, StudySession


def test_a_shared_item_knows_the_sessions_that_use_it(db):
    shared = SharedItem.objects.create(title="共通の議題")
    study_session = StudySession.objects.get(code="mitigation-2021-2")
    study_session.agenda_items.add(AgendaItem(shared_item=shared))
    study_session.save()

    users = [reference.object_id for reference in ReferenceIndex.get_references_to(shared)]

    assert users == [str(study_session.pk)]


def test_an_answer_is_no_reference(cast):
    study_session = StudySession.objects.get(code="mitigation-2021-2")
    StudySession.objects.filter(pk=study_session.pk).update(modes=["venue", "online"])
    person = cast.coordinator.participations[0]

    kept = answer(
        participant=person,
        study_session=StudySession.objects.get(pk=study_session.pk),
        mode="online",
        by=cast.coordinator,
    )

    assert list(ReferenceIndex.get_references_for_object(kept)) == []
