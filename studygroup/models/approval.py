"""The organiser's approval, as a task of Wagtail's workflows."""

from wagtail.models import AbstractGroupApprovalTask


class OrganiserApproval(AbstractGroupApprovalTask):
    """Waiting for the organiser locks nobody out: whoever may edit the page goes on, and whoever may publish may."""

    def locked_for_user(self, obj, user):
        return False

    @classmethod
    def get_description(cls):
        return "主催者が承認すると公開します。待っている間も、運営事務局は編集と公開ができます。"

    class Meta:
        verbose_name = "主催者の承認"
        verbose_name_plural = "主催者の承認"
