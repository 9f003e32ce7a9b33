"""The result of a call as it is read: its menu, and who was selected for what."""

from dataclasses import dataclass, field

from qna.consultations.models import Call, Topic
from studygroup.models import Municipality


@dataclass
class Line:
    """A topic, with the municipalities selected for it in their official order, each once."""

    topic: Topic
    municipalities: list[Municipality] = field(default_factory=list)

    @property
    def names(self) -> str:
        return "、".join(municipality.name for municipality in self.municipalities)


def result_of(call: Call) -> list[Line]:
    """What the office selected, by topic; nothing is said of what was deferred."""
    selected = call.consultations.filter(is_selected=True).select_related("department__municipality")
    lines = {topic.pk: Line(topic) for topic in call.topics.all()}
    for one in selected.order_by("department__municipality__order", "pk"):
        line = lines[one.topic_id]
        if one.municipality not in line.municipalities:
            line.municipalities.append(one.municipality)
    return list(lines.values())
