"""Folding for comparison: width, kana, case and variant characters. Nothing stored is ever folded in place."""

import re
import unicodedata

VARIANTS = str.maketrans("藏檜濵髙﨑𠮷𣘺𡈽ヶヵゖゕ", "蔵桧浜高崎吉橋土けかけか")
VARIATION_SELECTORS = re.compile("[\ufe00-\ufe0f\U000e0100-\U000e01ef]")
KATAKANA_TO_HIRAGANA = {code: code - 0x60 for code in range(ord("ァ"), ord("ヶ"))}
SPACES = re.compile(r"\s+")


def fold(text: str) -> str:
    """`text` as it is compared: NFKC, hiragana, lower case, common variants as one, no spaces or selectors.

    ケ, ヶ and が between two kanji of a place name are written for one another, so all become け.
    """
    text = unicodedata.normalize("NFKC", VARIATION_SELECTORS.sub("", text))
    # Taking spaces away and folding case can put a letter beside its accent: composed again, and so on until it rests.
    folded = unicodedata.normalize("NFKC", SPACES.sub("", text).casefold())
    folded = folded.translate(VARIANTS).translate(KATAKANA_TO_HIRAGANA)
    return folded if folded == text else fold(folded)
