from django.urls import path, re_path

from archive import views

app_name = "archive"
urlpatterns = [
    path("materials/", views.material_list, name="material-list"),
    re_path(r"^materials/(?P<code>[a-z0-9-]+)\.zip$", views.session_zip, name="session-zip"),
    path("materials/<int:pk>/", views.material_detail, name="material-detail"),
    path("materials/<int:pk>/extension/", views.material_extension, name="material-extension"),
    path("materials/<int:pk>/pages/<int:number>.webp", views.material_picture, name="material-picture"),
    path("materials/<int:pk>/editions/<int:edition>/<str:filename>", views.edition_file, name="edition-file"),
    path("materials/<int:pk>/<str:filename>", views.material_file, name="material-file"),
    path("videos/", views.video_list, name="video-list"),
    path("videos/<int:pk>/", views.video_detail, name="video-detail"),
    path("videos/<int:pk>/progress/", views.video_progress, name="video-progress"),
    path("videos/<int:pk>/transcript.txt", views.video_transcript, name="video-transcript"),
    path("videos/<int:pk>/extension/", views.video_extension, name="video-extension"),
    re_path(
        r"^videos/(?P<pk>\d{1,18})/stream/(?P<part>[a-z0-9-]{1,40}\.(?:m3u8|m4s|mp4|m4a|vtt|jpg))$",
        views.video_file,
        name="video-file",
    ),
]
