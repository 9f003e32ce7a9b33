"""`{% address_of "contact" as contact_url %}`, the way to a page of the CMS; `{{ path|whole }}`, with the host."""

from django import template

from studygroup import addresses

register = template.Library()
register.simple_tag(addresses.address_of)
register.filter("whole", addresses.whole)
