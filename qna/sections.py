"""What the board has to show on the pages below it."""

from django.urls import reverse

from archive.models import Material, Video
from qna import rules
from qna.actions.live import key_of
from qna.models import Question
from qna.shown import answers_citing
from sessions.live.models import LiveRoom
from sessions.live.models import Question as RoomQuestion
from sessions.models import StudySession
from studygroup.navigation import NavItem
from studygroup.rules import has_a_role
from studygroup.slots import Section

OWN_AT_MOST = 10


def shelf() -> list[NavItem]:
    """Between the videos and the news."""
    return [NavItem(46, reverse("qna:question-list"), "質問と回答")]


def ask_about_video(user, video: Video) -> Section:
    """「アドバイザーに質問する」, carrying the second that plays; and the answers that refer to the video."""
    cited = answers_citing(user, video=video)[:OWN_AT_MOST]
    context = {"address": f"{reverse('qna:question-ask')}?video={video.pk}", "cited": cited}
    return Section(10, "qna/sections/ask_about_video.html", context)


def answers_of_material(user, material: Material) -> Section | None:
    """Answers that refer to `material`, and the way to ask about it."""
    cited = answers_citing(user, material=material)[:OWN_AT_MOST]
    context = {"address": f"{reverse('qna:question-ask')}?material={material.pk}", "cited": cited}
    return Section(10, "qna/sections/answers_of_material.html", context)


def questions_of_session(user, study_session: StudySession) -> Section:
    """The questions about a session with their later answers (後日回答), and the way to ask."""
    listed = Question.objects.on_board(user).filter(study_session=study_session).for_cards(user).newest_first()
    context = {
        "questions": listed[:OWN_AT_MOST],
        "cited": answers_citing(user, study_session=study_session).exclude(study_session=study_session)[:OWN_AT_MOST],
        "address": f"{reverse('qna:question-ask')}?session={study_session.code}",
        "all_of_it": f"{reverse('qna:question-list')}?session={study_session.code}",
    }
    return Section(60, "qna/sections/questions_of_session.html", context)


def send_to_board(user, asked: RoomQuestion) -> Section | None:
    """On the moderators' console: what stayed open goes to the board, once."""
    known = _sent_from(asked.room).get(key_of(asked))
    if not rules.can_sort(user) or not (known or rules.stayed_open(asked)):
        return None
    return Section(10, "qna/sections/send_to_board.html", {"asked": asked, "known": known})


def _sent_from(room: LiveRoom) -> dict[str, Question]:
    """What came over from `room`, by key; read once for the page that shows its questions."""
    if "sent_to_board" not in room.__dict__:
        sent = Question.objects.filter(live_question__startswith=f"{room.study_session.code}:")
        room.__dict__["sent_to_board"] = {each.live_question: each for each in sent}
    return room.__dict__["sent_to_board"]


def own_questions(user, department) -> Section | None:
    """On /my/: what the department asked, and how far it is."""
    if department is None:
        return None
    asked = Question.objects.of_department(department).for_cards(user).newest_first()
    context = {"questions": asked[:OWN_AT_MOST], "can_ask": rules.can_ask(user), "draft": _draft_of(user)}
    return Section(30, "qna/sections/own_questions.html", context)


def _draft_of(user):
    draft = getattr(user, "question_draft", None)
    return draft if draft and draft.has_words else None


def inbox_badge(user, page) -> Section | None:
    """In the header: how many answers an advisor owes."""
    if not has_a_role(user):
        return None
    count = user.assignments.open().count()
    return Section(5, "qna/sections/inbox_badge.html", {"count": count}) if count else None
