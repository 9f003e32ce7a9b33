"""Questions much like the one being written: by the pairs of characters they share, the rare ones weighing most."""

from collections import Counter
from dataclasses import dataclass
from math import log

from archive.search.folding import atoms_of, grams_of
from archive.search.models import Entry
from archive.search.querysets import content_type_of
from qna.models import Answer, Question

SHOWN = 3
LOOKED_AT = 1000
TITLE_WEIGHT = 2.0
NEAR = 0.04  # of what the question asked about would score against itself
LONGEST = 2000
KANA = frozenset(map(chr, range(ord("ぁ"), ord("ゖ") + 1)))
KANA_SHARE = 0.3  # endings and particles say little of what is asked


@dataclass(frozen=True)
class Similar:
    """A question that the reader may open, and whether its answer is there for them."""

    question: Question
    is_answered: bool


def find_similar(user, title: str, body: str = "", *, most: int = SHOWN, but: int | None = None) -> list[Similar]:
    """The questions that `user` may read most like these words, the likest first; `but`: the key of one left out."""
    asked_title, asked = grams_of(atoms_of(title[:LONGEST])), grams_of(atoms_of(f"{title} {body}"[:LONGEST]))
    if len(asked) < 2:
        return []
    rows = _candidates(user, asked)
    weights = _weights(rows, asked)
    scored: dict[int, float] = {}
    whole = _score(weights, asked, asked_title, asked, asked_title)
    for key, words, all_grams in rows:
        title_grams = grams_of(atoms_of(words))
        score = _score(weights, asked, asked_title, set(all_grams.split(" ")), title_grams)
        scored[key] = max(score, scored.get(key, 0))
    best = sorted(scored, key=lambda key: (-scored[key], key))
    near = [key for key in best if key != but and scored[key] >= NEAR * whole][:most]
    found = Question.objects.visible_to(user).for_cards(user).in_bulk(near)
    return [Similar(found[key], found[key].is_answered) for key in near if key in found]


def _candidates(user, asked: set[str]) -> list[tuple[int, str, str]]:
    """(key of the question, title, grams) of what shares a pair with what is asked."""
    entries = Entry.objects.readable_by(user, (Question, Answer)).filter(wording__grams__touches=asked)
    columns = ("content_type_id", "object_id", "wording__title", "wording__grams")
    rows = list(entries.order_by("-pk").values_list(*columns)[:LOOKED_AT])
    answers = [key for content_type, key, _, _ in rows if content_type == content_type_of(Answer).pk]
    questions = dict(Answer.objects.filter(pk__in=answers).values_list("pk", "question"))
    return [
        (questions[key] if content_type == content_type_of(Answer).pk else key, title, grams)
        for content_type, key, title, grams in rows
    ]


def _weights(rows: list[tuple[int, str, str]], asked: set[str]) -> dict[str, float]:
    """What each pair of what is asked counts: the rarer the more, pairs of kana alone little."""
    times = Counter(gram for _, _, grams in rows for gram in asked.intersection(grams.split(" ")))
    return {gram: log((len(rows) + 1) / (times[gram] + 0.5)) * _share(gram) for gram in asked}


def _share(gram: str) -> float:
    return KANA_SHARE if KANA.issuperset(gram) else 1.0


def _score(weights, asked: set[str], asked_title: set[str], grams: set[str], title_grams: set[str]) -> float:
    in_text = sum(weights[gram] for gram in asked & grams)
    in_title = sum(weights[gram] for gram in asked & title_grams) + sum(
        weights[gram] for gram in asked_title & title_grams
    )
    return (in_text + TITLE_WEIGHT * in_title / 2) / (20 + len(title_grams)) ** 0.5
