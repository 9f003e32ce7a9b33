from django.urls import path

from qna.views import advising, asking, batches, reading, room

app_name = "qna"
urlpatterns = [
    path("qa/", reading.question_list, name="question-list"),
    path("qa/ask/", asking.ask, name="question-ask"),
    path("qa/ask/check/", asking.check, name="question-check"),
    path("qa/ask/department/", asking.department, name="department-name"),
    path("qa/ask/draft/", asking.save_draft, name="draft-save"),
    path("qa/ask/draft/discard/", asking.discard, name="draft-discard"),
    path("qa/ask/files/<int:pk>/remove/", asking.detach, name="attachment-remove"),
    path("qa/ask/similar/", asking.similar, name="question-similar"),
    path("qa/ask/solved/", asking.solved, name="question-solved"),
    path("qa/answers/<int:number>/", batches.batch_detail, name="batch-detail"),
    path("qa/answers/<int:number>/print/", batches.batch_print, name="batch-print"),
    path("qa/answers/<int:number>/answers.xlsx", batches.batch_table, name="batch-table"),
    path("qa/room-questions/<int:pk>/", room.send_room_question, name="room-question-send"),
    path("qa/<int:pk>/", reading.question_detail, name="question-detail"),
    path("qa/<int:pk>/want/", reading.want, name="question-want"),
    path("qa/<int:pk>/follow/", reading.follow, name="question-follow"),
    path("qa/<int:pk>/take-back/", reading.take_back, name="question-take-back"),
    path("qa/<int:pk>/files/<int:key>/<str:filename>", reading.attachment, name="question-attachment"),
    path("advisor/", advising.inbox, name="advisor-inbox"),
    path("advisor/<int:pk>/", advising.question, name="advisor-question"),
    path("advisor/<int:pk>/draft/", advising.autosave, name="answer-save"),
    path("advisor/<int:pk>/say/<slug:what>/", advising.say, name="answer-say"),
    path("advisor/<int:pk>/cite/", advising.cite, name="answer-cite"),
    path("advisor/<int:pk>/cite/<int:key>/remove/", advising.uncite, name="answer-uncite"),
    path("advisor/<int:pk>/suggestion/", advising.decide, name="suggestion-decide"),
]
