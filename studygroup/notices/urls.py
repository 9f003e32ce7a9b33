from django.urls import path

from studygroup.notices import views

app_name = "notices"
urlpatterns = [
    path("my/notices/", views.NoticeList.as_view(), name="notice-list"),
    path("my/notices/read/", views.mark_all_read, name="notice-read-all"),
    path("my/notices/<int:pk>/read/", views.mark_one_read, name="notice-read"),
    path("my/notices/settings/", views.PreferenceEdit.as_view(), name="preference-edit"),
]
