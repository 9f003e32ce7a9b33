"""What search adds to Wagtail."""

from django.urls import reverse
from wagtail import hooks

from archive.search import viewsets
from studygroup.navigation import NavItem


@hooks.register("register_admin_viewset")
def register_viewset():
    return viewsets.SynonymViewSet()


@hooks.register("navigation_items")
def offer_search():
    """Last."""
    return [NavItem(90, reverse("search:search"), "検索")]
