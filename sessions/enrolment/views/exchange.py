"""出力と取込: lists out as files, and a list of participants in, as screens of the CMS."""

from django.core.exceptions import PermissionDenied, ValidationError
from django.http import HttpResponse
from django.shortcuts import redirect
from django.urls import path, reverse, reverse_lazy
from django.utils.http import content_disposition_header
from django.views.generic import FormView, TemplateView
from wagtail.admin import messages
from wagtail.admin.menu import MenuItem
from wagtail.admin.views.generic.base import WagtailAdminTemplateMixin
from wagtail.admin.viewsets.base import ViewSet

from sessions.enrolment import rules
from sessions.enrolment.actions.exporting import export_list, export_replacements
from sessions.enrolment.actions.importing import take_participants
from sessions.enrolment.forms.exchange import ExportForm, ImportForm, TakeForm, ticket_for
from sessions.enrolment.lists import participants
from sessions.enrolment.lists.out import table_of
from sessions.enrolment.lists.planning import plan_participants
from studygroup.tables.characters import LOOKALIKES, MISSING, TABLE, Swap
from studygroup.tables.formats import Unreadable
from studygroup.tables.writing import write

SHOWN = 200  # of what a page lists one by one


class ExchangeMenuItem(MenuItem):
    def is_shown(self, request):
        return rules.can_read_figures(request.user)


class ExchangeScreen(WagtailAdminTemplateMixin):
    """A screen for those of whom `rule` is true; the actions check again."""

    header_icon = "download"
    rule = staticmethod(rules.can_read_figures)

    def dispatch(self, request, *args, **kwargs):
        if not self.rule(request.user):
            raise PermissionDenied
        return super().dispatch(request, *args, **kwargs)

    def get_breadcrumbs_items(self):
        home = {"url": reverse("exchange:index"), "label": "出力と取込"}
        trail = [] if self.page_title == home["label"] else [home]
        return [*self.breadcrumbs_items, *trail, {"url": "", "label": self.get_page_title()}]


class ChooseExport(ExchangeScreen, TemplateView):
    template_name = "enrolment/admin/exchange.html"
    page_title = "出力と取込"

    def get_context_data(self, **kwargs):
        form = kwargs.pop("form", None) or ExportForm(initial={"kind": "participants", "file_format": "xlsx"})
        may_import = rules.can_enter_enrolments(self.request.user)
        return super().get_context_data(form=form, may_import=may_import, **kwargs)


class Export(ChooseExport):
    """What is about to leave, with its columns; posted, the file."""

    def get(self, request, *args, **kwargs):
        form = ExportForm(request.GET)
        if not form.is_valid():
            return self.render_to_response(self.get_context_data(form=form))
        table = table_of(form.choice)
        replacements = write(table, form.chosen_format).replacements
        self.template_name, self.page_title = "enrolment/admin/export_confirm.html", f"{table.title}の出力"
        found = {"table": table, "choice": form.choice, "format": form.chosen_format, "count": len(table.rows)}
        shown = {"replacements": replacements[:SHOWN], "replaced": len(replacements)}
        return self.render_to_response(self.get_context_data(form=form, **found, **shown))

    def post(self, request):
        form = ExportForm(request.GET)
        if not form.is_valid():
            return self.render_to_response(self.get_context_data(form=form))
        export = export_replacements if "report" in request.POST else export_list
        file = export(choice=form.choice, file_format=form.chosen_format, by=request.user)
        answer = HttpResponse(file.content, content_type=file.content_type)
        answer["Content-Disposition"] = content_disposition_header(as_attachment=True, filename=file.name)
        return answer


class Characters(ExchangeScreen, TemplateView):
    template_name = "enrolment/admin/characters.html"
    page_title = "文字の置き換え表"

    def get_context_data(self, **kwargs):
        swaps = [Swap(before, after) for before, after in TABLE.items()]
        same = [Swap(before, after) for before, after in LOOKALIKES.items()]
        return super().get_context_data(swaps=swaps, same=same, missing=MISSING, **kwargs)


class Import(ExchangeScreen, FormView):
    """Choose a file; posted, what taking it would do."""

    template_name = "enrolment/admin/import.html"
    page_title = "参加者の取込"
    header_icon = "upload"
    form_class = ImportForm
    rule = staticmethod(rules.can_enter_enrolments)
    extra_context = {"headings": participants.HEADINGS}

    def form_valid(self, form):
        try:
            plan = plan_participants(form.sheet)
            ticket = ticket_for(form.sheet, plan.fingerprint, self.request.user)
        except Unreadable as unreadable:
            form.add_error("file", str(unreadable))
            return self.form_invalid(form)
        self.template_name = "enrolment/admin/import_preview.html"
        self.page_title = "取り込む内容の確認"
        found = {"plan": plan, "ticket": ticket, "file_name": form.cleaned_data["file"].name}
        found["file_format"] = form.sheet.file_format.label
        return self.render_to_response(self.get_context_data(form=form, **found))


class Take(ExchangeScreen, FormView):
    form_class = TakeForm
    http_method_names = ["post"]
    rule = staticmethod(rules.can_enter_enrolments)
    success_url = reverse_lazy("exchange:import")

    def get_form_kwargs(self):
        return super().get_form_kwargs() | {"user": self.request.user}

    def form_valid(self, form):
        try:
            plan = take_participants(sheet=form.sheet, seen=form.fingerprint, by=self.request.user)
        except ValidationError as error:
            return self._refused(error.messages)
        added, changed = len(plan.additions), len(plan.changes)
        messages.success(self.request, f"取り込みました。追加{added}名、変更{changed}名です。")
        return super().form_valid(form)

    def form_invalid(self, form):
        return self._refused([message for found in form.errors.values() for message in found])

    def _refused(self, reasons):
        for reason in reasons:
            messages.error(self.request, reason)
        return redirect(self.success_url)


class ExchangeViewSet(ViewSet):
    name = "exchange"
    menu_label = "出力と取込"
    icon = "download"
    menu_order = 450
    menu_item_class = ExchangeMenuItem
    add_to_admin_menu = True

    def get_urlpatterns(self):
        return [
            path("", ChooseExport.as_view(), name="index"),
            path("export/", Export.as_view(), name="export"),
            path("characters/", Characters.as_view(), name="characters"),
            path("import/", Import.as_view(), name="import"),
            path("import/take/", Take.as_view(), name="take"),
        ]
