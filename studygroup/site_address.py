"""Wagtail's own record of the site's address, kept in step with SITE_URL: links in feeds, calendars and mail use it."""

from urllib.parse import urlsplit

from django.apps import AppConfig
from django.conf import settings
from wagtail.models import Site

DEFAULT_PORTS = {"http": 80, "https": 443}


def keep_site_address(sender: AppConfig | None = None, **kwargs) -> None:
    """After migrating, and when the first pages are loaded."""
    address = urlsplit(settings.SITE_URL)
    site = Site.objects.filter(is_default_site=True).first()
    wanted = (address.hostname, address.port or DEFAULT_PORTS[address.scheme])
    if site and (site.hostname, site.port) != wanted:
        site.hostname, site.port = wanted
        site.save()
