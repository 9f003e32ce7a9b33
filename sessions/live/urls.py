from django.urls import path

from sessions.live.views import acts, console, reading, rooms, text

app_name = "live"
urlpatterns = [
    path("live/<slug:code>/", rooms.room, name="room"),
    path("live/<slug:code>/lobby/", rooms.lobby, name="lobby"),
    path("live/<slug:code>/lobby/download", rooms.download, name="lobby-download"),
    path("live/<slug:code>/open/", console.open_room, name="room-open"),
    path("live/<slug:code>/console/", console.console, name="console"),
    path("live/<slug:code>/export/", console.export, name="export"),
    path("live/<slug:code>/questions/", console.project, name="project"),
    path("live/<slug:code>/polls/<int:pk>/", console.project_poll, name="project-poll"),
    path("live/<slug:code>/events", reading.events, name="events"),
    path("live/<slug:code>/state", reading.state, name="state"),
    path("live/<slug:code>/messages", reading.messages, name="message-list"),
    path("live/<slug:code>/people", reading.people, name="people"),
    path("live/<slug:code>/acts/<slug:name>/", acts.act, name="act"),
    path("live/<slug:code>/text/", text.text, name="text"),
    path("live/<slug:code>/text/log/", text.log, name="text-log"),
]
