"""Captions and chapters in the CMS, beside the picture; and the conversion, once more."""

from django.core.exceptions import ValidationError
from django.core.paginator import Paginator
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils.functional import cached_property
from django.views.generic import FormView, View
from wagtail.admin import messages

from archive import rules
from archive.actions.captioning import edit_captions, replace_captions, replace_chapters
from archive.actions.conversions import retry_conversion
from archive.captions.writing import as_webvtt, fingerprint
from archive.models import Video
from archive.video_forms import CaptionFileForm, ChapterFormSet, LineFormSet, lines_in, marks_in
from sessions.enrolment.viewsets.screens import Screen, say_why

LINES_A_PAGE = 60


class OfVideo(Screen):
    """A screen about one video, for those who keep the archive."""

    may_open = staticmethod(rules.can_keep_archive)
    header_icon = "media"

    @cached_property
    def video(self) -> Video:
        return get_object_or_404(Video.objects.at_its_place(), pk=self.kwargs["pk"])

    @property
    def above(self):
        return (("動画", reverse("video:index")), (self.video.title, reverse("video:edit", args=[self.video.pk])))

    def get_context_data(self, **kwargs):
        return super().get_context_data(video=self.video, **kwargs)

    def form_invalid(self, form):
        return self.render_to_response(self.get_context_data(form=form), status=422)


class CaptionFile(OfVideo, FormView):
    """A file or pasted text in the place of all captions; each mistake is named with its line."""

    template_name = "archive/admin/caption_file.html"
    page_title = "字幕のファイル"
    form_class = CaptionFileForm

    def get_form_kwargs(self):
        length = self.video.seconds
        return super().get_form_kwargs() | {"length_ms": (length + 1) * 1000 if length else None}

    def get_initial(self):
        lines = list(self.video.lines.all())
        return {"text": as_webvtt(lines) if lines else ""}

    def form_valid(self, form):
        replace_captions(video=self.video, lines=form.lines, by=self.request.user)
        messages.success(self.request, f"字幕{len(form.lines)}行を保存しました。")
        return redirect("video:captions", self.video.pk)


class CaptionRows(OfVideo, FormView):
    """The captions as rows, a page of them at a time."""

    template_name = "archive/admin/caption_rows.html"
    page_title = "字幕を直す"

    @cached_property
    def lines(self) -> list:
        return list(self.video.lines.all())

    @cached_property
    def page_obj(self):
        return Paginator(self.lines, LINES_A_PAGE).get_page(self.request.GET.get("page"))

    def get_form(self, form_class=None):
        initial = [{"start": line.start_ms, "end": line.end_ms, "text": line.text} for line in self.page_obj]
        return LineFormSet(self.request.POST or None, initial=initial, prefix="lines")

    def get_context_data(self, **kwargs):
        seen = self.request.POST.get("seen") or fingerprint(self.lines)
        return super().get_context_data(page_obj=self.page_obj, seen=seen, **kwargs)

    def form_valid(self, form):
        first = self.page_obj.start_index()
        try:
            edit_captions(
                video=self.video,
                seen=self.request.POST.get("seen", ""),
                first=first,
                last=self.page_obj.end_index(),
                lines=lines_in(form),
                by=self.request.user,
            )
        except ValidationError as refusal:
            say_why(self.request, refusal)
            return self.form_invalid(form)
        messages.success(self.request, "字幕を保存しました。")
        return redirect(f"{reverse('video:captions', args=[self.video.pk])}?page={self.page_obj.number}")


class Chapters(OfVideo, FormView):
    template_name = "archive/admin/chapters.html"
    page_title = "チャプター"

    @cached_property
    def agenda_items(self) -> list:
        session = self.video.study_session
        return list(session.agenda_items.select_related("shared_item")) if session else []

    def get_form(self, form_class=None):
        initial = [
            {
                "start": chapter.start_ms,
                "title": chapter.title,
                "agenda": str(chapter.agenda_uid or ""),
                "material": chapter.material_id,
            }
            for chapter in self.video.chapters.all()
        ]
        of_video = {"video": self.video, "agenda_items": self.agenda_items}
        return ChapterFormSet(self.request.POST or None, initial=initial, prefix="chapters", form_kwargs=of_video)

    def form_valid(self, form):
        replace_chapters(video=self.video, marks=marks_in(form), by=self.request.user)
        messages.success(self.request, "チャプターを保存しました。")
        return redirect("video:chapters", self.video.pk)


class Convert(OfVideo, View):
    http_method_names = ["post"]

    def post(self, request, pk):
        try:
            retry_conversion(video=self.video, by=request.user)
        except ValidationError as refusal:
            say_why(request, refusal)
        else:
            messages.success(request, "変換を受け付けました。終わるまで、もとの動画を再生します。")
        return redirect("video:edit", pk)
