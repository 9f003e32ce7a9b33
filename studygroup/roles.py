"""The three groups and what they may do in the CMS; kept in step after every migration."""

from django.apps import AppConfig, apps
from django.contrib.auth.models import Group, Permission
from django.db import transaction
from wagtail.models import GroupPagePermission, Page, Task, Workflow, WorkflowPage, WorkflowTask

from studygroup.enums import Role
from studygroup.models import OrganiserApproval

# Of Wagtail's own list: who may change and publish a page may delete it, there is no right apart for that.
PAGE_RIGHTS = {
    Role.SECRETARIAT: ("add_page", "change_page", "publish_page", "lock_page", "unlock_page"),
    Role.ORGANISER: ("publish_page",),
}
# What an app's config names, and what the secretariat may do with it: records stay, letters are only read.
OFFICE_RIGHTS = {
    "office_models": ("add", "change", "delete", "view"),
    "office_records": ("add", "change", "view"),
    "office_reads": ("view",),
}


@transaction.atomic
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
    """The secretariat has on an app's models the rights that OFFICE_RIGHTS gives, the organiser sees them."""
    groups[Role.SECRETARIAT].permissions.remove(*Permission.objects.filter(content_type__app_label=config.label))
    for attribute, verbs in OFFICE_RIGHTS.items():
        for model in getattr(config, attribute, ()):
            rights = Permission.objects.filter(content_type__app_label=config.label, content_type__model=model)
            wanted = [f"{verb}_{model}" for verb in verbs]
            groups[Role.SECRETARIAT].permissions.add(*rights.filter(codename__in=wanted))
            groups[Role.ORGANISER].permissions.add(*rights.filter(codename=f"view_{model}"))


def _keep_cms_rights(groups: dict[Role, Group], root: Page) -> None:
    entry = Permission.objects.get(codename="access_admin", content_type__app_label="wagtailadmin")
    groups[Role.SECRETARIAT].permissions.add(entry)
    groups[Role.ORGANISER].permissions.add(entry)
    for role, rights in PAGE_RIGHTS.items():
        GroupPagePermission.objects.filter(group=groups[role]).exclude(permission__codename__in=rights).delete()
        for right in Permission.objects.filter(content_type__app_label="wagtailcore", codename__in=rights):
            GroupPagePermission.objects.get_or_create(group=groups[role], page=root, permission=right)


def _keep_approval(organiser: Group, root: Page) -> None:
    workflow, created = Workflow.objects.get_or_create(name="主催者の承認")
    if created:
        task = OrganiserApproval.objects.create(name="主催者が承認する")
        task.groups.add(organiser)
        WorkflowTask.objects.create(workflow=workflow, task=task, sort_order=0)
        # The root has Wagtail's own workflow from the start, whose approvers nobody is.
        WorkflowPage.objects.update_or_create(page=root, defaults={"workflow": workflow})
        Workflow.objects.exclude(pk=workflow.pk).delete()
        Task.objects.exclude(pk=task.pk).delete()
