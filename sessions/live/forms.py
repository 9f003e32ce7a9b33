"""What arrives from a room: each form's cleaned data is what its action takes by name."""

from datetime import datetime

from django import forms
from django.core.validators import RegexValidator
from django.utils import timezone

from sessions.live.enums import PollKind, QuestionState, ShownAs, Voter
from sessions.live.models import Announcement, LiveRoom, Message, Poll, Question, RoomMember
from sessions.live.models.messages import MESSAGE_LENGTH
from sessions.live.models.questions import ANSWER_LENGTH, QUESTION_LENGTH

EMPTY = "メッセージを入力してください。"
OPTION_LENGTH, MOST_OPTIONS = 40, 20
SLOW_CHOICES = [(0, "なし"), (5, "5秒"), (10, "10秒"), (30, "30秒"), (60, "1分")]


class ThingField(forms.ModelChoiceField):
    """A thing of the room in hand; what is of another room is no choice."""

    def __init__(self, model, **options):
        options.setdefault("error_messages", {"invalid_choice": "この部屋にはありません。"})
        super().__init__(model.objects.none(), widget=forms.HiddenInput, **options)
        self.model = model

    def narrow(self, room: LiveRoom) -> None:
        self.queryset = self.model.objects.filter(room=room)


class RoomForm(forms.Form):
    """A form of one room."""

    def __init__(self, *args, room: LiveRoom, **options):
        super().__init__(*args, **options)
        self.room = room
        for field in self.fields.values():
            if isinstance(field, ThingField):
                field.narrow(room)


class RepeatableForm(RoomForm):
    """With an id of the client's own: sent again it is the same act."""

    client_id = forms.CharField(
        required=False, widget=forms.HiddenInput, max_length=40, validators=[RegexValidator(r"^[-\w]*\Z")]
    )


class AgendaForm(RepeatableForm):
    """May name the agenda item it is about."""

    agenda_uid = forms.UUIDField(required=False, widget=forms.HiddenInput)

    def clean_agenda_uid(self):
        uid = self.cleaned_data["agenda_uid"]
        if uid and not self.room.study_session.agenda_items.filter(uid=uid).exists():
            raise forms.ValidationError("この回の議題ではありません。")
        return uid


def words(label: str, length: int, empty: str) -> forms.CharField:
    too_long = f"{length}字以内で入力してください。"
    area = forms.Textarea(attrs={"rows": 3})
    errors = {"required": empty, "max_length": too_long}
    return forms.CharField(label=label, max_length=length, widget=area, error_messages=errors)


class MessageForm(AgendaForm):
    text = words("メッセージ", MESSAGE_LENGTH, EMPTY)
    reply_to = ThingField(Message, required=False)


class MessageEditForm(RepeatableForm):
    message = ThingField(Message)
    text = words("メッセージ", MESSAGE_LENGTH, EMPTY)


class MessageDeleteForm(RepeatableForm):
    message = ThingField(Message)


class MessageHideForm(RoomForm):
    message = ThingField(Message)
    reason = forms.CharField(
        label="理由", max_length=200, error_messages={"required": "非表示にする理由を入力してください。"}
    )


class MessageRestoreForm(RoomForm):
    message = ThingField(Message)


class QuestionForm(AgendaForm):
    text = words("質問", QUESTION_LENGTH, "質問を入力してください。")
    is_anonymous = forms.BooleanField(label="ほかの参加者には名前を出さない（事務局には表示されます）", required=False)


class VoteForm(RepeatableForm):
    question = ThingField(Question)
    is_wanted = forms.BooleanField(required=False)


class QuestionMoveForm(RoomForm):
    question = ThingField(Question)
    state = forms.ChoiceField(choices=QuestionState)
    answer = forms.CharField(required=False, max_length=ANSWER_LENGTH)
    reason = forms.CharField(required=False, max_length=200)

    def clean(self):
        typed = super().clean()
        if typed.get("state") == QuestionState.WRITTEN and not typed.get("answer"):
            self.add_error("answer", "回答を入力してください。")
        if typed.get("state") == QuestionState.HIDDEN and not typed.get("reason"):
            self.add_error("reason", "非表示にする理由を入力してください。")
        return typed


class QuestionPinForm(RoomForm):
    question = ThingField(Question)
    is_pinned = forms.BooleanField(required=False)


class SettingsForm(RoomForm):
    is_chat_open = forms.BooleanField(label="参加者がチャットに書き込める", required=False)
    slow_seconds = forms.TypedChoiceField(label="続けて送れる間隔", choices=SLOW_CHOICES, coerce=int)
    has_queue = forms.BooleanField(label="質問を確認してから表示する", required=False)


class RecordingForm(RoomForm):
    """Which moment of the day is the recording's 0:00."""

    recording_from = forms.TimeField(
        label="録画の0:00にあたる時刻",
        widget=forms.TimeInput(attrs={"type": "time", "step": 1}, format="%H:%M:%S"),
        error_messages={"required": "時刻を入力してください。", "invalid": "「13:30:00」の形で入力してください。"},
    )

    def clean_recording_from(self):
        day = self.room.study_session.date_from or timezone.localdate(self.room.opened_at)
        return timezone.make_aware(datetime.combine(day, self.cleaned_data["recording_from"]))


class AgendaMoveForm(RoomForm):
    uid = forms.UUIDField()


class AnnouncementForm(RepeatableForm):
    text = forms.CharField(
        label="お知らせ",
        max_length=300,
        widget=forms.Textarea(attrs={"rows": 2}),
        error_messages={"required": "お知らせを入力してください。"},
    )


class AnnouncementUnpinForm(RoomForm):
    announcement = ThingField(Announcement)


class HandForm(RepeatableForm):
    is_up = forms.BooleanField(required=False)


class HandLowerForm(RoomForm):
    member = ThingField(RoomMember)


class PollForm(RoomForm):
    """A new poll; its options a line each, none for a scale or for short words."""

    title = forms.CharField(label="問い", max_length=200, error_messages={"required": "問いを入力してください。"})
    kind = forms.ChoiceField(label="答え方", choices=PollKind)
    options = forms.CharField(
        label="選択肢（1行にひとつ）",
        required=False,
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": 4}),
        help_text="5段階と短い言葉では、入力しません。",
    )
    voter = forms.ChoiceField(label="回数", choices=Voter)
    shows_results = forms.BooleanField(label="受付中も途中の結果を表示する", required=False)

    def clean_options(self):
        lines = [line.strip()[:OPTION_LENGTH] for line in self.cleaned_data["options"].splitlines()]
        return list(dict.fromkeys(filter(None, lines)))[:MOST_OPTIONS]

    def clean(self):
        typed = super().clean()
        if typed.get("kind") in (PollKind.SINGLE, PollKind.MULTIPLE) and len(typed.get("options", [])) < 2:
            self.add_error("options", "選択肢を2つ以上入力してください。")
        return typed


class PollMoveForm(RoomForm):
    poll = ThingField(Poll)


class PollAnswerForm(RepeatableForm):
    poll = ThingField(Poll)
    choices = forms.MultipleChoiceField(required=False)
    word = forms.CharField(required=False, max_length=OPTION_LENGTH)

    def __init__(self, *args, **options):
        super().__init__(*args, **options)
        asked = self.fields["poll"].queryset.filter(pk=self.data.get("poll") or None).first()
        self.fields["choices"].choices = [(option, option) for option in asked.options] if asked else []
        self.fields["choices"].error_messages["invalid_choice"] = "この投票の選択肢ではありません。"

    def clean(self):
        """A short word is the one choice of its poll."""
        typed = super().clean()
        word = typed.pop("word", "").strip()
        typed["choices"] = typed.get("choices") or ([word] if word else [])
        if not typed["choices"] and not self.errors:
            raise forms.ValidationError("答えを選んでください。")
        return typed


class MuteForm(RoomForm):
    member = ThingField(RoomMember)
    is_muted = forms.BooleanField(required=False)


class PromiseForm(RoomForm):
    """The promises of taking part, and the name under which one does."""

    shown_as = forms.ChoiceField(label="名前の表示", choices=ShownAs, widget=forms.RadioSelect, initial=ShownAs.FULL)
    is_accepted = forms.BooleanField(
        label="確認しました", error_messages={"required": "約束を読んで、「確認しました」に印を付けてください。"}
    )

    def clean(self):
        """What was accepted is told by its being sent."""
        return {name: value for name, value in super().clean().items() if name != "is_accepted"}
