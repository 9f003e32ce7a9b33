"""A model field for the ways in which one can take part."""

from django import forms
from django.core.exceptions import ValidationError
from django.db import models

from sessions.enums import Mode


class ModesField(models.JSONField):
    """A list of `Mode` values in the order of the enum; edited as checkboxes."""

    def __init__(self, *args, **kwargs):
        kwargs.setdefault("default", list)
        kwargs.setdefault("blank", True)
        super().__init__(*args, **kwargs)

    def validate(self, value, model_instance):
        super().validate(value, model_instance)
        if not isinstance(value, list) or set(value) - set(Mode.values):
            raise ValidationError("参加方法を一覧から選んでください。")

    def formfield(self, **kwargs):
        return forms.MultipleChoiceField(
            choices=Mode.choices,
            widget=forms.CheckboxSelectMultiple,
            required=not self.blank,
            label=self.verbose_name,
            help_text=self.help_text,
        )
