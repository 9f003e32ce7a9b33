"""Several choices of an enum in one column."""

from django import forms
from django.core.exceptions import ValidationError
from django.db import models


class SeveralChoicesField(models.JSONField):
    """A list of values of `several`, (value, label) pairs; edited as checkboxes."""

    several: list[tuple[str, str]]
    refusal: str

    def __init__(self, *args, **kwargs):
        kwargs.setdefault("default", list)
        kwargs.setdefault("blank", True)
        super().__init__(*args, **kwargs)

    def validate(self, value, model_instance):
        super().validate(value, model_instance)
        if not isinstance(value, list) or set(value) - {name for name, _ in self.several}:
            raise ValidationError(self.refusal)

    def formfield(self, **kwargs):
        return forms.MultipleChoiceField(
            choices=self.several,
            widget=forms.CheckboxSelectMultiple,
            required=not self.blank,
            label=self.verbose_name,
            help_text=self.help_text,
        )
