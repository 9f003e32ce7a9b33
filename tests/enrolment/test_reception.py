"""What the desk reads: receipts however they are written, the words a person is found by, what stands beside a name."""

import pytest

from sessions.enrolment.models import Attendance
from sessions.enrolment.qr import qr_text
from sessions.enrolment.reception import Receipt, matches, read_receipt, tag_of

CODE = "mitigation-2021-2"


@pytest.mark.parametrize(
    ("text", "receipt"),
    [
        ("mitigation-2021-2 A-00012", Receipt(CODE, 12)),
        ("A-00012", Receipt("", 12)),
        ("a12", Receipt("", 12)),
        (" Ａ－０００１２ ", Receipt("", 12)),
        ("Ａー１２", Receipt("", 12)),
        ("ｍｉｔｉｇａｔｉｏｎ－２０２１－２　Ａ－００１２", Receipt(CODE, 12)),
        ("見本 花子", None),
        ("12", None),
        ("https://example.org/A-00012", None),
        ("", None),
    ],
)
def test_a_receipt_is_read_however_it_is_written(text, receipt):
    assert read_receipt(text) == receipt


def test_the_text_of_a_qr_code_is_read_back(attending, study_session):
    attendance = attending()

    assert read_receipt(qr_text(attendance)) == Receipt(CODE, attendance.pk)


@pytest.mark.parametrize(
    ("words", "found"),
    [
        ("髙橋", True),
        ("高橋", True),
        ("ﾀｶﾊｼ", True),
        ("たかはし", True),
        ("立川", True),
        ("たちかわ 高橋", True),
        ("環境課", True),
        ("墨田区", False),
        ("立川 鈴木", False),
    ],
)
def test_a_person_is_found_by_name_kana_municipality_and_department(attending, study_session, words, found):
    attending("髙橋 見本", kana="タカハシ ミホン")
    row = Attendance.objects.at_desk(study_session).get()

    assert matches(row, words) is found


def test_someone_is_found_by_the_common_form_of_their_name(attending):
    person = attending("𠮷田 花子")

    assert (matches(person, "吉田"), matches(person, "𠮷田"), matches(person, "高田")) == (True, True, False)


@pytest.mark.parametrize(
    ("modes", "mode", "tag"),
    [
        (["venue", "online"], "online", "オンライン参加の登録です"),
        (["online"], "online", ""),
        (["online"], "absent", "「参加しない」の登録です"),
    ],
)
def test_taking_part_online_is_no_news_where_there_is_no_venue(attending, study_session, modes, mode, tag):
    study_session.modes, study_session.venue, study_session.town = modes, None, ""

    assert tag_of(attending(mode=mode), study_session) == tag
