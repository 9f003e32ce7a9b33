"""The mail server as the worker meets it: one connection for all letters of a sweep, and what its answers mean."""

from smtplib import SMTPDataError, SMTPRecipientsRefused, SMTPResponseException, SMTPServerDisconnected

from django.core.mail import EmailMessage, get_connection
from django.core.mail.backends.smtp import EmailBackend


class MailServer:
    """`with MailServer() as server: server.send(message)`. Raises OSError on entering when there is no way to it.

    Only SMTP is worth keeping open; the other backends (files, memory) are asked anew for each letter, because the
    one for files writes a file per connection.
    """

    def __init__(self):
        self.line = get_connection()
        self.stays_open = isinstance(self.line, EmailBackend)

    def __enter__(self):
        if self.stays_open:
            self.line.open()
        return self

    def __exit__(self, *_):
        if self.stays_open and not self.is_lost:
            self.line.close()

    def open_again(self) -> None:
        """A new line after one that broke. Raises OSError when there is no way to the server."""
        self.line.connection = None
        self.line.open()

    def send(self, message: EmailMessage) -> None:
        if self.stays_open:
            message.connection = self.line
        message.send()

    @property
    def is_lost(self) -> bool:
        """The server hung up or fell silent: smtplib has closed the socket, and no further letter would go."""
        return self.stays_open and (self.line.connection is None or self.line.connection.sock is None)


def is_refused_for_good(error: Exception) -> bool:
    """The server will not take this letter, however often it is asked (a reply of 5xx)."""
    if isinstance(error, SMTPRecipientsRefused):
        return all(_is_permanent(code) for code, _ in error.recipients.values())
    return isinstance(error, SMTPDataError) and _is_permanent(error.smtp_code)


def in_words(error: Exception) -> str:
    """What went wrong with a letter, for the office; with what the server answered, as it said it."""
    if isinstance(error, SMTPRecipientsRefused):
        answers = "、".join(_answer(code, said) for code, said in error.recipients.values())
        return f"宛先のメールアドレスが受け付けられませんでした（メールサーバーの回答：{answers}）。"
    if isinstance(error, SMTPResponseException):
        said = _answer(error.smtp_code, error.smtp_error)
        return f"メールサーバーが受け付けませんでした（メールサーバーの回答：{said}）。"
    if isinstance(error, TimeoutError):
        return "メールサーバーの応答がありませんでした。"
    if isinstance(error, SMTPServerDisconnected | ConnectionError):
        return f"メールサーバーとの接続が切れました（{error}）。"
    return f"送信できませんでした（{error}）。"


def _answer(code: int, said: bytes | str) -> str:
    words = said.decode(errors="replace") if isinstance(said, bytes) else said
    return " ".join(f"{code} {words}".split())


def _is_permanent(code: int) -> bool:
    return 500 <= code < 600
