"""The sorts of letters there are. Each app names its own with the hook `letter_kinds`."""

from collections.abc import Callable
from dataclasses import dataclass

from wagtail import hooks

from studygroup.notices.enums import Channel


def everyone(user) -> bool:
    return True


@dataclass(frozen=True)
class LetterKind:
    """A sort of letter: its key, its words, whether a reader may choose how to be told, and whom it concerns.

    A kind that nobody named is mailed at once, as is one that may not be chosen (codes, receipts, invitations). One
    that may not wait speaks of its own day: it is not offered for the next morning's digest.
    """

    kind: str
    label: str
    is_choosable: bool = True
    concerns: Callable[..., bool] = everyone
    may_wait: bool = True

    @property
    def channels(self) -> list[tuple[str, str]]:
        """The ways to be told of it, as a form offers them."""
        return [way for way in Channel.choices if self.may_wait or way[0] != Channel.DIGEST]


MAILING = LetterKind("mailing", "事務局からのお知らせ")
DIGEST = LetterKind("digest", "お知らせのまとめ", is_choosable=False)


def own_kinds() -> list[LetterKind]:
    return [MAILING, DIGEST]


def choosable_kinds() -> list[LetterKind]:
    """What readers may choose about, in the order the apps stand in; the same kind counts once."""
    named = {kind.kind: kind for kinds_of in hooks.get_hooks("letter_kinds") for kind in kinds_of()}
    return [kind for kind in named.values() if kind.is_choosable]


def choosable_by(user) -> list[LetterKind]:
    """What is put before this reader: the kinds that concern them."""
    return [kind for kind in choosable_kinds() if kind.concerns(user)]


def is_choosable(kind: str) -> bool:
    return any(choosable.kind == kind for choosable in choosable_kinds())
