"""Fields that the board's forms share."""

from django import forms
from django.core.exceptions import ValidationError
from django.core.validators import FileExtensionValidator

from archive.uploads import MEGABYTE, check_content, check_name, one_after_another
from qna.models import BODY_LENGTH, TITLE_LENGTH
from qna.wording import without_unseen

LARGEST = 10 * MEGABYTE
BODY_AT_LEAST = 20
KINDS = FileExtensionValidator(
    ["pdf", "docx", "xlsx", "pptx", "csv", "jpg", "jpeg", "png"],
    "PDF、Word（docx）、Excel（xlsx）、PowerPoint（pptx）、CSV、JPEG、PNGのどれかのファイルを選んでください。",
)


class WordsField(forms.CharField):
    """Text without what nobody sees: control characters, blanks without width, marks that turn the direction."""

    def to_python(self, value):
        value = super().to_python(value)
        return without_unseen(value) if isinstance(value, str) else value


class LineField(WordsField):
    """Words on one line."""

    def to_python(self, value):
        return " ".join(super().to_python(value).split())


def title_field(**options) -> LineField:
    return LineField(
        label="題名",
        max_length=TITLE_LENGTH,
        error_messages={
            "required": "題名を入力してください",
            "max_length": f"題名は{TITLE_LENGTH}字までです（今は%(show_value)d字です）",
        },
        **options,
    )


def body_field(label: str = "質問の内容", rows: int = 10, at_least: int = BODY_AT_LEAST) -> WordsField:
    return WordsField(
        label=label,
        min_length=at_least,
        max_length=BODY_LENGTH,
        widget=forms.Textarea(attrs={"rows": rows}),
        error_messages={
            "required": f"{label}を入力してください",
            "min_length": f"{label}を{at_least}字以上で入力してください",
            "max_length": f"{label}は{BODY_LENGTH:,}字までです（今は%(show_value)d字です）",
        },
    )


class SeveralFiles(forms.ClearableFileInput):
    allow_multiple_selected = True


def _check_size(file) -> None:
    if file.size > LARGEST:
        raise ValidationError(f"ファイルは10MBまでです（{file.name} は {file.size / MEGABYTE:.1f}MB）")


class FilesField(forms.FileField):
    """Several files, each checked as the archive checks its own; what is wrong is said with the file's name."""

    widget = SeveralFiles
    check = staticmethod(one_after_another(_check_size, check_name, KINDS, check_content))

    def clean(self, data, initial=None):
        wrong, taken = [], []
        for file in data or []:
            try:
                taken.append(super().clean(file, initial))
                self.check(file)
            except ValidationError as refusal:
                wrong += [
                    sentence if file.name in sentence else f"{file.name}：{sentence}" for sentence in refusal.messages
                ]
        if wrong:
            raise ValidationError(wrong)
        return taken
