"""A question as one reader may see it: in which wording, with which answer, and what it belongs to."""

from dataclasses import dataclass
from functools import cached_property

from archive import rules as archive_rules
from archive.models import Material, Video
from qna import rules
from qna.enums import STATES_OF_READERS, QuestionState, ReaderState
from qna.models import AnswerEdition, Following, Interest, Question
from qna.readers import departments_of
from studygroup.templatetags.site import duration


@dataclass(frozen=True)
class Citation:
    """What an answer refers to, as this reader may follow it; `reason`: why it is closed to them."""

    label: str
    url: str
    note: str = ""
    is_closed: bool = False


class ShownQuestion:
    """`question` for `user`, who may open it."""

    def __init__(self, question: Question, user):
        self.question, self.user = question, user

    @cached_property
    def is_own(self) -> bool:
        return rules.is_asker(self.user, self.question)

    @cached_property
    def has_original(self) -> bool:
        """The words as asked are shown beside those that are published."""
        return rules.can_read_original(self.user, self.question)

    @cached_property
    def is_answered(self) -> bool:
        return rules.can_read_answer(self.user, self.question)

    @cached_property
    def is_stub(self) -> bool:
        """Withdrawn: the reason alone, for all but those who work on the board and those who asked."""
        return self.question.is_withdrawn

    @cached_property
    def editions(self) -> list[AnswerEdition]:
        """What was published, the latest first; nothing of what was withdrawn."""
        return list(self.question.editions.order_by("-number")) if self.is_answered else []

    @property
    def edition(self) -> AnswerEdition | None:
        return self.editions[0] if self.editions else None

    @property
    def corrections(self) -> list[tuple[AnswerEdition, AnswerEdition]]:
        """Each correction with what it followed, the latest first."""
        return list(zip(self.editions, self.editions[1:], strict=False))

    @cached_property
    def shows_wording(self) -> bool:
        """Whether the published wording is for this reader: not for the asker while the office still works on it."""
        question = self.question
        return self.is_answered or not rules.is_own(self.user, question) or question.released_at is not None

    @property
    def title(self) -> str:
        if self.is_stub and not self.has_original:
            return "取り下げられた質問"
        if self.edition:
            return self.edition.title
        return self.question.title if self.shows_wording else self.question.asked_title

    @property
    def body(self) -> str:
        if self.edition:
            return self.edition.body
        return self.question.body if self.shows_wording else self.question.asked_body

    @property
    def original_differs(self) -> bool:
        asked = self.question.asked_title, self.question.asked_body
        return self.has_original and asked != (self.title, self.body)

    @cached_property
    def state(self) -> str:
        if self.question.is_published and not self.is_answered:
            return ReaderState.PREPARING
        return self.question.reader_state

    @property
    def steps(self) -> list[tuple[str, bool, bool]]:
        """受付済み → 回答準備中 → 回答済み: label, whether it is where the question stands, whether it is behind."""
        states = list(STATES_OF_READERS)
        place = states.index(self.state) if self.state else -1
        return [(state.label, number == place, number < place) for number, state in enumerate(states)]

    @property
    def who(self) -> str:
        """Whose question it is, as this reader may know."""
        if self.has_original and self.question.department:
            return str(self.question.department)
        return self.question.shown_municipality

    @cached_property
    def attachments(self):
        return list(self.question.attachments.all()) if self.has_original else []

    @cached_property
    def citations(self) -> list[Citation]:
        return citations_of(self.question, self.user) if self.is_answered else []

    @cached_property
    def cited_in(self) -> list[Question]:
        """Later questions whose answers, open to this reader, refer to this one."""
        return list(answers_citing(self.user, question=self.question))

    @cached_property
    def further(self) -> list[Question]:
        """What was asked further, as far as this reader may open it."""
        return list(Question.objects.on_board(self.user).filter(follows=self.question).for_cards(self.user))

    @cached_property
    def merged_into(self) -> Question | None:
        into = self.question.merged_into_id
        return Question.objects.on_board(self.user).filter(pk=into).first() if into else None

    @cached_property
    def wanted(self) -> int:
        return self.question.interests.count()

    @cached_property
    def is_wanted(self) -> bool:
        return Interest.objects.filter(question=self.question, department__in=departments_of(self.user)).exists()

    @cached_property
    def is_followed(self) -> bool:
        return self.user.is_authenticated and Following.objects.filter(question=self.question, user=self.user).exists()

    @cached_property
    def can_want(self) -> bool:
        return rules.can_want(self.user, self.question)

    @cached_property
    def can_follow(self) -> bool:
        return rules.can_follow(self.user, self.question) and not self.is_own

    @cached_property
    def can_ask(self) -> bool:
        return rules.can_ask(self.user)

    @cached_property
    def can_take_back(self) -> bool:
        return rules.can_take_back(self.user, self.question)


def answers_citing(user, **thing):
    """Questions, answered for `user`, whose answers refer to `thing` (material=…, video=…, …)."""
    wanted = {f"answer__references__{name}": value for name, value in thing.items()}
    answered = Question.objects.answered_for(user).filter(**wanted, state=QuestionState.PUBLISHED)
    return answered.distinct().with_place().newest_first()


def citations_of(question: Question, user) -> list[Citation]:
    """What the answer of `question` refers to, each with the way to it; what is not announced is passed over."""
    answer = getattr(question, "answer", None)
    references = answer.references.select_related("material", "video", "study_session", "question") if answer else ()
    return [cited for reference in references if (cited := _citation(reference, user))]


def _citation(reference, user) -> Citation | None:
    thing = reference.thing
    if isinstance(thing, (Material, Video)):
        return _archived(reference, thing, user)
    if isinstance(thing, Question):
        is_open = Question.objects.on_board(user).filter(pk=thing.pk).exists()
        return Citation(f"{thing.receipt}　{thing.title}", thing.get_absolute_url(), "過去の質問") if is_open else None
    return Citation(thing.title, thing.get_url(), "開催回") if thing.live else None


def _archived(reference, thing: Material | Video, user) -> Citation | None:
    if not type(thing).objects.listed_for(user).filter(pk=thing.pk).exists():
        return None
    access = archive_rules.access(user, thing)
    if isinstance(thing, Video):
        moment = f"?t={reference.second}" if reference.second else ""
        note = f"動画 {duration(reference.second)}から" if reference.second else "動画"
        return Citation(thing.title, thing.get_absolute_url() + moment, note, not access)
    note = f"資料 {reference.page}ページ" if reference.page else "資料"
    return Citation(thing.title, thing.page_url, note, not access)
