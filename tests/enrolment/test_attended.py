"""Who was there: as recorded or set by hand, counted, and the prints of the day."""

from django.urls import reverse
from wagtail.models import ModelLogEntry

from sessions.enrolment.actions.desk import set_attended
from sessions.enrolment.actions.retention import LEAVER
from sessions.enrolment.models import Attendance
from studygroup.models import Department, Municipality, Participant

CODE = "mitigation-2021-2"


def test_attended_is_what_was_recorded_unless_set_by_hand(cast, study_session, attending, press):
    came, stayed_away, forgotten = attending("一"), attending("二"), attending("三")
    press(came, "k1")
    press(stayed_away, "k2")
    by_hand = {came.pk: None, stayed_away.pk: False, forgotten.pk: True}

    changed = set_attended(study_session=study_session, attended=by_hand, by=cast.secretariat)

    rows = Attendance.objects.filter(study_session=study_session)
    assert changed == 2
    assert set(rows.attended()) == {row for row in rows if row.was_there} == {came, forgotten}
    assert ModelLogEntry.objects.filter(action="wagtail.edit", content_type__model="attendance").count() == 2


def test_the_table_of_attendance_keeps_what_is_chosen(desk, attending, press):
    came, other = attending("一"), attending("二")
    press(came, "k1")
    address = reverse("enrolment:attended-set", args=[CODE])

    page = desk.post(address, {f"attended-{came.pk}": "", f"attended-{other.pk}": "yes"}, follow=True)

    assert page.context["figures"][-1] == ("出席", {"municipalities": 1, "departments": 1, "people": 2})
    assert Attendance.objects.get(pk=other.pk).attended is True


def test_figures_count_municipalities_then_departments_then_people(cast, study_session, attending):
    first = attending().participant.department
    second = Department.objects.create(municipality=first.municipality, name="道路課", field="construction")
    sample = Municipality.objects.create(
        code="990009", name="癸市", kana="きし", romaji="Ki-shi", slug="ki", kind="city", order=999, is_sample=True
    )
    third = Department.objects.create(municipality=sample, name="環境課", field="environment")
    for department in (second, third):
        person = Participant.objects.create(department=department, name="見本")
        Attendance.objects.create(participant=person, study_session=study_session, mode="venue")

    counts = Attendance.objects.filter(study_session=study_session).counts()

    assert counts == {"municipalities": 1, "departments": 3, "people": 3}


def test_the_prints_hold_those_expected_at_the_venue(desk, attending, press):
    attending("会場 見本")
    attending("在宅 見本", mode="online")
    pages = [desk.get(reverse(f"enrolment:{name}", args=[CODE])) for name in ("roll-print", "cards-print")]

    assert [("会場 見本" in page.text, "在宅 見本" in page.text) for page in pages] == [(True, False), (True, False)]


def test_somebody_whose_name_is_forgotten_is_called_by_what_stands_for_it(desk, attending):
    attending("会場 見本")
    attending(LEAVER)

    page = desk.get(reverse("enrolment:attended-set", args=[CODE])).text

    assert ("会場 見本さんの出席" in page, "（退任した方）の出席" in page) == (True, True)
    assert "（退任した方）さん" not in page
