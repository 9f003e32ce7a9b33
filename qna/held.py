"""What the board holds about the reader, for /my/privacy/ (the slot `held_about_me`)."""

from qna.models import Following, Interest, Question, Solved
from sessions.enrolment.periods import period_in_words
from studygroup.slots import Section


def questions(user, thing) -> Section | None:
    """What the reader asked, is writing, follows and wanted to know."""
    asked = Question.objects.filter(participant__user=user).order_by("-pk")
    context = {
        "asked": asked,
        "draft": getattr(user, "question_draft", None),
        "kept_for": period_in_words("question_drafts"),
        "followed": Question.objects.visible_to(user).filter(followings__in=Following.objects.filter(user=user)),
        "wanted": Question.objects.visible_to(user).filter(interests__in=Interest.objects.filter(by=user)),
        "solved": Solved.objects.filter(user=user).count(),
    }
    return Section(38, "qna/held/questions.html", context)
