from django.urls import path, re_path

from archive import views

app_name = "archive"
urlpatterns = [
    path("materials/", views.material_list, name="material-list"),
    path("materials/<int:pk>/<str:filename>", views.material_file, name="material-file"),
    path("videos/", views.video_list, name="video-list"),
    path("videos/<int:pk>/", views.video_detail, name="video-detail"),
    re_path(
        r"^videos/(?P<pk>\d{1,18})/stream/(?P<part>video\.mp4|captions\.vtt|poster\.jpg)$",
        views.video_file,
        name="video-file",
    ),
]
