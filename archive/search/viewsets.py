"""The office's table of synonyms."""

from wagtail.admin.panels import FieldPanel
from wagtail.admin.viewsets.model import ModelViewSet

from archive.search.models import SynonymGroup


class SynonymViewSet(ModelViewSet):
    model = SynonymGroup
    icon = "openquote"
    menu_label = "検索の同義語"
    menu_order = 310
    add_to_admin_menu = True
    panels = [FieldPanel("words")]
    list_display = ["words"]
    search_fields = ["words"]
    copy_view_enabled = False
