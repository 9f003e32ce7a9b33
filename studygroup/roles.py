"""The three groups and what they may do in the CMS; kept in step after every migration."""

from django.apps import AppConfig, apps
from django.contrib.auth.models import Group, Permission
from wagtail.models import GroupApprovalTask, GroupPagePermission, Page, Workflow, WorkflowPage, WorkflowTask

from studygroup.enums import Role

PAGE_RIGHTS = {
    Role.SECRETARIAT: ("add_page", "change_page", "publish_page", "lock_page", "unlock_page", "delete_page"),
    Role.ORGANISER: ("publish_page",),
}
LIBRARY_MODELS = ("image", "document", "collection")


def keep_roles(sender: AppConfig, **kwargs) -> None:
    """After the last app has migrated and every permission is there: groups, their rights, the organiser's approval."""
    configs = [config for config in apps.get_app_configs() if config.models_module]
    root = Page.get_first_root_node() if sender == configs[-1] else None
    if root is None:
        return
    groups = {role: Group.objects.get_or_create(name=role)[0] for role in Role}
    for config in configs:
        _keep_model_rights(config, groups)
    _keep_cms_rights(groups, root)
    _keep_approval(groups[Role.ORGANISER], root)


def _keep_model_rights(config: AppConfig, groups: dict[Role, Group]) -> None:
    """The secretariat has every right on the models that an app names in `office_models`, the organiser sees them."""
    models = getattr(config, "office_models", ())
    rights = Permission.objects.filter(content_type__app_label=config.label, content_type__model__in=models)
    groups[Role.SECRETARIAT].permissions.add(*rights)
    groups[Role.ORGANISER].permissions.add(*rights.filter(codename__startswith="view_"))


def _keep_cms_rights(groups: dict[Role, Group], root: Page) -> None:
    entry = Permission.objects.get(codename="access_admin", content_type__app_label="wagtailadmin")
    library = Permission.objects.filter(
        content_type__app_label__in=("wagtailimages", "wagtaildocs"), content_type__model__in=LIBRARY_MODELS
    )
    groups[Role.SECRETARIAT].permissions.add(entry, *library)
    groups[Role.ORGANISER].permissions.add(entry)
    for role, rights in PAGE_RIGHTS.items():
        for right in Permission.objects.filter(content_type__app_label="wagtailcore", codename__in=rights):
            GroupPagePermission.objects.get_or_create(group=groups[role], page=root, permission=right)


def _keep_approval(organiser: Group, root: Page) -> None:
    workflow, created = Workflow.objects.get_or_create(name="主催者の承認")
    if created:
        task = GroupApprovalTask.objects.create(name="主催者が承認する")
        task.groups.add(organiser)
        WorkflowTask.objects.create(workflow=workflow, task=task, sort_order=0)
        WorkflowPage.objects.get_or_create(page=root, defaults={"workflow": workflow})
