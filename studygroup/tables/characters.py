"""What becomes of characters that a file cannot hold: a written table, a rule for the rest, never a silent `?`."""

import re
import unicodedata
from dataclasses import dataclass
from itertools import chain

# The same sign in cp932, the same byte: what was written as the first is read as the second, by Excel too.
LOOKALIKES = dict(zip("〜−‖¢£¬", "～－∥￠￡￢", strict=True))
SIGNS = dict(
    chain(
        zip("₀₁₂₃₄₅₆₇₈₉⁰¹²³⁴⁵⁶⁷⁸⁹", "01234567890123456789", strict=True),
        zip("₊₋⁺⁻–‑⁃—", "+-+----―", strict=True),
        zip("•·‧«»¥µ⁄", "・・・《》￥μ／", strict=True),
        {"©": "(C)", "®": "(R)", "™": "(TM)", "€": "EUR", "㎥": "m3", "㎢": "km2", "✓": "レ", "✔": "レ"}.items(),
    )
)
SPACES = dict.fromkeys("\u00a0\u2002\u2003\u2004\u2005\u2006\u2007\u2008\u2009\u200a\u202f", " ")
INVISIBLE = dict.fromkeys("\u00ad\u200b\u200c\u200d\u2060\ufeff", "")
KANJI = dict(
    zip(
        "𠮷𠮟𠀋𡈽𣘺𣳾𦚰𫝆剝頰塡噓俠吞摑焰禱繡萊蔣蟬醬顚鷗鹼麴屛幷搔潑瀆簞瘦姸",
        "吉叱丈土橋泰脇今剥頬填嘘侠呑掴焔祷繍莱蒋蝉醤顛鴎鹸麹屏并掻溌涜箪痩妍",
        strict=True,
    )
)
TABLE = {**SIGNS, **SPACES, **INVISIBLE, **KANJI}
MISSING = "〓"  # the printers' sign for a character that is not there

# Single bytes that Windows has no sign for and Python lets pass.
NOT_IN_CP932 = re.compile("[\x80\uf8f0-\uf8f3]")
NOT_IN_XML = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")
SELECTOR = re.compile("[\ufe00-\ufe0f\U000e0100-\U000e01ef]")
# A character with the marks that belong to it: が may come as か and a mark.
CLUSTER = re.compile("[\\s\\S][\u0300-\u036f\u3099\u309a]*")


@dataclass(frozen=True)
class Swap:
    """What stood there, and what the file has in its place."""

    before: str
    after: str

    @property
    def code(self) -> str:
        return " ".join(f"U+{ord(character):04X}" for character in self.before)


def fits_cp932(text: str) -> bool:
    try:
        text.encode("cp932")
    except UnicodeEncodeError:
        return False
    return NOT_IN_CP932.search(text) is None


def clean(text: str) -> tuple[str, list[Swap]]:
    """`text` as any file can hold it: line ends as one, control characters gone and named."""
    swaps = [Swap(found, "") for found in NOT_IN_XML.findall(text)]
    return NOT_IN_XML.sub("", text.replace("\r\n", "\n").replace("\r", "\n")), swaps


def pieces(text: str) -> list[tuple[str, str]]:
    """`text` cluster by cluster, each with what cp932 holds in its place."""
    return [(cluster, cluster if fits_cp932(cluster) else _in_cp932(cluster)) for cluster in CLUSTER.findall(text)]


def to_cp932(text: str) -> tuple[str, list[Swap]]:
    """`text` with what cp932 cannot hold replaced, and each replacement in order."""
    found = pieces(text)
    return "".join(after for _, after in found), [Swap(before, after) for before, after in found if before != after]


def _in_cp932(cluster: str) -> str:
    composed = unicodedata.normalize("NFC", cluster)
    return composed if fits_cp932(composed) else "".join(map(_replacement, cluster))


def _replacement(character: str) -> str:
    """By the table; else what Unicode calls its compatible form, or its base letter; else the sign for missing."""
    if fits_cp932(character):
        return character
    if character in TABLE:
        return TABLE[character]
    if SELECTOR.match(character) or unicodedata.combining(character):
        return ""
    compatible = unicodedata.normalize("NFKC", character)
    base = "".join(part for part in unicodedata.normalize("NFKD", character) if not unicodedata.combining(part))
    return next((form for form in (compatible, base) if form and fits_cp932(form)), MISSING)
