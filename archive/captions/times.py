"""A moment in a recording: milliseconds inside, 「1:02:03.400」 outside."""

import re

MOMENT = re.compile(r"(?:(\d{1,3}):)?(\d{1,2}):(\d{1,2})(?:[.,](\d{1,3}))?\Z")
NOT_A_MOMENT = "「{}」は時刻として読めません。「00:01:02.000」の形にしてください。"
PAST_59 = "「{}」の分か秒が59を超えています。"


def moment_in_ms(text: str) -> int:
    """Milliseconds of 「12:03」「1:02:03.4」, with full-width signs too. Raises ValueError with a sentence."""
    shown = text.strip()
    match = MOMENT.match(shown.translate(HALF_WIDTH))
    if not match:
        raise ValueError(NOT_A_MOMENT.format(shown[:40]))
    hours, minutes, seconds = (int(part or 0) for part in match.groups()[:3])
    if minutes > 59 or seconds > 59:
        raise ValueError(PAST_59.format(shown[:40]))
    return ((hours * 60 + minutes) * 60 + seconds) * 1000 + int((match[4] or "0").ljust(3, "0"))


def moment_in_words(milliseconds: int) -> str:
    """「00:01:02.000」, as WebVTT writes it."""
    seconds, rest = divmod(milliseconds, 1000)
    return f"{seconds // 3600:02}:{seconds // 60 % 60:02}:{seconds % 60:02}.{rest:03}"


HALF_WIDTH = str.maketrans("０１２３４５６７８９：．，", "0123456789:.,")
