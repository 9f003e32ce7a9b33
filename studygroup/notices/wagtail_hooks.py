"""What the outbox adds to Wagtail."""

from wagtail import hooks

from studygroup.notices import viewsets


@hooks.register("register_admin_viewset")
def register_viewsets():
    return viewsets.OutboxLetterViewSet()
