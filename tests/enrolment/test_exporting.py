"""Lists leave as files: who may, what they hold, and what the log keeps of it."""

from datetime import date, timedelta
from urllib.parse import quote

import pytest
from django.core.exceptions import PermissionDenied
from django.urls import reverse
from django.utils import timezone
from wagtail.models import ModelLogEntry, PageLogEntry

from sessions.enrolment.actions.exporting import export_list, export_replacements
from sessions.enrolment.lists.out import Choice, ListKind, table_of
from sessions.enrolment.models import Application, Attendance, Enrolment
from sessions.models import Programme, Series, StudySession
from studygroup.models import DepartmentName, Participant
from studygroup.tables.formats import FileFormat
from studygroup.tables.reading import read
from tests.factories.cast import ACTORS
from tests.factories.cms import enter

pytestmark = pytest.mark.django_db
PEOPLE = Choice(ListKind.PARTICIPANTS)
WARNING = "個人情報を含みます。出力は操作履歴に残ります。"


@pytest.fixture
def person(cast) -> Participant:
    """Of 立川市 環境課, the only one there, with a name that cp932 cannot hold."""
    person = Participant.objects.get(user=cast.participant)
    person.name, person.phone = "𠮷田 一郎", "=1+1"
    person.save()
    return person


@pytest.fixture
def attendance(person) -> Attendance:
    study_session = StudySession.objects.get(code="mitigation-2021-2")
    return Attendance.objects.create(participant=person, study_session=study_session, mode="venue")


@pytest.mark.parametrize("export", [export_list, export_replacements])
@pytest.mark.parametrize("actor", ACTORS)
def test_exporting_is_for_secretariat_and_organiser(cast, person, export, actor):
    def run():
        return export(choice=PEOPLE, file_format=FileFormat.CP932, by=cast[actor])

    if actor in ("secretariat", "organiser"):
        assert run().content
    else:
        with pytest.raises(PermissionDenied):
            run()


@pytest.mark.parametrize(
    ("file_format", "name", "phone"),
    [
        (FileFormat.XLSX, "𠮷田 一郎", "=1+1"),
        (FileFormat.UTF8, "𠮷田 一郎", "'=1+1"),
        (FileFormat.CP932, "吉田 一郎", "'=1+1"),
    ],
)
def test_participants_leave_in_each_format(cast, person, file_format, name, phone):
    file = export_list(choice=PEOPLE, file_format=file_format, by=cast.secretariat)

    sheet = read(file.content)
    assert file.name == f"参加者_すべての年度_20211025.{file_format.extension}"
    assert sheet.rows == [
        (2, [str(person.pk), "132021", "立川市", "環境課", "環境", name, "", "", phone, "", "2021-04-01", ""][:11])
        if file_format == FileFormat.XLSX
        else (2, [str(person.pk), "132021", "立川市", "環境課", "環境", name, "", "", phone, "", "2021-04-01", ""])
    ]


def test_participants_are_those_of_the_departments_enrolled(cast, person):
    other = Participant.objects.get(user=cast.other)
    former = Participant.objects.create(department=person.department, name="前任", until=date(2021, 3, 31))
    mitigation = Series.objects.get(key="mitigation")

    def keys(**choice):
        return [row[0] for row in table_of(Choice(ListKind.PARTICIPANTS, **choice)).rows]

    assert keys() == [other.pk, person.pk]
    assert keys(series=mitigation, fiscal_year=2021) == [person.pk]
    assert keys(series=mitigation, fiscal_year=2020) == []
    assert keys(with_former=True) == [other.pk, person.pk, former.pk]


def test_an_enrolment_has_the_name_of_its_day(cast, person):
    enrolment = Enrolment.objects.get(department=person.department, series__key="mitigation")
    DepartmentName.objects.create(
        department=person.department, name="環境政策課", until=timezone.localdate() + timedelta(days=1)
    )

    (row,) = table_of(Choice(ListKind.ENROLMENTS, 2021, enrolment.series)).rows

    moment = timezone.localtime(enrolment.submitted_at).replace(tzinfo=None, microsecond=0)
    place = ("132021", "立川市", "環境課", "環境政策課", "環境")
    assert row == (enrolment.pk, "", 2021, "緩和策分科会", *place, "確認済み", "", moment, "", "", "", "")


def test_an_enrolment_names_the_representative_of_its_application(cast, person):
    enrolment = Enrolment.objects.get(department=person.department, series__key="mitigation")
    department = person.department
    people = [{"name": "見本 一郎", "mail": "ichiro@test.example", "phone": "03-0000-0000"}, {"name": "見本 花子"}]
    enrolment.application = Application.objects.create(
        municipality=department.municipality, department_name=department.name, fiscal_year=2021, people=people
    )
    enrolment.save()

    (row,) = table_of(Choice(ListKind.ENROLMENTS, 2021, enrolment.series)).rows

    assert (row[1], row[12:]) == (enrolment.application.receipt, ("このサイト", *people[0].values()))


def test_attendance_has_the_department_name_of_the_day_of_its_session(cast, attendance):
    day = attendance.study_session.date_from
    department = attendance.participant.department
    DepartmentName.objects.create(department=department, name="環境政策課", until=day)

    (row,) = table_of(Choice(ListKind.ATTENDANCES, study_session=attendance.study_session)).rows
    roll = list(Attendance.objects.at_desk(attendance.study_session))

    assert (row[6], [each.department_name for each in roll]) == ("環境政策課", ["環境政策課"])


def test_attendance_is_chosen_by_session(cast, attendance):
    other = StudySession.objects.get(code="adaptation-2021-2")

    (row,) = table_of(Choice(ListKind.ATTENDANCES, study_session=attendance.study_session)).rows

    assert (row[0], row[7], row[8], row[11]) == (attendance.receipt, attendance.participant.pk, "𠮷田 一郎", "会場")
    assert table_of(Choice(ListKind.ATTENDANCES, study_session=other)).rows == []


@pytest.mark.parametrize("kind", ListKind)
def test_a_list_takes_as_many_queries_for_three_rows_as_for_one(cast, attendance, django_assert_num_queries, kind):
    many = 1 if kind == ListKind.PARTICIPANTS else 2
    with django_assert_num_queries(many):
        table_of(Choice(kind))
    _ = cast.other, cast.coordinator
    for person in Participant.objects.exclude(pk=attendance.participant_id):
        Attendance.objects.create(participant=person, study_session=attendance.study_session, mode="online")

    with django_assert_num_queries(many):
        table_of(Choice(kind))


def test_an_export_is_in_the_log_with_its_columns_and_without_names(cast, person):
    export_list(choice=PEOPLE, file_format=FileFormat.CP932, by=cast.secretariat)

    entry = ModelLogEntry.objects.get(action="enrolment.export")
    table = table_of(PEOPLE)
    assert (entry.user, entry.object_id) == (cast.secretariat, str(Programme.objects.latest("first_year").pk))
    assert entry.data == {
        "list": "参加者",
        "choice": "すべての年度",
        "format": "CSV（Shift_JIS／cp932）",
        "rows": 1,
        "columns": list(table.headings),
        "replaced": 1,
    }
    assert entry.formatter.format_message(entry) == (
        "参加者を出力しました（すべての年度、CSV（Shift_JIS／cp932）、1行）"
    )


def test_an_export_of_a_session_is_in_the_sessions_own_log(cast, attendance):
    choice = Choice(ListKind.ATTENDANCES, study_session=attendance.study_session)

    export_list(choice=choice, file_format=FileFormat.XLSX, by=cast.organiser)

    entry = PageLogEntry.objects.get(action="enrolment.export")
    assert (entry.page_id, entry.user, entry.data["rows"]) == (attendance.study_session_id, cast.organiser, 1)


def test_the_page_before_lists_columns_count_and_replacements_and_leaves_no_trace(client, settings, cast, person):
    office = enter(client, settings, cast.organiser)

    page = office.get(reverse("exchange:export"), {"kind": "participants", "file_format": "cp932"})

    content = page.content.decode()
    assert (page.status_code, WARNING in content, "1件" in content) == (200, True, True)
    assert (
        "参加者番号／自治体コード／自治体／部署／分野／氏名／ふりがな／メール／電話・内線／窓口／着任日／離任日"
        in content
    )
    assert [each.swap.before for each in page.context["replacements"]] == ["𠮷"]
    assert not ModelLogEntry.objects.filter(action="enrolment.export").exists()


def test_posting_the_page_gives_the_file(client, settings, cast, person):
    office = enter(client, settings, cast.organiser)

    answer = office.post(reverse("exchange:export") + "?kind=participants&file_format=cp932&fiscal_year=2021")

    name = quote("参加者_2021年度_20211025.csv")
    assert answer.headers["Content-Disposition"] == f"attachment; filename*=utf-8''{name}"
    assert answer.headers["Content-Type"] == "text/csv; charset=Shift_JIS"
    assert "吉田 一郎" in answer.content.decode("cp932")
    assert ModelLogEntry.objects.filter(action="enrolment.export").count() == 1


def test_the_report_says_which_cell_and_what_became_of_it(client, settings, cast, person):
    office = enter(client, settings, cast.secretariat)

    answer = office.post(reverse("exchange:export") + "?kind=participants&file_format=cp932", {"report": "1"})

    assert read(answer.content).rows == [(2, ["2", "氏名", "𠮷", "U+20BB7", "吉"])]


def test_a_session_belongs_to_the_year_and_series_chosen(client, settings, cast, attendance):
    office = enter(client, settings, cast.secretariat)
    chosen = {"kind": "attendances", "file_format": "xlsx", "study_session": attendance.study_session_id}

    page = office.get(reverse("exchange:export"), chosen | {"series": Series.objects.get(key="adaptation").pk})

    assert page.context["form"].errors == {"study_session": ["選んだ年度・参加機会の回ではありません"]}


@pytest.mark.parametrize("name", ["index", "export", "characters", "import"])
@pytest.mark.parametrize("actor", ACTORS)
def test_the_screens_are_the_offices(client, settings, cast, name, actor):
    if actor != "anonymous":
        enter(client, settings, cast[actor])
    allowed = ("secretariat",) if name == "import" else ("secretariat", "organiser")

    answer = client.get(reverse(f"exchange:{name}"))

    assert (answer.status_code == 200) == (actor in allowed)
