"""`{% address_of "contact" as contact_url %}`: the way to a page of the CMS, read once per version of the pages."""

from django import template

from studygroup import addresses

register = template.Library()
register.simple_tag(addresses.address_of)
