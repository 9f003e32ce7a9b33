"""Reading a room."""

from datetime import timedelta

from django.db import models
from django.db.models import F, Q
from django.utils import timezone

from sessions.enrolment.rules import audience_q
from sessions.live.enums import ANNOUNCED_POLL_STATES, MessageState, QuestionState

HERE_SECONDS = 60  # how long after the last sign of life somebody counts as here


class LiveRoomQuerySet(models.QuerySet):
    def with_session(self):
        """With what rules and pages ask of the session."""
        return self.select_related("study_session__series")

    def visible_to(self, user):
        """The record of a closed room, for whoever may enter it."""
        places = self.alias(
            series=F("study_session__series"),
            programme=F("study_session__series__programme"),
            fiscal_year=F("study_session__fiscal_year"),
        )
        return places.filter(audience_q(user), closed_at__isnull=False, study_session__live=True)


class StreamQuerySet(models.QuerySet):
    def hold(self, room, name: str):
        """The stream with its room, its row locked to the end of the transaction: nobody else numbers an event."""
        rows = self.select_related("room__study_session__series").select_for_update(of=("self",))
        return rows.get(room=room, name=name)


class EventQuerySet(models.QuerySet):
    def after(self, seq: int):
        return self.filter(seq__gt=seq).order_by("seq")

    def about(self, thing):
        """Everything told of `thing`, in whatever stream of its room."""
        return self.filter(room=thing.room_id, about=thing.about)

    def still_showing(self):
        """Without those after which the readers of a stream know the thing no more."""
        return self.exclude(kind__endswith=".left")


class RoomMemberQuerySet(models.QuerySet):
    def here(self):
        """Seen a moment ago, on a socket or by a poll."""
        return self.filter(seen_at__gt=timezone.now() - timedelta(seconds=HERE_SECONDS))

    def with_hand_up(self):
        """Those who want to speak, who waited longest first, with what names them."""
        return self.filter(hand_raised_at__isnull=False).order_by("hand_raised_at", "pk").named()

    def named(self):
        """With what names them."""
        return self.select_related("municipality", "participant__department", "user")

    def by_place(self):
        return self.order_by(F("municipality__order").asc(nulls_last=True), "pk")


class MessageQuerySet(models.QuerySet):
    def in_stream(self, stream):
        return self.filter(stream=stream).order_by("pk")

    def readable(self):
        return self.filter(state=MessageState.SHOWN)


class PollQuerySet(models.QuerySet):
    def announced(self):
        """What readers know of: no drafts."""
        return self.filter(state__in=ANNOUNCED_POLL_STATES)


class PollAnswerQuerySet(models.QuerySet):
    def of(self, member):
        """The member's own, and where departments answer, that of their department."""
        department = member.participant.department_id if member.participant else None
        of_department = Q(department=department) if department else Q(pk=None)
        return self.filter(Q(member=member) | of_department, poll__room=member.room_id)


class LiveQuestionQuerySet(models.QuerySet):
    def with_votes(self):
        return self.annotate(votes=models.Count("vote"))

    def most_wanted_first(self):
        return self.with_votes().order_by("-is_pinned", "-votes", "pk")

    def listed(self):
        """What readers see with its words."""
        return self.exclude(state__in=(QuestionState.WAITING, QuestionState.HIDDEN))

    def released(self):
        """What every reader may know of."""
        return self.exclude(state=QuestionState.WAITING)

    def waiting(self):
        return self.filter(state=QuestionState.WAITING)
