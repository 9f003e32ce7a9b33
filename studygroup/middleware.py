"""What every request passes."""

from copy import copy

from csp.constants import SELF, UNSAFE_INLINE
from csp.middleware import CSPMiddleware
from django.conf import settings
from django.core.exceptions import SuspiciousOperation
from django.http import HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from wagtail.models import Site

from studygroup import page_cache, rules
from studygroup.actions import has_second_factor

PERSONAL_COOKIES = frozenset({settings.SESSION_COOKIE_NAME, "messages"})
ALWAYS_ASKED = ("/healthz", "/readyz")
CMS_POLICY = {  # Wagtail's editor writes inline scripts and styles
    **settings.CONTENT_SECURITY_POLICY["DIRECTIVES"],
    "script-src": [SELF, UNSAFE_INLINE],
    "style-src": [SELF, UNSAFE_INLINE],
    "img-src": [SELF, "data:", "blob:"],
}


class PageCacheMiddleware:
    """Outermost: answers an anonymous reader from `page_cache`, and keeps what the site answered.

    A kept page is found by the raw Host header; only what passed Django's check of the host is ever kept.
    """

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        if not self.is_anonymous_read(request):
            return self.get_response(request)
        address = f"{request.META.get('HTTP_HOST')}{request.path_info}"
        page = page_cache.find(address)
        if page is not None:
            response = HttpResponse(page.content)
            for name, value in page.headers:
                response.headers[name] = value
            return response
        term = page_cache.term()
        response = self.get_response(request)
        if self.may_keep(request, response):
            page_cache.keep(address, tuple(response.headers.items()), response.content, term)
        return response

    @staticmethod
    def is_anonymous_read(request) -> bool:
        if request.method not in ("GET", "HEAD") or request.META.get("QUERY_STRING"):
            return False
        if request.META.get("HTTP_COOKIE") and not PERSONAL_COOKIES.isdisjoint(request.COOKIES):
            return False
        return request.path_info not in ALWAYS_ASKED

    @staticmethod
    def may_keep(request, response) -> bool:
        return (
            request.method == "GET"
            and response.status_code == 200
            and not response.streaming
            and not response.cookies
            and not request.META.get("CSRF_COOKIE_NEEDS_UPDATE")
            and "no-store" not in response.headers.get("Cache-Control", "")
            and not request.user.is_authenticated
        )


class BrowserCacheMiddleware:
    """What does not say otherwise is asked for again each time, and kept by no proxy of a city hall."""

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        response = self.get_response(request)
        response.headers.setdefault("Cache-Control", "private, no-cache")
        return response


class HostileInputMiddleware:
    """NUL in an address reaches neither a query nor a file name: 400."""

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        if "\x00" in request.path or "%00" in request.META.get("QUERY_STRING", ""):
            raise SuspiciousOperation("NUL in the address")
        return self.get_response(request)


class ContentSecurityPolicyMiddleware(CSPMiddleware):
    """The site's policy, and the looser one that Wagtail's editor needs, for the CMS alone."""

    def get_policy_parts(self, request, response, report_only=False):
        parts = super().get_policy_parts(request, response, report_only)
        if request.path_info.startswith("/cms/") and not report_only:
            parts.config = CMS_POLICY
        return parts


class SiteMiddleware:
    """Wagtail asks at each request for its Site and the home page below it: one is the answer to every host.

    Readers share both until something changes; the home page is copied, since serving a page writes to it.
    """

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        known = None if request.path_info.startswith("/cms/") else page_cache.remember("site", self.read_site)
        if known:
            request._wagtail_site = site = copy(known)  # where `Site.find_for_request` keeps its answer
            site.root_page = copy(known.root_page)
        return self.get_response(request)

    @staticmethod
    def read_site() -> Site | None:
        site = Site.objects.filter(is_default_site=True).first()
        if site:
            site.root_page = site.root_page.specific
        return site


class SecondFactorMiddleware:
    """Office, organiser and advisors set up a passkey or one-time passwords before anything else; not in the demo."""

    EXEMPT = ("/accounts/", "/static/", "/healthz", "/readyz")

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        if settings.DEMO or request.path_info.startswith(self.EXEMPT):
            return self.get_response(request)
        if rules.needs_second_factor(request.user) and not has_second_factor(request.user):
            return redirect(reverse("mfa_index"))
        return self.get_response(request)
