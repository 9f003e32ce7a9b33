"""What the office decides about a question, and what it enters on behalf."""

from datetime import timedelta

from django import forms
from django.utils import timezone

from qna.actions.answering import LONGEST
from qna.actions.assigning import possible_advisors
from qna.enums import OPEN_STATES, Appearance, Origin, Theme
from qna.forms.fields import LineField, WordsField, body_field, title_field
from qna.models import BoardSettings, Question
from studygroup.enums import DepartmentField
from studygroup.models import Department, Participant

NOBODY_OF_THAT_NAME = "その部署に、その氏名の登録はありません。氏名を空欄にすると、部署の質問になります。"
ENTERED_ORIGINS = [(origin, origin.label) for origin in (Origin.PHONE, Origin.HALL, Origin.MAIL)]


def reason_field(label: str, required: str) -> WordsField:
    return WordsField(
        label=label,
        max_length=1000,
        widget=forms.Textarea(attrs={"rows": 3}),
        error_messages={"required": required, "max_length": f"{label}は1,000字までです"},
    )


class WordingForm(forms.Form):
    """The wording that is published, and where it belongs."""

    title = title_field()
    body = body_field("質問の文", at_least=1)
    theme = forms.ChoiceField(label="テーマ", choices=Theme.choices)
    field = forms.ChoiceField(label="分野", choices=DepartmentField.choices)
    read_title = forms.CharField(required=False, strip=False, widget=forms.HiddenInput())
    read_body = forms.CharField(required=False, strip=False, widget=forms.HiddenInput())

    @property
    def read(self) -> tuple[str, str]:
        """What the form was shown, with line ends as they are stored."""
        return self.cleaned_data["read_title"], self.cleaned_data["read_body"].replace("\r\n", "\n")


class PartForm(forms.Form):
    """One question of several."""

    title = title_field()
    body = body_field("質問の文", rows=5, at_least=1)
    theme = forms.ChoiceField(label="テーマ", choices=Theme.choices)
    field = forms.ChoiceField(label="分野", choices=DepartmentField.choices)


class MergeForm(forms.Form):
    """The question that stays, by its receipt as it is said."""

    into = LineField(label="まとめる先の受付番号", max_length=20, help_text="例：Q-0098")

    def clean_into(self):
        number = self.cleaned_data["into"].upper().removeprefix("Q-").removeprefix("Q")
        found = Question.objects.filter(pk=int(number)).first() if number.isascii() and number.isdigit() else None
        if found is None:
            raise forms.ValidationError("その受付番号の質問はありません。")
        if found.state not in OPEN_STATES:
            raise forms.ValidationError("まとめる先には、掲載前の質問を選んでください。")
        return found


class ReasonForm(forms.Form):
    reason = reason_field("理由", "理由を入力してください")


class NoteForm(forms.Form):
    body = reason_field("内容", "内容を入力してください")


class AssignForm(forms.Form):
    """To whom, and by when."""

    advisors = forms.ModelMultipleChoiceField(
        None,
        label="依頼先",
        widget=forms.CheckboxSelectMultiple,
        error_messages={"required": "依頼先を選んでください"},
    )
    due_on = forms.DateField(
        label="期限",
        widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
        error_messages={"required": "期限を入力してください", "invalid": "期限を日付で入力してください"},
    )

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["advisors"].queryset = possible_advisors()
        self.fields["due_on"].initial = timezone.localdate() + timedelta(days=BoardSettings.load().answer_days)


class SuggestionForm(forms.Form):
    """The answer as the office would have it."""

    body = WordsField(label="提案する回答", strip=False, max_length=LONGEST, widget=forms.Textarea(attrs={"rows": 12}))
    read_revision = forms.IntegerField(widget=forms.HiddenInput(), min_value=0)


class CorrectionForm(forms.Form):
    """A dated edition."""

    title = LineField(label="題名", max_length=200)
    body = WordsField(label="質問", max_length=10_000, widget=forms.Textarea(attrs={"rows": 6}))
    answer = WordsField(label="回答", max_length=LONGEST, widget=forms.Textarea(attrs={"rows": 12}))
    note = LineField(
        label="訂正の説明", max_length=200, required=False, help_text="読む人に示します。例：表の数値を改めました。"
    )
    read_number = forms.IntegerField(widget=forms.HiddenInput(), min_value=1)


class EnterForm(forms.Form):
    """What was asked by telephone, at the hall or by mail."""

    origin = forms.ChoiceField(label="受付方法", choices=ENTERED_ORIGINS)
    department = forms.ModelChoiceField(
        Department.objects.filter(closed_on=None).select_related("municipality"),
        label="部署",
        required=False,
        empty_label="（分からない・会場の発言など）",
    )
    asker = LineField(
        label="質問した人の氏名",
        max_length=100,
        required=False,
        help_text="その部署に登録がある人なら、受付番号と回答をお知らせします。",
    )
    title = title_field()
    body = body_field(at_least=1)
    theme = forms.ChoiceField(label="テーマ", choices=Theme.choices)
    field = forms.ChoiceField(label="分野", choices=DepartmentField.choices)
    appearance = forms.ChoiceField(label="公開のしかた", choices=Appearance.choices, initial=Appearance.UNNAMED)

    def clean(self):
        cleaned = super().clean()
        cleaned["participant"] = self._person(cleaned.get("department"), cleaned.get("asker", ""))
        return cleaned

    def _person(self, department, name: str) -> Participant | None:
        if not name:
            return None
        if department is None:
            self.add_error("department", "氏名を入れるときは、部署も選んでください。")
            return None
        same = [one for one in department.participants.all() if one.is_current and _same_name(one.name, name)]
        if not same:
            self.add_error(
                "asker", "この部署に、その氏名の人は登録されていません。氏名を空欄にすると、部署の質問になります。"
            )
        return same[0] if same else None

    @property
    def words(self) -> dict:
        """What `ask_question` takes."""
        names = ("origin", "department", "participant", "title", "body", "theme", "field", "appearance")
        return {name: self.cleaned_data[name] for name in names}


def _same_name(one: str, other: str) -> bool:
    return "".join(one.split()) == "".join(other.split())


class BatchForm(forms.Form):
    """The announced day, a foreword, and a lead other than the setting's."""

    day = forms.DateField(
        label="掲載の予定日",
        required=False,
        widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
        help_text="質問した人に、次の掲載日として示します。",
    )
    lead_minutes = forms.IntegerField(
        label="質問した部署への先行（分）",
        required=False,
        min_value=0,
        max_value=20_160,
        help_text="空欄なら、設定のとおりです。",
    )
    foreword = WordsField(label="前書き", required=False, max_length=1000, widget=forms.Textarea(attrs={"rows": 3}))


class ScheduleForm(forms.Form):
    publish_at = forms.DateTimeField(
        label="掲載する日時",
        widget=forms.DateTimeInput(attrs={"type": "datetime-local"}, format="%Y-%m-%dT%H:%M"),
        input_formats=["%Y-%m-%dT%H:%M", "%Y-%m-%d %H:%M"],
        error_messages={
            "required": "掲載する日時を入力してください",
            "invalid": "掲載する日時を日付と時刻で入力してください",
        },
    )


class BoardSearch(forms.Form):
    """What the office's board is narrowed by."""

    q = forms.CharField(label="受付番号・言葉", required=False, max_length=100)
    theme = forms.ChoiceField(label="テーマ", required=False, choices=[("", "すべて"), *Theme.choices])
    trouble = forms.ChoiceField(
        label="目立つもの",
        required=False,
        choices=[("", "すべて"), ("overdue", "期限超過"), ("unassigned", "依頼先なし"), ("waiting", "返事待ち")],
    )
