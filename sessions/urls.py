from django.urls import path

from sessions import views

app_name = "study_sessions"
urlpatterns = [
    path("calendar.ics", views.calendar_feed, name="calendar-feed"),
    path("calendar/<slug:code>.ics", views.session_file, name="session-file"),
]
