from django.urls import path

from qna.consultations.views import advising, asking, changing, reading

app_name = "consultations"
urlpatterns = [
    path("", reading.index, name="index"),
    path("ask/", asking.ask, name="ask"),
    path("calls/<int:pk>/", reading.call_detail, name="call-detail"),
    path("calls/<int:pk>/wish/", asking.wish, name="wish"),
    path("hours/", advising.hour_list, name="hour-list"),
    path("hours/<int:pk>/withdraw/", advising.hour_withdraw, name="hour-withdraw"),
    path("assigned/", advising.assigned_list, name="assigned-list"),
    path("summaries/", reading.summary_list, name="summary-list"),
    path("summaries/<int:pk>/", reading.summary_detail, name="summary-detail"),
    path("<int:pk>/", reading.detail, name="detail"),
    path("<int:pk>/calendar.ics", reading.calendar, name="calendar"),
    path("<int:pk>/cancel/", changing.cancel, name="cancel"),
    path("<int:pk>/rebook/", changing.rebook, name="rebook"),
    path("<int:pk>/record/", advising.record, name="record"),
    path("<int:pk>/summary/", changing.agree, name="summary-agree"),
]
