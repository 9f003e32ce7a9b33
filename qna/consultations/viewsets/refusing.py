"""What an action refused, beside the field that it is about."""

from django.core.exceptions import ValidationError
from django.forms import Form


def put_beside_fields(form: Form, refusal: ValidationError) -> None:
    """A refusal names fields of its own; what the form does not ask for stands above it."""
    if not hasattr(refusal, "error_dict"):
        form.add_error(None, refusal)
        return
    for name, errors in refusal.error_dict.items():
        form.add_error(name if name in form.fields else None, errors)
