"""Lines into WebVTT, and into plain text to read."""

from collections.abc import Iterable
from hashlib import blake2b

from archive.captions.times import moment_in_words

MARKS = str.maketrans({"&": "&amp;", "<": "&lt;", ">": "&gt;"})


def as_webvtt(lines: Iterable) -> str:
    """`lines` have start_ms, end_ms and text."""
    cues = (
        f"{moment_in_words(line.start_ms)} --> {moment_in_words(line.end_ms)}\n{line.text.translate(MARKS)}\n"
        for line in lines
    )
    return "\n".join(["WEBVTT\n", *cues])


def fingerprint(lines: Iterable) -> str:
    """The same as long as nobody changed them."""
    return blake2b(as_webvtt(lines).encode(), digest_size=12).hexdigest()
