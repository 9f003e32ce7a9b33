from django.urls import path
from django.views.decorators.http import require_safe
from django.views.generic import TemplateView

from studygroup import views
from studygroup.feeds import NewsFeed

app_name = "studygroup"
urlpatterns = [
    path("healthz", views.healthz, name="healthz"),
    path("readyz", views.readyz, name="readyz"),
    path("news/feed/", require_safe(NewsFeed()), name="news-feed"),
    path("favicon.ico", views.favicon, name="favicon"),
    path("demo/mail/", views.demo_mail, name="demo-mail"),
    path(
        "robots.txt",
        TemplateView.as_view(template_name="studygroup/robots.txt", content_type="text/plain"),
        name="robots",
    ),
]
