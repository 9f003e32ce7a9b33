"""What every page of the site shows around its content."""

from django.conf import settings

from studygroup import navigation, page_cache, rules
from studygroup.models import Contact, UrgentBanner


def site(request):
    """Demo flag, navigation, contact, urgent banner and who is signed in."""
    user = getattr(request, "user", None)
    banner = page_cache.remember("urgent_banner", UrgentBanner.load)
    return {
        "demo": settings.DEMO,
        "nav_items": page_cache.remember("navigation", navigation.items),
        "way_in": page_cache.remember("way_in", navigation.way_in),
        "my_page": page_cache.remember("my_page", navigation.my_page),
        "footer_groups": page_cache.remember("footer", navigation.footer_groups),
        "contact": page_cache.remember("contact", Contact.load),
        "urgent_banner": banner if banner.is_shown else None,
        "account_label": _account_label(user) if user and user.is_authenticated else "",
        "works_in_cms": bool(user) and rules.works_in_cms(user),
    }


def _account_label(user) -> str:
    """Department, municipality or name: what a colleague would recognise."""
    people = user.current_participations
    if len(people) == 1:
        return str(people[0].department)
    return user.municipality.name if user.municipality_id else user.get_full_name()
