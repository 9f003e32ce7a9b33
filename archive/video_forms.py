"""A video as the office keeps it: film, captions, chapters. What is wrong is said beside it, what was typed stays."""

from pathlib import Path
from tempfile import NamedTemporaryFile

from django import forms
from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import UploadedFile
from django.urls import reverse

from archive import uploads
from archive.actions.captioning import NEEDS_CAPTIONS, Mark, replace_captions
from archive.actions.conversions import ask_conversion
from archive.actions.film_uploads import check_film, drop_upload, film_of
from archive.captions.reading import BadCaptions, Line, check_line, read_captions
from archive.captions.times import moment_in_ms, moment_in_words
from archive.forms import ArchivedForm, StoredFileInput
from archive.models import Material, Upload

CAPTION_FILE_HELP = "WebVTTかSRT。文字コードはUTF-8かShift_JIS。選ぶと、いまの字幕と入れ替わります。"
NOT_WHOLE = "動画の送信が終わっていません。同じファイルを選ぶと、続きから送ります。"


class FilmInput(StoredFileInput):
    """The plain file field; with JavaScript the film goes in pieces first, and survives a broken line."""

    class Media:
        js = [forms.Script("js/upload.js", type="module")]

    def build_attrs(self, base_attrs, extra_attrs=None):
        attrs = super().build_attrs(base_attrs, extra_attrs)
        return attrs | {"accept": ".mp4,video/mp4", "data-upload": reverse("video:upload")}


class VideoForm(ArchivedForm):
    accepts = {"file": uploads.VIDEO, "poster": uploads.POSTER}
    upload = forms.UUIDField(required=False, widget=forms.HiddenInput)
    captions = forms.FileField(
        label="字幕（WebVTT・SRT）", required=False, help_text=CAPTION_FILE_HELP, validators=[uploads.SUBTITLES]
    )

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["file"].widget = FilmInput(attrs=self.fields["file"].widget.attrs)
        self.fields["seconds"].required = False

    def clean_file(self):
        file = self.cleaned_data["file"]
        if isinstance(file, UploadedFile):
            check_uploaded_film(file)
        return file

    def clean_upload(self):
        uid = self.cleaned_data["upload"]
        if uid is None:
            return None
        found = Upload.objects.filter(pk=uid, owner=self.for_user).first()
        if found is None or not found.is_whole:
            raise ValidationError(NOT_WHOLE)
        if not found.is_checked:
            check_film(found.path)
        return found

    def clean_captions(self):
        file = self.cleaned_data["captions"]
        return lines_of(file.read()) if file else None

    def clean(self):
        cleaned = super().clean()
        if cleaned.get("upload"):
            cleaned["file"] = film_of(cleaned["upload"])
        is_shown = cleaned.get("file") and cleaned.get("announced_on")
        if is_shown and not (cleaned.get("no_captions_reason") or "").strip() and not self._has_captions(cleaned):
            self.add_error("captions", NEEDS_CAPTIONS)
        return cleaned

    def _has_captions(self, cleaned) -> bool:
        is_new_or_wrong = cleaned.get("captions") or "captions" in self.errors
        return bool(is_new_or_wrong) or bool(self.instance.pk and self.instance.has_captions)

    def save(self, commit=True):
        video = super().save(commit)
        if self.cleaned_data.get("captions"):
            replace_captions(video=video, lines=self.cleaned_data["captions"], by=self.for_user)
        if self.cleaned_data.get("upload"):
            self.cleaned_data["file"].close()
            drop_upload(upload=self.cleaned_data["upload"])
        if video.file:
            ask_conversion(video=video)
        return video


def check_uploaded_film(file: UploadedFile) -> None:
    """Looks inside a film that came with the form. Raises ValidationError."""
    if hasattr(file, "temporary_file_path"):
        check_film(Path(file.temporary_file_path()))
        return
    with NamedTemporaryFile(suffix=".mp4") as copy:
        for piece in file.chunks():
            copy.write(piece)
        copy.flush()
        check_film(Path(copy.name))
    file.seek(0)


def lines_of(content: bytes, **options) -> list[Line]:
    """Raises ValidationError with a sentence for every mistake."""
    try:
        return read_captions(content, **options)
    except BadCaptions as bad:
        raise ValidationError(bad.sentences) from None


class CaptionFileForm(forms.Form):
    """A file, or the same typed or pasted; a file with mistakes comes back as text, to be mended at once."""

    file = forms.FileField(
        label="字幕のファイル", required=False, help_text=CAPTION_FILE_HELP, validators=[uploads.SUBTITLES]
    )
    text = forms.CharField(
        label="字幕の文",
        required=False,
        strip=False,
        widget=forms.Textarea(attrs={"rows": 16, "spellcheck": "false", "class": "caption-source"}),
        help_text="WebVTTかSRTの形で、ここに貼り付けることもできます。",
    )

    def __init__(self, *args, length_ms: int | None, **kwargs):
        super().__init__(*args, **kwargs)
        self.length_ms = length_ms
        self.lines: list[Line] = []

    def clean(self):
        cleaned = super().clean()
        file, text = cleaned.get("file"), cleaned.get("text") or ""
        if not self.errors and not file and not text.strip():
            raise ValidationError("字幕のファイルを選ぶか、字幕の文を入力してください。")
        if self.errors:
            return cleaned
        content = file.read() if file else text.encode()
        try:
            self.lines = lines_of(content, length_ms=self.length_ms)
        except ValidationError as bad:
            self._show(content)
            self.add_error("file" if file else "text", bad)
        return cleaned

    def _show(self, content: bytes) -> None:
        """What was in the file, so that the lines with mistakes can be mended where they are named."""
        encoding = "utf-8-sig" if _is_utf8(content) else "cp932"
        self.data = self.data.copy()
        self.data[self.add_prefix("text")] = content.decode(encoding, errors="replace")


def _is_utf8(content: bytes) -> bool:
    try:
        content.decode("utf-8-sig")
    except UnicodeDecodeError:
        return False
    return True


class MomentField(forms.CharField):
    """Milliseconds, written 「00:01:02.000」."""

    widget = forms.TextInput(attrs={"class": "moment", "autocomplete": "off"})

    def prepare_value(self, value):
        return moment_in_words(value) if isinstance(value, int) else value

    def to_python(self, value):
        text = super().to_python(value)
        if text in self.empty_values:
            return None
        try:
            return moment_in_ms(text)
        except ValueError as reason:
            raise ValidationError(str(reason)) from None


class LineForm(forms.Form):
    start = MomentField(label="始まり", error_messages={"required": "始まりの時刻を入力してください。"})
    end = MomentField(label="終わり", error_messages={"required": "終わりの時刻を入力してください。"})
    text = forms.CharField(
        label="文",
        widget=forms.Textarea(attrs={"rows": 2, "cols": 40}),
        error_messages={"required": "字幕の文がありません。"},
    )

    def clean(self):
        cleaned = super().clean()
        if not self.errors and self.has_changed():
            try:
                check_line(cleaned["start"], cleaned["end"], cleaned["text"])
            except ValueError as reason:
                self.add_error("end" if cleaned["end"] <= cleaned["start"] else "text", str(reason))
        return cleaned


LineFormSet = forms.formset_factory(LineForm, extra=2, can_delete=True, max_num=500)


def lines_in(formset) -> list[Line]:
    """The rows that stay."""
    rows = [form.cleaned_data for form in formset if form.cleaned_data and not form.cleaned_data.get("DELETE")]
    return [Line(row["start"], row["end"], row["text"].replace("\r\n", "\n")) for row in rows if row.get("text")]


class ChapterForm(forms.Form):
    start = MomentField(label="始まり", error_messages={"required": "始まりの時刻を入力してください。"})
    title = forms.CharField(label="題名", max_length=200, required=False, help_text="空のときは、議題の題名にします。")
    agenda = forms.TypedChoiceField(label="議題", required=False, empty_value=None)
    material = forms.ModelChoiceField(
        label="横に出す資料", queryset=Material.objects.none(), required=False, empty_label="なし"
    )

    def __init__(self, *args, video, agenda_items, **kwargs):
        super().__init__(*args, **kwargs)
        self.titles = {str(item.uid): item.title for item in agenda_items}
        self.fields["agenda"].choices = [("", "なし"), *self.titles.items()]
        if video.study_session_id:
            self.fields["material"].queryset = Material.objects.filter(study_session=video.study_session_id).in_order()

    def clean(self):
        cleaned = super().clean()
        if not cleaned.get("title") and cleaned.get("agenda"):
            cleaned["title"] = self.titles[cleaned["agenda"]]
        if self.has_changed() and not self.errors and not cleaned.get("title"):
            self.add_error("title", "題名を入力するか、議題を選んでください。")
        return cleaned


class BaseChapterFormSet(forms.BaseFormSet):
    def clean(self):
        seen = set()
        for form in self.forms:
            start = form.cleaned_data.get("start") if hasattr(form, "cleaned_data") else None
            if start is None or form.cleaned_data.get("DELETE"):
                continue
            if start in seen:
                form.add_error("start", "同じ時刻のチャプターが、ほかにもあります。")
            seen.add(start)


ChapterFormSet = forms.formset_factory(ChapterForm, formset=BaseChapterFormSet, extra=3, can_delete=True, max_num=200)


def marks_in(formset) -> list[Mark]:
    """The rows that stay, by their moments."""
    rows = [form.cleaned_data for form in formset if form.cleaned_data and not form.cleaned_data.get("DELETE")]
    marks = [
        Mark(row["start"], row["title"], agenda_uid=row["agenda"] or None, material=row["material"])
        for row in rows
        if row.get("start") is not None
    ]
    return sorted(marks, key=lambda mark: mark.start_ms)
