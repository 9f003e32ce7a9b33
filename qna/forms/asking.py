"""質問する: one page, then everything once more before it is sent."""

from django import forms

from archive.models import Material, Video
from qna.actions.asking import Source
from qna.enums import Appearance, Theme
from qna.forms.fields import FilesField, LineField, body_field, title_field
from qna.models import Question
from sessions.models import StudySession
from studygroup.enums import DepartmentField
from studygroup.models import Participant

CARRIED = ("session", "agenda", "video", "t", "material", "page", "follows")
MOST_SECONDS = 999_999


class AskForm(forms.Form):
    """A question as it is asked; of several participations the asker says which."""

    title = title_field(help_text="60字まで。入力すると、似た質問と回答をお見せします。")
    body = body_field()
    theme = forms.ChoiceField(
        label="テーマ",
        choices=Theme.choices,
        widget=forms.RadioSelect,
        error_messages={"required": "テーマを選んでください", "invalid_choice": "テーマを選んでください"},
    )
    field = forms.ChoiceField(
        label="分野",
        choices=[("", "選んでください"), *DepartmentField.choices],
        error_messages={"required": "分野を選んでください", "invalid_choice": "分野を選んでください"},
    )
    appearance = forms.ChoiceField(
        label="公開のしかた",
        choices=Appearance.choices,
        widget=forms.RadioSelect,
        help_text="事務局が文を整え、質問した方の部署名・氏名は出しません。",
        error_messages={"required": "公開のしかたを選んでください", "invalid_choice": "公開のしかたを選んでください"},
    )
    participant = forms.ModelChoiceField(
        Participant.objects.none(),
        label="質問する部署",
        empty_label=None,
        error_messages={"required": "質問する部署を選んでください", "invalid_choice": "質問する部署を選んでください"},
    )
    files = FilesField(
        label="添付", required=False, help_text="5点まで、各10MBまで。質問した部署と、回答する人・事務局だけが見ます。"
    )

    def __init__(self, *args, asker, with_files: bool = True, **kwargs):
        super().__init__(*args, **kwargs)
        own = [person.pk for person in asker.current_participations]
        self.fields["participant"].queryset = Participant.objects.filter(pk__in=own).select_related(
            "department__municipality"
        )
        self.fields["participant"].label_from_instance = lambda person: str(person.department)
        if len(own) == 1:
            self.fields["participant"].required = False
            self.fields["participant"].widget = forms.HiddenInput()
            self.only_participation = asker.current_participations[0]
        if not with_files:
            del self.fields["files"]

    def clean(self):
        cleaned = super().clean()
        if hasattr(self, "only_participation"):
            cleaned["participant"] = self.only_participation
        return cleaned

    @property
    def words(self) -> dict:
        """What `ask_question` takes, without who asks."""
        return {name: self.cleaned_data[name] for name in ("title", "body", "theme", "field", "appearance")}


class NameDepartmentForm(forms.Form):
    """Staff in no department yet name theirs when they first ask."""

    department_name = LineField(
        label="部署名",
        max_length=60,
        help_text="例：環境政策課",
        error_messages={"required": "部署名を入力してください（例：環境政策課）", "max_length": "部署名は60字までです"},
    )
    field = forms.ChoiceField(
        label="部署の分野",
        choices=[("", "選んでください"), *DepartmentField.choices],
        error_messages={"required": "部署の分野を選んでください"},
    )
    name = LineField(
        label="氏名",
        max_length=100,
        error_messages={"required": "氏名を入力してください", "max_length": "氏名は100字までです"},
    )
    kana = LineField(
        label="ふりがな", max_length=100, required=False, error_messages={"max_length": "ふりがなは100字までです"}
    )


def carried_in(data) -> dict[str, str]:
    """Whence the form comes, as its address or its hidden fields say."""
    return {name: str(data[name])[:60] for name in CARRIED if data.get(name)}


def read_source(user, carried: dict[str, str]) -> Source:
    """`carried` as things that `user` may know of; what is none of those is passed over."""
    video = _find(Video.objects.listed_for(user).at_its_place(), carried.get("video"))
    material = _find(Material.objects.listed_for(user).at_its_place(), carried.get("material"))
    session = StudySession.objects.live().filter(code=carried.get("session", "")).first()
    return Source(
        study_session=session or (video and video.study_session) or (material and material.study_session),
        agenda_uid=_agenda_item(session, carried.get("agenda", "")),
        video=video,
        video_second=_number(carried.get("t"), MOST_SECONDS) if video else None,
        material=material,
        material_page=_number(carried.get("page"), 9999) if material else None,
        follows=_find(Question.objects.on_board(user), carried.get("follows")),
    )


def _find(things, key: str | None):
    number = _number(key, 10**12)
    return things.filter(pk=number).first() if number is not None else None


def _number(text: str | None, most: int) -> int | None:
    return int(text) if text and text.isascii() and text.isdigit() and int(text) <= most else None


def _agenda_item(session: StudySession | None, uid: str):
    items = session.agenda_items.all() if session else ()
    return next((item.uid for item in items if str(item.uid) == uid), None)
