"""What somebody has filled in so far on the pages of enrolment."""

from sessions.enrolment.models.enrolment import new_key
from studygroup.models import Municipality

KEPT_AS = "enrolment"


class Draft:
    """One application on its way. Every change is kept at once with `request.session`, which lies on the server."""

    def __init__(self, request):
        self.session = request.session
        self.facts = self.session.get(KEPT_AS, {})

    def start(self, *, municipality: Municipality, mail: str) -> None:
        """Begin anew, or for another municipality or address; what was typed for the same two stays."""
        if (self.facts.get("municipality"), self.facts.get("mail")) != (municipality.pk, mail):
            self.facts = {"key": new_key()}
        self.keep(municipality=municipality.pk, mail=mail, is_proven=False)

    def keep(self, **facts) -> None:
        self.facts |= facts
        self.session[KEPT_AS] = self.facts

    def forget(self) -> None:
        self.session.pop(KEPT_AS, None)

    def get(self, name: str, otherwise=None):
        return self.facts.get(name, otherwise)

    @property
    def is_begun(self) -> bool:
        return "municipality" in self.facts

    @property
    def municipality(self) -> Municipality:
        return Municipality.objects.get(pk=self.facts["municipality"])
