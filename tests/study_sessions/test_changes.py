"""What changed after publication, in sentences."""

import pytest

from sessions.changes import changes_between, facts_of
from sessions.models import StudySession

TOLD = {
    "name": "緩和策分科会 第2回",
    "date": "10月29日（金）",
    "reception": "",
    "start": "14:00",
    "end": "16:00",
    "place": "墨田区内",
    "modes": "会場・オンライン",
    "state": "scheduled",
    "reason": "",
    "agenda": {"a": "先行事例の発表", "b": "対話"},
    "replaced_by": {},
}


@pytest.mark.parametrize(
    ("now", "sentences"),
    [
        ({}, []),
        ({"date": "11月5日（金）"}, ["日程を「10月29日（金）」から「11月5日（金）」に変更しました。"]),
        ({"date": "調整中"}, ["日程を「10月29日（金）」から「調整中」に変更しました。"]),
        ({"start": "13:30"}, ["開始時刻を「14:00」から「13:30」に変更しました。"]),
        ({"reception": "13:00"}, ["受付開始を公表しました：13:00"]),
        ({"end": ""}, ["終了時刻を「16:00」から「未定」に変更しました。"]),
        ({"place": "区民会館（墨田区内）"}, ["会場を「墨田区内」から「区民会館（墨田区内）」に変更しました。"]),
        ({"place": ""}, ["会場を「墨田区内」から「未定」に変更しました。"]),
        (
            {"place": "", "modes": "オンライン"},
            [
                "会場を「墨田区内」から「なし（オンライン開催）」に変更しました。",
                "参加方法を「会場・オンライン」から「オンライン」に変更しました。",
            ],
        ),
        ({"modes": "オンライン"}, ["参加方法を「会場・オンライン」から「オンライン」に変更しました。"]),
        ({"name": "緩和策分科会 第3回"}, ["名称を「緩和策分科会 第2回」から「緩和策分科会 第3回」に変更しました。"]),
        ({"state": "cancelled", "reason": "台風のため。"}, ["中止にしました。理由：台風のため。"]),
        ({"state": "planned"}, ["調整中になりました。"]),
        (
            {"agenda": {"b": "対話", "c": "講評"}},
            ["議題「講評」を加えました。", "議題「先行事例の発表」を取りやめました。"],
        ),
        ({"agenda": {"a": "事例の発表", "b": "対話"}}, ["議題「先行事例の発表」を「事例の発表」に改めました。"]),
        ({"agenda": {"b": "対話", "a": "先行事例の発表"}}, []),
        ({"replaced_by": {"adaptation-2021-2": "適応策分科会 第2回"}}, ["「適応策分科会 第2回」に振り替えました。"]),
    ],
)
def test_each_thing_told_otherwise_is_one_sentence(now, sentences):
    assert changes_between(TOLD, {**TOLD, **now}) == sentences


def test_a_cancellation_can_be_taken_back_or_explained_better():
    called_off = {**TOLD, "state": "cancelled", "reason": "台風のため。"}

    assert changes_between(called_off, TOLD) == ["中止を取り消し、開催予定にしました。"]
    assert changes_between(called_off, {**called_off, "reason": "台風15号のため。"}) == [
        "中止の理由を改めました：台風15号のため。"
    ]


def test_a_first_agenda_is_announced_as_one():
    assert changes_between({**TOLD, "agenda": {}}, TOLD) == ["議題を公表しました。"]


@pytest.mark.django_db
def test_the_facts_of_a_session_are_what_its_page_shows():
    trip = StudySession.objects.get(code="field-trip-2021-1")

    facts = facts_of(trip)

    assert (facts["name"], facts["state"]) == ("見学会", "cancelled")
    assert facts["replaced_by"] == {
        "adaptation-2021-2": "適応策分科会 第2回",
        "mitigation-2021-2": "緩和策分科会 第2回",
    }


def test_a_replacement_that_was_renumbered_is_not_announced_again():
    before = {**TOLD, "replaced_by": {"adaptation-2021-2": "適応策分科会 第2回"}}

    assert changes_between(before, {**TOLD, "replaced_by": {"adaptation-2021-2": "適応策分科会 第3回"}}) == []


@pytest.mark.django_db
def test_the_title_of_a_draft_is_not_told():
    StudySession.objects.filter(code="adaptation-2021-2").update(live=False)

    facts = facts_of(StudySession.objects.get(code="field-trip-2021-1"))

    assert facts["replaced_by"] == {"mitigation-2021-2": "緩和策分科会 第2回"}
