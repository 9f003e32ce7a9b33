"""The sorts of letters about materials and videos, by name (the hook `letter_kinds`)."""

from studygroup.notices.kinds import LetterKind

REPLACED = "material_replaced"
GRANTED = "extension_granted"
REFUSED = "extension_refused"


def archive_kinds() -> list[LetterKind]:
    """Who asked for an extension gets the answer by mail; about replaced files a reader may choose."""
    return [
        LetterKind(REPLACED, "保存した資料の差し替え"),
        LetterKind(GRANTED, "視聴延長の回答（延長）", is_choosable=False),
        LetterKind(REFUSED, "視聴延長の回答（見送り）", is_choosable=False),
    ]
