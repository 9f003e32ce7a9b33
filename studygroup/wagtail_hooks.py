"""What the organisation adds to Wagtail and to its own pages."""

from django.core.exceptions import PermissionDenied
from django.templatetags.static import static
from django.utils.html import format_html
from wagtail import hooks

from studygroup import boundaries, panels, rules, sections, views, viewsets
from studygroup.letter_kinds import letter_kinds
from studygroup.models import ContactPage

hooks.register("page_boundary", boundaries.next_midnight)
hooks.register("page_boundary", boundaries.end_of_urgent_banner)
hooks.register("home_sections", sections.news)
hooks.register("page_banner", sections.standing)
hooks.register("header_badges", sections.unread_notices)
hooks.register("letter_kinds", letter_kinds)
hooks.register("desk_worklist", panels.waiting_people)
hooks.register("desk_worklist", panels.open_messages)
hooks.register("desk_worklist", panels.troubled_letters)
hooks.register("desk_worklist", panels.held_up_letters)


@hooks.register("before_serve_page")
def answer_contact_form(page, request, serve_args, serve_kwargs):
    """The contact page holds a form: a view answers it."""
    return views.contact(request, page) if isinstance(page, ContactPage) else None


@hooks.register("register_admin_viewset")
def register_viewsets():
    return [viewsets.OrganisationGroup(), viewsets.ContactMessageViewSet()]


@hooks.register("register_log_actions")
def register_log_actions(actions):
    actions.register_action("studygroup.tie", "所属の確認", "自治体の職員として確認しました")
    actions.register_action("studygroup.invite", "招待", "事務局の人として招待しました")
    actions.register_action("studygroup.end_role", "役割の終了", "事務局の役割を終了しました")
    actions.register_action("studygroup.rename", "名称の変更", "部署の名称を変更しました")
    actions.register_action("studygroup.handle", "対応済み", "対応済みにしました")


@hooks.register("construct_homepage_panels")
def show_worklist(request, found):
    found.append(panels.DeskWorklist())


@hooks.register("insert_global_admin_css")
def fit_narrow_screens():
    return format_html('<link rel="stylesheet" href="{}">', static("css/cms.css"))


@hooks.register("construct_main_menu")
def hide_help(request, items):
    """Wagtail's help leads to other hosts."""
    items[:] = [item for item in items if item.name != "help"]


@hooks.register("before_serve_document")
def refuse_documents(document, request):
    """Materials are delivered by the archive, which asks who reads; Wagtail's library is the office's own."""
    if not rules.works_in_cms(request.user):
        raise PermissionDenied
