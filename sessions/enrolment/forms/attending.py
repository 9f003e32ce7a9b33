"""Who comes and how: one small form for each person and session, all of a page taken together."""

from collections.abc import Iterable

from django import forms
from django.core.exceptions import ValidationError

from sessions.enrolment.actions.answering import Answer, modes_of
from sessions.enrolment.actions.seats import FULL, MUNICIPALITY_FULL
from sessions.enrolment.enums import AttendanceMode
from sessions.enrolment.sheet import Cell, mode_seen, was_waiting
from studygroup.enums import DepartmentField
from studygroup.forms import refuse_control_characters

NO_SEAT = (FULL, MUNICIPALITY_FULL)
NO_LONGER = (AttendanceMode.VENUE, AttendanceMode.ABSENT)  # who chooses these waits for no seat


class AnswerForm(forms.Form):
    """One person's answer for one session. `seen` carries what stood there when the page was read."""

    mode = forms.ChoiceField(
        required=False, error_messages={"invalid_choice": "参加方法を選び直してください。"}, widget=forms.RadioSelect
    )
    wants_venue = forms.BooleanField(label="会場のキャンセル待ちに入る", required=False)
    seen = forms.CharField(required=False, widget=forms.HiddenInput)

    def __init__(self, data, *, cell: Cell, in_matrix: bool):
        posted = data if data is not None and f"{cell.key}-seen" in data else None
        row = cell.attendance
        initial = {
            "mode": row.mode if row else "",
            "wants_venue": bool(row and row.waiting_since),
            "seen": cell.seen,
        }
        super().__init__(posted, prefix=cell.key, initial=initial)
        self.cell, self.in_matrix = cell, in_matrix
        self._offer_modes()

    def _offer_modes(self):
        field, cell = self.fields["mode"], self.cell
        field.label = f"{cell.person.name}さんの{cell.study_session.title}の参加方法"
        choices = [(mode.value, mode.label) for mode in modes_of(cell.study_session)]
        if self.in_matrix:
            del self.fields["wants_venue"]
            field.widget = forms.Select()
            choices = choices if cell.attendance else [("", "未回答"), *choices]
        held = cell.attendance.mode if cell.attendance else ""
        if held and held not in dict(choices):
            choices.append((held, cell.words))
        field.choices = choices

    def clean(self):
        cleaned = super().clean()
        if cleaned.get("wants_venue") and not cleaned.get("mode"):
            self.add_error("mode", "会場の席を待つ間の参加方法も選んでください。")
        return cleaned

    @property
    def was_waiting(self) -> bool:
        return was_waiting(self.cleaned_data["seen"])

    @property
    def wants_venue_now(self) -> bool:
        """Whether to wait for a seat; a matrix has no box for it, and leaves a wait as it is."""
        if self.cleaned_data.get("mode") in NO_LONGER and (self.in_matrix or self.cleaned_data["mode"] == "venue"):
            return False
        return self.was_waiting if self.in_matrix else self.cleaned_data["wants_venue"]

    @property
    def is_touched(self) -> bool:
        """Whether the reader wants something else than what the page had shown them."""
        if not self.is_bound or not self.cleaned_data.get("mode"):
            return False
        seen = mode_seen(self.cleaned_data["seen"])
        return (self.cleaned_data["mode"], self.wants_venue_now) != (seen, self.was_waiting)

    def answer(self) -> Answer:
        return Answer(
            self.cell.person,
            self.cell.study_session,
            self.cleaned_data["mode"],
            self.wants_venue_now,
            mode_seen(self.cleaned_data["seen"]),
        )

    def show_what_stands(self):
        """For the next try: what the reader chose stays, beside what is stored now; the rest shows what is stored."""
        if self.is_bound and (self.errors or self.is_touched):
            self.data = self.data.copy()
            self.data[self.add_prefix("seen")] = self.cell.seen
        else:
            self.is_bound = False


class AnswerSheet:
    """The answers of one page. In a template it stands where a form does, with the mistakes of all in order."""

    def __init__(self, cells: Iterable[Cell], data=None, *, in_matrix: bool = False):
        self.cells = list(cells)
        self.general: list[str] = []
        for cell in self.cells:
            if cell.is_open or (data is not None and f"{cell.key}-seen" in data):
                cell.form = AnswerForm(data, cell=cell, in_matrix=in_matrix)

    def __iter__(self):
        return (form[name] for form in self._forms for name in form.fields)

    @property
    def _forms(self) -> list[AnswerForm]:
        return [cell.form for cell in self.cells if cell.form]

    @property
    def errors(self) -> bool:
        return bool(self.general) or any(form.errors for form in self._forms)

    @property
    def is_open(self) -> bool:
        return any(cell.is_open for cell in self.cells)

    @property
    def is_blank(self) -> bool:
        """Nobody on the page has an answer, neither kept nor chosen."""
        return not any(cell.attendance for cell in self.cells) and not self.answers()

    def non_field_errors(self) -> list[str]:
        return self.general

    def is_valid(self) -> bool:
        return not self.errors

    def answers(self) -> list[Answer]:
        """What differs from what the page had shown."""
        return [form.answer() for form in self._forms if form.is_bound and form.is_touched]

    def ask_for_modes(self) -> None:
        asked = [form for form in self._forms if form.is_bound]
        for form in asked:
            form.add_error("mode", f"{form.cell.person.name}さんの参加方法を選んでください")
        if not asked:
            self.general.append("参加方法を選んでください")

    def refuse(self, refusal: ValidationError) -> None:
        """Say beside each person why `answer_all` did not take their answer."""
        by_key = {(cell.person.pk, cell.study_session.pk): cell for cell in self.cells}
        for problem in refusal.error_list:
            wanted = problem.params["answer"]
            cell = by_key[wanted.participant.pk, wanted.study_session.pk]
            cell.is_refused_seat = problem.code in NO_SEAT
            if cell.is_open:
                cell.form.add_error("mode", problem.message)
            elif problem.message not in self.general:
                self.general.append(problem.message)

    def show_what_stands(self) -> None:
        for form in self._forms:
            form.show_what_stands()


class JoinForm(forms.Form):
    """The department of someone who is in none yet."""

    department_name = forms.CharField(
        label="部署名",
        max_length=60,
        widget=forms.TextInput(attrs={"autocomplete": "organization"}),
        validators=[refuse_control_characters],
        error_messages={"required": "部署名を入力してください（例：環境政策課）"},
    )
    department_field = forms.ChoiceField(
        label="分野",
        choices=[("", "選んでください"), *DepartmentField.choices],
        error_messages={"required": "部署の分野を選んでください"},
    )
    name = forms.CharField(
        label="氏名",
        max_length=100,
        widget=forms.TextInput(attrs={"autocomplete": "name"}),
        validators=[refuse_control_characters],
        error_messages={"required": "氏名を入力してください"},
    )
    kana = forms.CharField(label="ふりがな", max_length=100, required=False, validators=[refuse_control_characters])
