"""A model field for the administrative fields that a recording is about."""

from studygroup.choice_fields import SeveralChoicesField
from studygroup.enums import DepartmentField

FIELDS = [choice for choice in DepartmentField.choices if choice[0] != DepartmentField.OTHER]


class DepartmentFieldsField(SeveralChoicesField):
    """A list of `DepartmentField` values without the rest."""

    several = FIELDS
    refusal = "分野を一覧から選んでください。"
