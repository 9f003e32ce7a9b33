"""How a session takes sign-ups, who comes how, and what the desk wrote down."""

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils import timezone

from sessions.enrolment.enums import AttendanceMode, DeskAct
from sessions.enrolment.querysets import AttendanceQuerySet, SignUpQuerySet


class SignUp(models.Model):
    """A session's terms of signing up. `seats_taken` counts everyone at the venue and every seat on offer.

    It changes by conditional updates alone (sessions.enrolment.actions.seats), and never passes `seats`.
    """

    study_session = models.OneToOneField(
        "study_sessions.StudySession", verbose_name="開催回", on_delete=models.CASCADE, related_name="sign_up"
    )
    until = models.DateTimeField(
        "参加方法の締切", null=True, blank=True, help_text="空欄のときは、開始まで変更できます。"
    )
    seats = models.PositiveSmallIntegerField("会場の定員", null=True, blank=True, help_text="空欄のときは定員なし。")
    seats_per_municipality = models.PositiveSmallIntegerField(
        "1自治体の上限", null=True, blank=True, help_text="空欄のときは上限なし。"
    )
    hours_to_accept = models.PositiveSmallIntegerField(
        "席の案内に答える期限（時間）", default=24, help_text="キャンセル待ちの人に席を案内してからの時間です。"
    )
    seats_taken = models.PositiveSmallIntegerField(default=0, editable=False)
    objects = SignUpQuerySet.as_manager()

    class Meta:
        verbose_name = verbose_name_plural = "申込の受付"
        constraints = [
            models.CheckConstraint(
                condition=Q(seats__isnull=True) | Q(seats_taken__lte=F("seats")),
                name="sign_up_never_overbooked",
                violation_error_message="すでに決まっている会場参加の人数より少ない定員にはできません。",
            )
        ]

    def __str__(self):
        return self.study_session.title

    @property
    def seats_left(self) -> int | None:
        """None where the venue has no limit."""
        return None if self.seats is None else self.seats - self.seats_taken


class Attendance(models.Model):
    """One person's answer for one session. No row: not answered yet.

    A person who waits for a seat keeps the mode they have meanwhile; one to whom a seat is offered holds it until
    `offered_until`.
    """

    is_shown_to_public = False
    participant = models.ForeignKey(
        "studygroup.Participant", verbose_name="参加者", on_delete=models.PROTECT, related_name="attendances"
    )
    study_session = models.ForeignKey(
        "study_sessions.StudySession", verbose_name="開催回", on_delete=models.PROTECT, related_name="attendances"
    )
    mode = models.CharField("参加方法", max_length=10, choices=AttendanceMode)
    waiting_since = models.DateTimeField("会場のキャンセル待ち", null=True, blank=True)
    offered_until = models.DateTimeField("席の案内の期限", null=True, blank=True)
    checked_in_at = models.DateTimeField("受付した日時", null=True, blank=True)
    is_walk_in = models.BooleanField("当日参加", default=False)
    attended = models.BooleanField("出席", null=True, blank=True, help_text="空欄のときは、受付の記録から判断します。")
    changed_at = models.DateTimeField("変更日時", default=timezone.now)
    changed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, verbose_name="変更した人", null=True, on_delete=models.SET_NULL, related_name="+"
    )
    objects = AttendanceQuerySet.as_manager()

    class Meta:
        verbose_name = verbose_name_plural = "各回の出欠"
        ordering = ["study_session", "participant"]
        constraints = [
            models.UniqueConstraint(
                fields=["participant", "study_session"],
                name="attendance_unique",
                violation_error_message="この参加者の出欠は、すでに登録されています。",
            ),
            models.CheckConstraint(
                condition=~Q(mode=AttendanceMode.VENUE) | Q(waiting_since__isnull=True, offered_until__isnull=True),
                name="attendance_at_venue_waits_for_no_seat",
            ),
        ]
        indexes = [models.Index(fields=["study_session", "waiting_since"], name="attendance_waiting")]

    def __str__(self):
        return f"{self.participant}・{self.study_session.title}"

    @property
    def receipt(self) -> str:
        """The number on the QR code of the desk."""
        return f"A-{self.pk:05d}"

    @property
    def came_in_words(self) -> str:
        """The way of taking part; who came on the day stood at the venue, with a seat counted or beyond the seats."""
        if self.is_walk_in and self.checked_in_at:
            return f"{AttendanceMode.VENUE.label}（当日参加）"
        return self.get_mode_display()

    @property
    def department_name(self) -> str:
        """As it was on the day of the session: what was printed then reads the same later."""
        return self.participant.department.name_on(self.study_session.date_from or timezone.localdate())

    @property
    def holds_seat(self) -> bool:
        return self.mode == AttendanceMode.VENUE or self.offered_until is not None

    @property
    def was_there(self) -> bool:
        """Attended: as set by hand, else checked in."""
        return self.attended if self.attended is not None else self.checked_in_at is not None


class DeskEntry(models.Model):
    """One act of the reception desk. Its client's key makes sending it again harmless."""

    is_shown_to_public = False
    study_session = models.ForeignKey("study_sessions.StudySession", on_delete=models.CASCADE, related_name="+")
    attendance = models.ForeignKey(Attendance, on_delete=models.CASCADE, related_name="desk_entries")
    key = models.CharField(max_length=40)
    act = models.CharField(max_length=8, choices=DeskAct)
    at = models.DateTimeField(default=timezone.now)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+")

    class Meta:
        verbose_name = verbose_name_plural = "受付の記録"
        constraints = [models.UniqueConstraint(fields=["study_session", "key"], name="desk_entry_once")]

    def __str__(self):
        return f"{self.get_act_display()} {self.attendance}"
