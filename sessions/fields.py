"""A model field for the ways in which one can take part."""

from sessions.enums import Mode
from studygroup.choice_fields import SeveralChoicesField


class ModesField(SeveralChoicesField):
    """A list of `Mode` values in the order of the enum."""

    several = Mode.choices
    refusal = "参加方法を一覧から選んでください。"
