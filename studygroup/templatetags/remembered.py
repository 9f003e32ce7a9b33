"""`{% remembered "footer" %}…{% endremembered %}`: a part of a page that reads the same to everybody."""

from django import template

from studygroup import page_cache

register = template.Library()


@register.tag
def remembered(parser, token):
    """Rendered once, and again when something has changed. Neither clock nor reader may matter to what is inside."""
    _, name = token.split_contents()
    nodes = parser.parse(("endremembered",))
    parser.delete_first_token()
    return RememberedNode(name.strip('"'), nodes)


class RememberedNode(template.Node):
    def __init__(self, name: str, nodelist: template.NodeList):
        self.name, self.nodelist = name, nodelist

    def render(self, context):
        return page_cache.remember(f"part:{self.name}", lambda: self.nodelist.render(context))
