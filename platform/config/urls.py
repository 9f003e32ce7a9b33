"""Every route of the site; Wagtail's pages come last."""

from django.urls import include, path
from wagtail import urls as wagtail_urls
from wagtail.admin import urls as wagtailadmin_urls
from wagtail.contrib.sitemaps.views import sitemap
from wagtail.documents import urls as wagtaildocs_urls

from studygroup import account_views
from studygroup.views import cms_login

handler500 = "studygroup.views.server_error"

urlpatterns = [
    path("cms/login/", cms_login, name="cms-login"),
    path("cms/", include(wagtailadmin_urls)),
    path("documents/", include(wagtaildocs_urls)),
    path("accounts/login/", account_views.Login.as_view()),
    path("accounts/login/code/", account_views.RequestLoginCode.as_view()),
    path("accounts/signup/", account_views.SignUp.as_view()),
    path("accounts/email/", account_views.ChangeAddress.as_view()),
    path("accounts/password/reset/", account_views.ResetPassword.as_view()),
    path("accounts/login/code/confirm/", account_views.ConfirmLoginCode.as_view()),
    path("accounts/confirm-email/", account_views.ConfirmEmail.as_view()),
    path("accounts/password/reset/confirm/", account_views.ConfirmPasswordReset.as_view()),
    path("accounts/", include("allauth.urls")),
    path("sitemap.xml", sitemap),
    path("", include("studygroup.urls")),
    path("", include("studygroup.notices.urls")),
    path("", include("sessions.live.urls")),
    path("", include("sessions.enrolment.urls")),
    path("", include("sessions.urls")),
    path("", include("archive.urls")),
    path("", include("archive.search.urls")),
    path("consultations/", include("qna.consultations.urls")),
    path("", include("qna.urls")),
    path("", include(wagtail_urls)),
]
