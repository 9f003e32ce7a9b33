"""The office's list of materials; a file that takes the place of another goes through its action."""

from wagtail.admin.panels import FieldPanel, ObjectList
from wagtail.admin.ui.tables import Column
from wagtail.admin.views import generic
from wagtail.admin.viewsets.model import ModelViewSet

from archive import events
from archive.actions.replacing import replace_file
from archive.enums import Reading
from archive.forms import MaterialEditForm, MaterialForm
from archive.models import Material
from archive.viewsets.listing import LIST_DISPLAY, LIST_FILTER, ArchiveIndex


def reading_in_words(material) -> str:
    """How far the reading of the file is, and why it ended where it could not be read."""
    return material.reading_error if material.reading == Reading.FAILED else material.get_reading_display()


class AddMaterial(generic.CreateView):
    def save_instance(self):
        material = super().save_instance()
        events.file_stored(material.pk)
        return material


class EditMaterial(generic.EditView):
    def save_instance(self):
        """The other fields are saved as they are; the file by the action that keeps the former one."""
        upload = self.form.cleaned_data["file"] if "file" in self.form.changed_data else None
        if upload:
            self.form.instance.file = self.form.initial["file"]
        material = super().save_instance()
        if upload:
            dated = self.form.cleaned_data["edition"] if "edition" in self.form.changed_data else None
            note = self.form.cleaned_data["note"]
            replace_file(material=material, file=upload, dated=dated, note=note, by=self.request.user)
        return material


class MaterialViewSet(ModelViewSet):
    model = Material
    edit_handler = ObjectList(Material.panels, base_form_class=MaterialForm)
    replacing_handler = ObjectList([*Material.panels, FieldPanel("note")], base_form_class=MaterialEditForm)
    icon = "doc-full"
    index_view_class = ArchiveIndex
    add_view_class = AddMaterial
    edit_view_class = EditMaterial
    list_display = [*LIST_DISPLAY, Column("reading", label="本文", accessor=reading_in_words)]
    list_filter = [*LIST_FILTER, "field"]
    copy_view_enabled = False

    def get_edit_view_kwargs(self, **kwargs):
        panel = self.replacing_handler.bind_to_model(self.model)
        return super().get_edit_view_kwargs(**kwargs) | {"panel": panel, "form_class": panel.get_form_class()}
