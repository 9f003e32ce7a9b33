"""What Wagtail's reference index follows: pages and what the office edits, not the records that the site writes."""

from django.apps import apps
from modelcluster.fields import ParentalKey
from wagtail.models import Page

OURS = ("studygroup", "sessions", "archive", "qna")


def leave_records_out() -> None:
    """Answers, letters, enrolments and the like: nobody asks where they are used, and each write would be dearer.

    Called before Wagtail looks at the models, which is when it becomes ready.
    """
    for config in apps.get_app_configs():
        if config.name.partition(".")[0] not in OURS:
            continue
        for model in config.get_models():
            if not is_edited(model, getattr(config, "office_models", ())):
                model.wagtail_reference_index_ignore = True


def is_edited(model, office_models) -> bool:
    """A page, what the office keeps in the CMS, or a part that is edited with either."""
    is_part = any(isinstance(field, ParentalKey) for field in model._meta.get_fields())
    return issubclass(model, Page) or is_part or model._meta.model_name in office_models
