"""What stands in one cell: yes or no, a day, a mail address; written in one way, read in many."""

import re
import unicodedata
from datetime import date

YES, NO = "はい", ""
YES_WORDS = frozenset(("はい", "○", "〇", "◯", "1", "true", "yes", "窓口"))
NO_WORDS = frozenset(("", "いいえ", "×", "0", "false", "no"))
MIDNIGHT = r"(?: 0?0:00(?::00)?)?\Z"
WESTERN_DAY = re.compile(r"(\d{4})[-/.年](\d{1,2})[-/.月](\d{1,2})日?" + MIDNIGHT)
REIWA_DAY = re.compile(r"(?:令和|r)(\d{1,2}|元)[-/.年](\d{1,2})[-/.月](\d{1,2})日?" + MIDNIGHT)
REIWA_BEFORE = 2018  # 令和元年 is 2019


class Unfit(Exception):
    """The cell cannot be taken; the message says why."""


def flag_in_words(value: bool | None) -> str:
    return YES if value else NO


def read_flag(text: str) -> bool:
    word = unicodedata.normalize("NFKC", text).strip().casefold()
    if word in YES_WORDS or word in NO_WORDS:
        return word in YES_WORDS
    raise Unfit("「はい」と入力するか、空欄にしてください")


def read_day(text: str) -> date | None:
    """「2021-04-01」「2021/4/1」「2021年4月1日」「令和3年4月1日」「R3.4.1」, or nothing."""
    text = unicodedata.normalize("NFKC", text).strip().casefold()
    if not text:
        return None
    western, reiwa = WESTERN_DAY.match(text), REIWA_DAY.match(text)
    try:
        if western:
            return date(*map(int, western.groups()))
        if reiwa:
            year = 1 if reiwa[1] == "元" else int(reiwa[1])
            return date(REIWA_BEFORE + year, int(reiwa[2]), int(reiwa[3]))
    except ValueError:
        pass
    raise Unfit("日付を「2021/4/1」の形で入力してください")


def read_mail(text: str) -> str:
    """Full-width letters are a keyboard's habit, no part of an address."""
    return unicodedata.normalize("NFKC", text).replace(" ", "")


def read_phone(text: str) -> str:
    """Digits of full width become plain ones; the words beside them stay as typed."""
    return "".join(unicodedata.normalize("NFKC", sign) if sign.isdecimal() else sign for sign in text).strip()


def read_number(text: str) -> int | None:
    text = unicodedata.normalize("NFKC", text).strip()
    if not text:
        return None
    if not text.isdecimal() or len(text) > 18:
        raise Unfit("参加者番号は、出力したときの数字のままにしてください（新しい人は空欄）")
    return int(text)
