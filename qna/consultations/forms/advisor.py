"""What an advisor types: the hours on offer, and what came of a consultation."""

from datetime import datetime, timedelta

from django import forms
from django.utils import timezone

from qna.consultations.actions.holding import Report
from qna.consultations.enums import HourWay
from qna.consultations.models import Consultation
from sessions.enrolment.forms.people import day_field

LENGTHS = [(30, "30分"), (60, "60分"), (90, "90分"), (120, "120分")]
TEXT_LENGTH = 10_000


def time_field(label: str) -> forms.TimeField:
    return forms.TimeField(
        label=label,
        widget=forms.TimeInput(attrs={"type": "time"}, format="%H:%M"),
        error_messages={
            "required": f"{label}を入力してください",
            "invalid": f"{label}を「13:30」の形で入力してください",
        },
    )


class HoursForm(forms.Form):
    """A stretch of a day, cut into pieces of one length; each piece is an hour on offer."""

    day = day_field("日")
    start = time_field("開始")
    end = time_field("終了")
    length = forms.TypedChoiceField(label="1回の長さ", choices=LENGTHS, coerce=int, initial=60)
    way = forms.ChoiceField(label="方法", choices=HourWay.choices, initial=HourWay.EITHER, widget=forms.RadioSelect)

    def clean(self):
        cleaned = super().clean()
        if self.errors:
            return cleaned
        self.spans = _cut(
            timezone.make_aware(datetime.combine(cleaned["day"], cleaned["start"])),
            timezone.make_aware(datetime.combine(cleaned["day"], cleaned["end"])),
            timedelta(minutes=cleaned["length"]),
        )
        if not self.spans:
            self.add_error("end", f"終了は、開始から{cleaned['length']}分以上あとにしてください")
        return cleaned


def _cut(begin: datetime, end: datetime, length: timedelta) -> list[tuple[datetime, datetime]]:
    """Whole pieces alone: what is left over at the end is not offered."""
    count = max(0, (end - begin) // length)
    return [(begin + number * length, begin + (number + 1) * length) for number in range(count)]


class RecordForm(forms.Form):
    """Three texts for three circles of readers."""

    private_record = forms.CharField(
        label="記録（非公開）",
        max_length=TEXT_LENGTH,
        required=False,
        widget=forms.Textarea(attrs={"rows": 6}),
        help_text="アドバイザーと事務局だけが読みます。",
    )
    shared_note = forms.CharField(
        label="部署と共有するメモ",
        max_length=TEXT_LENGTH,
        required=False,
        widget=forms.Textarea(attrs={"rows": 6}),
        help_text="相談した部署、アドバイザー、事務局が読みます。",
    )
    title = forms.CharField(
        label="要約の題名", max_length=100, required=False, help_text="例：避難所の暑さ対策の進め方"
    )
    summary = forms.CharField(
        label="要約",
        max_length=TEXT_LENGTH,
        required=False,
        widget=forms.Textarea(attrs={"rows": 8}),
        help_text="部署が同意すると、だれでも読めるように掲載できます。個人の氏名は書かないでください。",
    )

    def __init__(self, *args, consultation: Consultation, **kwargs):
        super().__init__(*args, **kwargs)
        summary = getattr(consultation, "summary", None)
        self.initial |= {
            "private_record": consultation.private_record,
            "shared_note": consultation.shared_note,
            "title": summary.title if summary else "",
            "summary": summary.body if summary else "",
        }

    @property
    def report(self) -> Report:
        return Report(**self.cleaned_data)
