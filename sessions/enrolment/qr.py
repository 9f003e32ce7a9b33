"""The QR code of a receipt: its text is what the desk reads, or types."""

import segno
from django.utils.safestring import SafeString, mark_safe

from sessions.enrolment.models import Attendance


def qr_text(attendance: Attendance) -> str:
    """「mitigation-2021-2 A-00012」: the session and the receipt, in plain letters."""
    return f"{attendance.study_session.code} {attendance.receipt}"


def qr_svg(attendance: Attendance) -> SafeString:
    """The code as SVG without a size of its own; it says nothing to a reader who does not see it."""
    code = segno.make(qr_text(attendance), error="m", micro=False)
    return mark_safe(code.svg_inline(omitsize=True, svgclass="qr__code", lineclass=None))  # noqa: S308 - segno's own
