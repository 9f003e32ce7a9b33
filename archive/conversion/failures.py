"""Why a conversion ended without a result, in the office's words."""

import signal

NO_ROOM = "置き場所の空きが足りません。情報システムの担当者にご連絡ください。"
BY_WORDS = (
    ("No space left on device", NO_ROOM, True),
    ("Cannot allocate memory", "メモリーが足りず、変換できませんでした。もう一度変換してください。", True),
)
NOT_READABLE = "動画として読めません。途中で切れているか、壊れているか、動画ではありません。"


class Failure(Exception):
    """`reason` is a sentence to read, `detail` what the program said; what `may_pass` is worth another attempt."""

    def __init__(self, reason: str, *, detail: str = "", may_pass: bool = False):
        super().__init__(reason)
        self.reason = reason
        self.detail = detail[-2000:]
        self.may_pass = may_pass


def failure_of(code: int, said: str) -> Failure:
    """What the program's end (its exit code, negative for a signal) and last words mean."""
    if code == -signal.SIGXCPU:
        return Failure("変換に時間がかかりすぎるため、止めました。", detail=said)
    if code == -signal.SIGXFSZ:
        return Failure("変換した動画が大きくなりすぎるため、止めました。", detail=said)
    if code < 0:
        reason = "変換が途中で止められました。もう一度変換してください。"
        return Failure(reason, detail=f"signal {-code}\n{said}", may_pass=True)
    for words, reason, may_pass in BY_WORDS:
        if words in said:
            return Failure(reason, detail=said, may_pass=may_pass)
    return Failure(NOT_READABLE, detail=said)
