"""What the board's list is asked."""

from django import forms

from qna.enums import ReaderState, Theme
from qna.models import AnswerBatch
from sessions.models import StudySession
from studygroup.enums import DepartmentField, MunicipalityKind

ANY = [("", "すべて")]
LONGEST = 100


class BoardFilter(forms.Form):
    """Words, and what narrows the list; a value that is none of the choices narrows nothing."""

    NEWEST, WANTED = "newest", "wanted"
    q = forms.CharField(label="キーワード", required=False)
    theme = forms.ChoiceField(label="テーマ", required=False, choices=[*ANY, *Theme.choices])
    state = forms.ChoiceField(label="状態", required=False, choices=[*ANY, *ReaderState.choices])
    field = forms.ChoiceField(label="分野", required=False, choices=[*ANY, *DepartmentField.choices])
    batch = forms.ChoiceField(label="回答のまとめ", required=False)
    session = forms.ChoiceField(label="開催回", required=False)
    kind = forms.ChoiceField(label="自治体の種別", required=False, choices=[*ANY, *MunicipalityKind.choices])
    order = forms.ChoiceField(label="並び順", required=False, choices=[("", "新しい順"), (WANTED, "知りたいが多い順")])

    def __init__(self, data, *, reader):
        super().__init__(data)
        batches = AnswerBatch.objects.visible_to(reader).newest_first()
        asked_at = StudySession.objects.live().filter(questions__isnull=False).distinct().order_by("-date_from")
        self.fields["batch"].choices = [*ANY, *((str(batch.number), batch.title) for batch in batches)]
        self.fields["session"].choices = [*ANY, *asked_at.values_list("code", "title")]
        for field in self.fields.values():
            field.widget.attrs["class"] = "input"
        self.fields["q"].widget.attrs |= {"type": "search", "autocomplete": "off", "maxlength": LONGEST}
        self.full_clean()

    @property
    def wanted(self) -> dict[str, str]:
        """The choices made, without those left open or not understood."""
        chosen = {name: value for name, value in self.cleaned_data.items() if value}
        if "q" in chosen:
            chosen["q"] = chosen["q"][:LONGEST]
        return chosen

    @property
    def narrowing(self) -> dict[str, str]:
        return {name: value for name, value in self.wanted.items() if name != "order"}
