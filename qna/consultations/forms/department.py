"""What a department types: a request, the wishes of a call, other dates, and what it says to the summary."""

from django import forms
from django.contrib.auth import get_user_model

from qna.consultations.enums import Agreement, Way
from qna.consultations.forms.dates import DateWishesForm
from qna.consultations.models import Call, Consultation, Topic
from qna.consultations.models.consultation import new_key
from qna.enums import Theme
from studygroup.enums import Role
from studygroup.models import Department

BODY_LENGTH = 2000
USE_LENGTH = 1000
ANYBODY = "おまかせ"
ANSWERS = [choice for choice in Agreement.choices if choice[0] not in (Agreement.NOT_ASKED, Agreement.ASKED)]


def way_field() -> forms.ChoiceField:
    return forms.ChoiceField(
        label="方法",
        choices=Way.choices,
        widget=forms.RadioSelect,
        error_messages={"required": "オンラインか訪問かを選んでください"},
    )


def reason_field(label: str, **options) -> forms.CharField:
    return forms.CharField(label=label, max_length=500, widget=forms.Textarea(attrs={"rows": 3}), **options)


class OfDepartment(forms.Form):
    """Whoever stands in several departments says for which one they ask."""

    department = forms.ModelChoiceField(
        label="部署",
        queryset=Department.objects.none(),
        empty_label=None,
        error_messages={"required": "部署を選んでください", "invalid_choice": "部署を選び直してください"},
    )

    def __init__(self, *args, departments: list[Department], **kwargs):
        super().__init__(*args, **kwargs)
        keys = [department.pk for department in departments]
        self.fields["department"].queryset = Department.objects.filter(pk__in=keys).select_related("municipality")
        self.fields["department"].initial = departments[0]
        if len(departments) == 1:
            self.fields["department"].widget = forms.HiddenInput()


class RequestForm(DateWishesForm, OfDepartment):
    """A consultation at any time. `key` makes a second press of the button harmless."""

    key = forms.CharField(max_length=40, widget=forms.HiddenInput)
    way = way_field()
    theme = forms.ChoiceField(
        label="テーマ",
        choices=Theme.choices,
        widget=forms.RadioSelect,
        error_messages={"required": "テーマを選んでください"},
    )
    body = forms.CharField(
        label="相談したいこと",
        max_length=BODY_LENGTH,
        widget=forms.Textarea(attrs={"rows": 8}),
        help_text="いまの状況と、知りたいことを、わかる範囲で書いてください（2000字まで）。",
        error_messages={"required": "相談したいことを入力してください"},
    )
    wished_advisor = forms.ModelChoiceField(
        label="相手", queryset=get_user_model().objects.none(), required=False, empty_label=ANYBODY
    )

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["key"].initial = new_key
        self.fields["wished_advisor"].queryset = advisors()
        self.fields["wished_advisor"].label_from_instance = lambda user: user.get_full_name()

    @property
    def wanted(self) -> dict:
        """As `ask_consultation` takes it."""
        names = ("department", "theme", "way", "body", "wished_advisor", "key")
        return {name: self.cleaned_data[name] for name in names} | {"wishes": self.wishes}


def advisors():
    return get_user_model().objects.filter(groups__name=Role.ADVISOR, is_active=True).order_by("name", "pk")


class WishForm(OfDepartment):
    """The menu of a call: a box to tick for each topic, and beside it what the department would do with it."""

    way = way_field()

    def __init__(self, *args, call: Call, departments: list[Department], **kwargs):
        super().__init__(*args, departments=departments, **kwargs)
        self.wished = _wished_by_all(call, departments)
        self.topics = [topic for topic in call.topics.all() if topic not in self.wished]
        for topic in self.topics:
            self.fields[f"topic_{topic.pk}"] = forms.BooleanField(label=str(topic), required=False)
            self.fields[f"use_{topic.pk}"] = forms.CharField(
                label=f"{topic.letter}を希望する理由と、活用の見込み",
                max_length=USE_LENGTH,
                required=False,
                widget=forms.Textarea(attrs={"rows": 3}),
            )

    @property
    def menu(self) -> list[tuple]:
        """(topic, its box, what would be done with it)."""
        return [(topic, self[f"topic_{topic.pk}"], self[f"use_{topic.pk}"]) for topic in self.topics]

    def clean(self):
        cleaned = super().clean()
        self.wanted: dict[Topic, str] = {}
        for topic in self.topics:
            use = (cleaned.get(f"use_{topic.pk}") or "").strip()
            if not cleaned.get(f"topic_{topic.pk}"):
                continue
            if use:
                self.wanted[topic] = use
            else:
                self.add_error(f"use_{topic.pk}", f"{topic.letter}を希望する理由と、活用の見込みを入力してください")
        if self.topics and not self.wanted and not self.errors:
            self.add_error(f"topic_{self.topics[0].pk}", "希望するメニューを選んでください")
        return cleaned


def _wished_by_all(call: Call, departments: list[Department]) -> list[Topic]:
    """The topics that no department of the reader's has left to wish for."""
    standing = Consultation.objects.filter(call=call).of_departments(departments).not_cancelled()
    pairs = set(standing.values_list("topic", "department"))
    return [topic for topic in call.topics.all() if all((topic.pk, one.pk) in pairs for one in departments)]


class RebookForm(DateWishesForm):
    reason = reason_field("日時を変える理由", required=False, help_text="相手に伝えます。なくてもかまいません。")

    def __init__(self, *args, way: str, **kwargs):
        super().__init__(*args, **kwargs)
        self.way = way

    def _suits(self, hour, cleaned):
        return super()._suits(hour, cleaned | {"way": self.way})


class CancelForm(forms.Form):
    reason = reason_field("取り消す理由", required=False, help_text="相手に伝えます。なくても取り消せます。")


class AgreementForm(forms.Form):
    """`seen` is the summary as the page showed it: what was changed meanwhile is not agreed to."""

    agreement = forms.ChoiceField(
        label="掲載について",
        choices=ANSWERS,
        widget=forms.RadioSelect,
        error_messages={"required": "掲載についての答えを選んでください"},
    )
    seen = forms.CharField(widget=forms.HiddenInput, strip=False)
