"""What the outbox adds to Wagtail."""

from wagtail import hooks

from studygroup.notices import panels, viewsets

hooks.register("desk_worklist", panels.troubled_letters)


@hooks.register("register_admin_viewset")
def register_viewsets():
    return viewsets.OutboxLetterViewSet()
