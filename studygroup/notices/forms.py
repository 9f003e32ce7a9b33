"""How a reader wants to be told."""

from django import forms

from studygroup.notices import kinds
from studygroup.notices.enums import Channel
from studygroup.notices.models import Preference


class PreferencesForm(forms.Form):
    """A choice of the three ways for each kind that concerns `reader`; mail at once where nothing was chosen."""

    def __init__(self, *args, reader, **kwargs):
        super().__init__(*args, **kwargs)
        chosen = dict(Preference.objects.filter(user=reader).values_list("kind", "channel"))
        for kind in kinds.choosable_by(reader):
            self.fields[kind.kind] = forms.ChoiceField(
                label=kind.label,
                choices=kind.channels,
                widget=forms.RadioSelect,
                initial=chosen.get(kind.kind, Channel.MAIL),
                error_messages={"required": f"「{kind.label}」の受け取り方を選んでください。"},
            )
