"""/qa/ask/ as it is filled in: the draft, what is carried along, what is checked, and the receipt."""

import re

import pytest
from django.utils import timezone

from qna.models import Attachment, Question, QuestionDraft, Solved
from qna.tasks import forget_old_data
from sessions.models import StudySession
from studygroup.models import Participant, User
from tests.factories.archive import make_material, make_video
from tests.factories.qna import BODY, TITLE

pytestmark = pytest.mark.django_db
FIELDS = {"title": TITLE, "body": BODY, "theme": "mitigation", "field": "environment", "appearance": "named"}


@pytest.fixture
def asker(client, cast):
    client.force_login(cast.participant)
    return client


def test_a_question_is_written_looked_over_and_asked(asker):
    looked_over = asker.post("/qa/ask/", FIELDS | {"check": "1"}, follow=True)
    asked = asker.post("/qa/ask/check/", follow=True)

    question = Question.objects.get()
    assert looked_over.request["PATH_INFO"] == "/qa/ask/check/"
    assert f"質問を受け付けました（{question.receipt}）" in asked.content.decode()
    assert (question.asked_title, question.appearance, QuestionDraft.objects.count()) == (TITLE, "named", 0)


def test_each_mistake_has_its_sentence_and_what_was_typed_stays(asker):
    page = asker.post("/qa/ask/", {"title": "", "body": "短い", "check": "1"}).content.decode()

    wanted = [
        "題名を入力してください",
        "質問の内容を20字以上で入力してください",
        "テーマを選んでください",
        "分野を選んでください",
    ]
    assert [sentence in page for sentence in wanted] == [True] * 4
    assert ("エラー：" in page, ">\n短い" in page or ">\r\n短い" in page) == (True, True)


def test_what_is_typed_is_kept_and_found_again(asker):
    saved = asker.post("/qa/ask/draft/", {"title": "書きかけ\u202e", "body": "途中"}).json()

    page = asker.get("/qa/ask/").content.decode()
    assert (saved["saved"], "書きかけ" in page, "途中" in page) == ("下書きを保存しました 9:00", True, True)


def test_a_draft_outlives_signing_out(asker, client, cast):
    asker.post("/qa/ask/draft/", FIELDS)
    client.logout()
    client.force_login(cast.participant)

    assert TITLE in client.get("/qa/ask/").content.decode()


def test_a_form_sent_after_signing_out_is_there_after_signing_in(asker, client, cast):
    client.logout()
    client.post("/qa/ask/", FIELDS | {"title": "席を外していた間の題", "check": "1"})
    client.force_login(cast.participant)

    assert "席を外していた間の題" in client.get("/qa/ask/").content.decode()


def test_where_a_question_comes_from_goes_along(asker):
    video = make_video(audience="public")
    session = StudySession.objects.get(code="mitigation-2021-2")
    uid = session.agenda_items.first().uid
    page = asker.get(f"/qa/ask/?video={video.pk}&t=83&session={session.code}&agenda={uid}").content.decode()
    hidden = dict(re.findall(r'<input type="hidden" name="(\w+)" value="([^"]*)">', page))

    chosen = re.search(r'<option value="([0-9a-f-]+)" selected>', page)[1]
    asker.post("/qa/ask/", FIELDS | hidden | {"agenda": chosen, "check": "1"})
    asker.post("/qa/ask/check/")

    question = Question.objects.get()
    place = question.video, question.video_second, question.study_session, question.agenda_uid
    assert place == (video, 83, session, uid)


def test_what_is_not_announced_is_not_carried(asker):
    material = make_material(announced_on=None)

    page = asker.get(f"/qa/ask/?material={material.pk}").content.decode()

    assert material.title not in page


def test_a_further_question_leads_back_to_the_first(asker, board, client):
    first = board.published()

    asker.post("/qa/ask/", FIELDS | {"follows": first.pk, "title": "追加の質問です", "check": "1"})
    asker.post("/qa/ask/check/")

    assert Question.objects.get(asked_title="追加の質問です").follows == first


def test_something_alike_is_offered_and_that_it_helped_is_counted_once(asker, client, board, cast):
    answered = board.published(asker=cast.other, title="区域施策編の部門別の目標の置き方")
    page = asker.get("/qa/ask/similar/", {"title": "区域施策編で部門別の目標をどう置くか"}).content.decode()
    for _ in range(2):
        asker.post("/qa/ask/solved/", {"question": answered.pk})

    assert (answered.receipt in page, "これで解決した" in page) == (True, True)
    assert (Solved.objects.count(), Solved.objects.get().question) == (1, answered)


def newcomer_beside(colleague: User, cast) -> User:
    """Somebody of the same municipality, in no department yet."""
    return cast._user("newcomer", colleague.municipality.name)


def test_staff_without_a_department_name_theirs_first(client, cast):
    newcomer = newcomer_beside(cast.participant, cast)
    client.force_login(newcomer)
    first = client.get("/qa/ask/?session=mitigation-2021-2")
    words = {"department_name": "下水道課", "field": "civil_engineering", "name": "見本 六花", "kana": ""}
    onward = client.post(first["Location"], words)

    assert first["Location"] == "/qa/ask/department/?session=mitigation-2021-2"
    assert onward["Location"] == "/qa/ask/?session=mitigation-2021-2"
    assert Participant.objects.get(user=newcomer).department.name == "下水道課"
    assert client.get(onward["Location"]).status_code == 200


def test_an_enrolled_department_brings_its_people_in_itself(client, cast):
    client.force_login(newcomer_beside(cast.participant, cast))
    words = {"department_name": "環境課", "field": "environment", "name": "見本 六花"}

    page = client.post("/qa/ask/department/", words).content.decode()

    assert "同じ部署の人として招待してもらってください" in page


def test_the_office_enters_what_was_asked_by_telephone(office, cast):
    department = cast.participant.current_participations[0].department
    asked = {"origin": "phone", "department": department.pk, "asker": cast.participant.name}

    office.post("/cms/qna/board/enter/", FIELDS | asked)

    question = Question.objects.get()
    assert (question.origin, question.department, question.participant.user) == ("phone", department, cast.participant)


def test_what_came_from_the_hall_may_be_of_nobody(office):
    office.post("/cms/qna/board/enter/", FIELDS | {"origin": "hall", "department": "", "asker": ""})

    assert (Question.objects.get().department, Question.objects.get().origin) == (None, "hall")


def test_a_draft_nobody_came_back_to_goes_with_its_files(asker, clock):
    user = User.objects.get(email="participant@test.example")
    draft = QuestionDraft.objects.create(user=user, saved_at=timezone.now())
    Attachment.objects.create(draft=draft, file="questions/none.pdf", name="a.pdf", size=1)
    clock.move_to("2022-05-01T09:00+09:00")

    forget_old_data()

    assert (QuestionDraft.objects.count(), Attachment.objects.count()) == (0, 0)
