"""A list of participants comes in: each row is checked, and all of it is taken or nothing."""

from datetime import date

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from wagtail.models import ModelLogEntry

from sessions.enrolment.actions.importing import CHANGED_MEANWHILE, take_participants
from sessions.enrolment.lists.planning import plan_participants
from studygroup.models import Department, DepartmentName, Participant
from studygroup.tables.formats import FileFormat, Sheet, Unreadable
from tests.factories.cast import ACTORS
from tests.factories.sheets import edited, edits_of, exported, new_row, problems_of, snapshot, take, with_rows

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(
    ("cells", "municipality", "department"),
    [
        ({"自治体": "立川市"}, "立川市", "環境課"),
        ({"自治体": "たちかわし", "部署": "環境　課"}, "立川市", "環境課"),
        ({"自治体": "", "自治体コード": "１３２０２１"}, "立川市", "環境課"),
        ({"自治体": "桧原村", "部署": "産業環境課", "分野": "環境"}, "檜原村", "産業環境課"),
        ({"自治体": "墨田区", "自治体コード": "131075"}, "墨田区", "環境課"),
    ],
)
def test_a_new_person_comes_into_the_department_named(cast, people, cells, municipality, department):
    take(with_rows(new_row(**cells)), cast.secretariat)

    person = Participant.objects.latest("pk")
    assert (person.name, person.department.municipality.name, person.department.name) == (
        "見本 春子",
        municipality,
        department,
    )


def test_a_new_department_is_made_once(cast, people):
    rows = [new_row(部署="防災課", 分野="防災"), new_row(部署="防災課", 分野="", 氏名="見本 夏子")]

    plan = take(with_rows(*rows), cast.secretariat)

    department = Department.objects.get(name="防災課")
    assert (department.field, department.participants.count(), len(plan.additions)) == ("disaster", 2, 2)


def test_a_person_can_be_moved(cast, people):
    sheet = edited(exported(FileFormat.XLSX), people[0], 自治体コード="131075", 自治体="墨田区")

    take(sheet, cast.secretariat)

    assert Participant.objects.get(pk=people[0].pk).department == people[2].department


@pytest.mark.parametrize(
    ("cells", "heading", "reason"),
    [
        ({"氏名": ""}, "氏名", "氏名を入力してください"),
        ({"氏名": "見本\t春子"}, "氏名", "改行やタブなど、目に見えない文字が含まれています。取り除いてください"),
        ({"氏名": "髙橋　花子"}, "氏名", "髙橋　花子さんは、すでにこの部署に登録されています"),
        ({"メール": "見本"}, "メール", "メールアドレスを「name@city.example.jp」の形で入力してください"),
        ({"窓口": "たぶん"}, "窓口", "「はい」と入力するか、空欄にしてください"),
        ({"着任日": "4月1日"}, "着任日", "日付を「2021/4/1」の形で入力してください"),
        ({"着任日": "2021/4/1", "離任日": "2021/3/31"}, "離任日", "離任日は、着任日より前にできません"),
        ({"自治体": "夢見市"}, "自治体", "「夢見市」という自治体はありません"),
        ({"自治体": "としま"}, "自治体", "「としま」という自治体はありません"),
        ({"自治体コード": "131075"}, "自治体", "自治体コード「131075」は墨田区です。どちらかを直してください"),
        ({"自治体コード": "999"}, "自治体コード", "自治体コード「999」の自治体はありません"),
        ({"部署": ""}, "部署", "部署名を入力してください（例：環境政策課）"),
        ({"部署": "旧環境課"}, "部署", "「旧環境課」は、いまは「環境課」です。いまの部署名を入力してください"),
        ({"分野": "防災"}, "分野", "この部署の分野は「環境」です。分野は部署の画面で変えられます"),
        ({"参加者番号": "abc"}, "参加者番号", "参加者番号は、出力したときの数字のままにしてください（新しい人は空欄）"),
        ({"参加者番号": "999999"}, "参加者番号", "参加者番号999999の人はいません（新しい人は空欄にしてください）"),
        ({"氏名": "\x01formula"}, "氏名", "数式は取り込めません。値に置き換えてください"),
        ({"備考": "x"}, "備考", "この見出しの列は取り込めません。列を消すか、見出しを直してください"),
    ],
)
def test_a_wrong_row_is_told_with_row_column_and_reason_and_nothing_is_taken(cast, people, cells, heading, reason):
    DepartmentName.objects.create(department=people[0].department, name="旧環境課", until=date(2021, 3, 31))
    sheet = with_rows(new_row(氏名="見本 夏子"), new_row(**cells))

    with pytest.raises(ValidationError):
        take(sheet, cast.secretariat)

    found = [problem for problem in problems_of(sheet) if problem[0] != 3 or "見出し" not in problem[2]]
    assert found == [(1 if heading == "備考" else 3, heading, reason)]
    assert Participant.objects.count() == 3


def test_the_same_number_twice_is_wrong(people):
    row = {"参加者番号": str(people[0].pk), "氏名": "x"}

    assert problems_of(with_rows(row, row)) == [(3, "参加者番号", f"参加者番号{people[0].pk}は、2行目にもあります")]


def test_a_file_without_headings_is_no_list():
    with pytest.raises(Unreadable):
        plan_participants(Sheet(FileFormat.UTF8, ["見本 花子", "環境課"], []))


def test_columns_left_out_are_left_alone(cast, people):
    sheet = with_rows({"参加者番号": str(people[0].pk), "ふりがな": "よしだ いちろう"})

    assert edits_of(plan_participants(sheet)) == [(people[0].pk, [("ふりがな", "", "よしだ いちろう")])]


@pytest.mark.parametrize("actor", ACTORS)
def test_importing_is_for_the_secretariat(cast, people, actor):
    sheet = with_rows(new_row())

    if actor == "secretariat":
        take(sheet, cast[actor])
    else:
        with pytest.raises(PermissionDenied):
            take(sheet, cast[actor])

    assert Participant.objects.filter(name="見本 春子").exists() == (actor == "secretariat")


def test_what_changed_meanwhile_stops_the_import(cast, people):
    sheet = edited(exported(FileFormat.UTF8), people[0], 氏名="見本 秋子")
    seen = plan_participants(sheet).fingerprint
    Participant.objects.filter(pk=people[1].pk).update(phone="内線1")
    before = snapshot()

    with pytest.raises(ValidationError) as refused:
        take_participants(sheet=sheet, seen=seen, by=cast.secretariat)

    assert (refused.value.messages, snapshot()) == ([CHANGED_MEANWHILE], before)


def test_taking_the_same_preview_twice_adds_once(cast, people):
    sheet = with_rows(new_row())
    seen = plan_participants(sheet).fingerprint
    take_participants(sheet=sheet, seen=seen, by=cast.secretariat)

    with pytest.raises(ValidationError):
        take_participants(sheet=sheet, seen=seen, by=cast.secretariat)

    assert Participant.objects.filter(name="見本 春子").count() == 1


def test_an_import_is_in_the_log(cast, people):
    known = {"参加者番号": str(people[0].pk), "氏名": people[0].name, "ふりがな": "よしだ"}

    take(with_rows(known | {"自治体": "立川市", "部署": "環境課"}, new_row()), cast.secretariat)

    whole = ModelLogEntry.objects.get(action="enrolment.import")
    each = ModelLogEntry.objects.filter(content_type__model="participant").order_by("pk")
    assert (whole.user, whole.data) == (
        cast.secretariat,
        {"added": 1, "changed": 1, "format": "CSV（UTF-8、BOM付き）"},
    )
    assert [(entry.action, entry.data["columns"]) for entry in each] == [
        ("wagtail.edit", ["ふりがな"]),
        ("wagtail.create", ["自治体コード", "自治体", "部署", "分野", "氏名"]),
    ]


@pytest.mark.parametrize("count", [1, 3])
def test_planning_takes_as_many_queries_for_three_rows_as_for_one(people, django_assert_num_queries, count):
    sheet = with_rows(*({"参加者番号": str(person.pk), "氏名": f"見本 {person.pk}"} for person in people[:count]))

    with django_assert_num_queries(5):
        plan_participants(sheet)
