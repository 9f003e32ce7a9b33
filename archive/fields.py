"""A model field for the administrative fields that a recording is about."""

from django import forms
from django.core.exceptions import ValidationError
from django.db import models

from studygroup.enums import DepartmentField

FIELDS = [choice for choice in DepartmentField.choices if choice[0] != DepartmentField.OTHER]


class DepartmentFieldsField(models.JSONField):
    """A list of `DepartmentField` values without the rest; edited as checkboxes."""

    def __init__(self, *args, **kwargs):
        kwargs.setdefault("default", list)
        kwargs.setdefault("blank", True)
        super().__init__(*args, **kwargs)

    def validate(self, value, model_instance):
        super().validate(value, model_instance)
        if not isinstance(value, list) or set(value) - {name for name, _ in FIELDS}:
            raise ValidationError("分野を一覧から選んでください。")

    def formfield(self, **kwargs):
        return forms.MultipleChoiceField(
            choices=FIELDS,
            widget=forms.CheckboxSelectMultiple,
            required=not self.blank,
            label=self.verbose_name,
            help_text=self.help_text,
        )
