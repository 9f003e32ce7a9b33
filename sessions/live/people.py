"""Who is in a room just now, by municipality; the office and advisors apart, never counted as municipalities."""

from sessions.live.models import LiveRoom
from sessions.live.naming import ROLE_NAMES, name_of


def places_of(room: LiveRoom) -> list[dict]:
    """`{"name": 「アドバイザー・事務局」 or a municipality, "people": […]}`, the office first, then in 建制順."""
    here = room.members.here().by_place().named()
    office: list[str] = []
    places: dict[str, list[str]] = {}
    for member in here:
        if member.role:
            office.append(ROLE_NAMES[member.role])
        elif member.municipality:
            label = name_of(member).removeprefix(member.municipality.name).strip()
            places.setdefault(member.municipality.name, []).append(label)
    found = [{"name": name, "people": [label for label in people if label]} for name, people in places.items()]
    return ([{"name": "アドバイザー・事務局", "people": sorted(set(office))}] if office else []) + found
