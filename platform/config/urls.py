"""Every route of the site; Wagtail's pages come last."""

from django.urls import include, path
from wagtail import urls as wagtail_urls
from wagtail.admin import urls as wagtailadmin_urls
from wagtail.contrib.sitemaps.views import sitemap
from wagtail.documents import urls as wagtaildocs_urls

from studygroup.views import cms_login

handler500 = "studygroup.views.server_error"

urlpatterns = [
    path("cms/login/", cms_login, name="cms-login"),
    path("cms/", include(wagtailadmin_urls)),
    path("documents/", include(wagtaildocs_urls)),
    path("accounts/", include("allauth.urls")),
    path("sitemap.xml", sitemap),
    path("", include("studygroup.urls")),
    path("", include("sessions.urls")),
    path("", include("archive.urls")),
    path("", include(wagtail_urls)),
]
