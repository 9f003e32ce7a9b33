"""The session editor: what it fills in by itself, and what it says when something is wrong."""

import pytest

from sessions.forms import CopyForm
from sessions.models import Series, StudySession
from tests.factories.cms import agenda, session_form

pytestmark = pytest.mark.django_db


@pytest.fixture
def make_form(series, cast):
    form_class = StudySession.get_edit_handler().get_form_class()

    def make(data=None):
        return form_class(data, instance=StudySession(), parent_page=series, for_user=cast.secretariat)

    return make


def test_a_new_session_begins_with_this_year_and_the_next_number(make_form):
    form = make_form()

    assert (form["fiscal_year"].value(), form["number"].value()) == (2021, 4)


def test_a_new_session_of_what_is_not_numbered_begins_without_a_number(make_form, series, cast):
    trip = Series.objects.get(key="field-trip")
    form_class = StudySession.get_edit_handler().get_form_class()

    form = form_class(None, instance=StudySession(), parent_page=trip, for_user=cast.secretariat)

    assert form["number"].value() is None


def test_title_slug_and_code_are_not_asked(make_form):
    assert {"title", "slug", "code", "serial", "series"} & set(make_form().fields) == set()


def test_a_good_form_is_taken(make_form):
    form = make_form(session_form(agenda("開会", "対話")))

    assert form.is_valid(), form.errors
    assert (form.instance.code, form.instance.title) == ("mitigation-2021-4", "緩和策分科会 第9回")


@pytest.mark.parametrize(
    ("changes", "errors"),
    [
        ({"end": "13:00"}, {"end": ["終了は、開始より後の時刻にしてください。"]}),
        ({"reception": "15:00"}, {"reception": ["受付開始は、開始より前の時刻にしてください。"]}),
        ({"start": ""}, {"start": ["開始の時刻を入力してください。"]}),
        ({"number": "2"}, {"number": ["2021年度の第2回は、すでにあります。"]}),
        ({"state": "cancelled"}, {"reason": ["中止にする理由を入力してください。"]}),
        ({"state": "postponed", "reason": "　"}, {"reason": ["延期にする理由を入力してください。"]}),
        (
            {"date_from": "2022-04-01"},
            {"date_from": ["2021年度（2021年4月1日〜2022年3月31日）の日付を入力してください。"]},
        ),
        ({"date_from": ""}, {"date_from": ["日付を入力してください（月だけ決まっているときは、その月の1日）。"]}),
        (
            {"state": "scheduled", "date_precision": "undecided", "date_from": ""},
            {"state": ["開催予定にするには、日付を「日」で決めてください。"]},
        ),
        ({"date_precision": "period"}, {"date_to": ["最終日を入力してください。"]}),
        ({"fiscal_year": ""}, {"fiscal_year": ["年度を入力してください。"]}),
    ],
)
def test_each_mistake_is_told_beside_its_field(make_form, changes, errors):
    form = make_form(session_form(**changes))

    assert form.errors == errors


def test_all_mistakes_in_the_hours_are_told_together(make_form):
    form = make_form(session_form(reception="15:00", end="13:00"))

    assert form.errors == {
        "end": ["終了は、開始より後の時刻にしてください。"],
        "reception": ["受付開始は、開始より前の時刻にしてください。"],
    }


def test_naming_a_day_settles_a_session(make_form):
    form = make_form(session_form(state="planned"))

    assert form.is_valid(), form.errors
    assert form.instance.state == "scheduled"


@pytest.mark.parametrize(
    ("code", "state", "saved"),
    [("mitigation-2021-2", "planned", "planned"), ("mitigation-2021-3", "planned", "scheduled"),
     ("mitigation-2021-3", "postponed", "postponed")],
)  # fmt: skip
def test_what_the_office_says_of_a_session_stays_as_said(cast, code, state, saved):
    study_session = StudySession.objects.get(code=code)
    form_class = StudySession.get_edit_handler().get_form_class()

    form = form_class(
        session_form(number=str(study_session.number), state=state, reason="調整のため。"),
        instance=study_session,
        parent_page=study_session.series,
        for_user=cast.secretariat,
    )

    assert form.is_valid(), form.errors
    assert form.instance.state == saved


def test_a_month_ends_with_its_last_day(make_form):
    form = make_form(session_form(date_precision="month", date_from="2021-12-01"))

    assert form.is_valid(), form.errors
    assert str(form.instance.date_to) == "2021-12-31"


@pytest.mark.parametrize("year", ["0", "99999", "来年"])
def test_a_year_that_is_none_is_refused(make_form, year):
    assert "fiscal_year" in make_form(session_form(fiscal_year=year)).errors


def test_an_agenda_item_needs_a_title(make_form):
    form = make_form(session_form(agenda("")))

    assert form.is_valid() is False
    assert form.formsets["agenda_items"].errors == [{"own_title": ["題名を入力するか、共通の議題を選んでください。"]}]


def test_the_year_of_a_session_stays(cast):
    study_session = StudySession.objects.get(code="mitigation-2021-2")
    form_class = StudySession.get_edit_handler().get_form_class()

    form = form_class(
        session_form(fiscal_year="2022", number="2"),
        instance=study_session,
        parent_page=study_session.series,
        for_user=cast.secretariat,
    )

    assert form.is_valid(), form.errors
    assert form.instance.fiscal_year == 2021


def test_a_copy_is_for_this_year_or_the_next(clock):
    clock.move_to("2022-03-31T23:00+09:00")
    assert CopyForm().fields["fiscal_year"].choices == [(2021, "2021年度"), (2022, "2022年度")]

    clock.move_to("2022-04-01T00:00+09:00")
    assert CopyForm().fields["fiscal_year"].choices == [(2022, "2022年度"), (2023, "2023年度")]
