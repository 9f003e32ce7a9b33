"""What an advisor writes."""

from django import forms
from django.utils import timezone

from qna.actions.answering import LONGEST
from qna.forms.fields import LineField, WordsField

TOO_LONG = f"回答は{LONGEST:,}字までです（今は%(show_value)d字です）"


class AnswerForm(forms.Form):
    """The draft; what is empty may be saved, not handed in."""

    body = WordsField(
        label="回答",
        required=False,
        strip=False,
        max_length=LONGEST,
        widget=forms.Textarea(attrs={"rows": 18}),
        error_messages={"max_length": TOO_LONG},
    )
    answered_as = LineField(
        label="回答者の表示",
        max_length=100,
        help_text="所属など。例：アドバイザー（大学・気候変動適応）",
        error_messages={"required": "回答者の表示を入力してください", "max_length": "回答者の表示は100字までです"},
    )
    read_revision = forms.IntegerField(widget=forms.HiddenInput(), min_value=0, required=False)

    def clean_read_revision(self):
        return self.cleaned_data["read_revision"] or 0


class RemarkForm(forms.Form):
    """Asking the office back, or declining."""

    remark = WordsField(
        label="内容",
        max_length=1000,
        widget=forms.Textarea(attrs={"rows": 3}),
        error_messages={"required": "内容を入力してください", "max_length": "1,000字までです"},
    )


class MoreTimeForm(RemarkForm):
    """A later day, and why."""

    until = forms.DateField(
        label="希望する期限",
        widget=forms.DateInput(attrs={"type": "date"}),
        error_messages={
            "required": "希望する期限を入力してください",
            "invalid": "希望する期限を日付で入力してください",
        },
    )
    field_order = ["until", "remark"]

    def clean_until(self):
        until = self.cleaned_data["until"]
        if until <= timezone.localdate():
            raise forms.ValidationError("希望する期限は、あすより後の日にしてください")
        return until


class PickForm(forms.Form):
    """One thing to refer to, and where in it."""

    THINGS = ("material", "video", "session", "question")
    kind = forms.ChoiceField(choices=[(name, name) for name in THINGS])
    key = forms.IntegerField(min_value=1, max_value=10**12)
    page = forms.IntegerField(min_value=1, max_value=9999, required=False)
    second = forms.IntegerField(min_value=0, max_value=999_999, required=False)
