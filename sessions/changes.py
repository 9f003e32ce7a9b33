"""What the public was told of a session, and what has changed since, in sentences."""

from sessions.enums import CALLED_OFF_STATES, Mode, SessionState

UNTOLD = "未定"
NO_VENUE = "なし（オンライン開催）"
HOURS = {"reception": "受付開始", "start": "開始時刻", "end": "終了時刻"}


def facts_of(study_session) -> dict:
    """What a published session tells its readers, as JSON can keep it."""
    venue = study_session.venue
    return {
        "name": study_session.title,
        "date": study_session.date_in_words,
        **{hour: _hour(getattr(study_session, hour)) for hour in HOURS},
        "place": f"{venue.name}（{venue.town}）" if venue else study_session.town,
        "modes": "・".join(study_session.mode_labels),
        "state": study_session.state,
        "reason": study_session.reason.strip(),
        "agenda": {str(item.uid): item.title for item in study_session.agenda_items.all()},
        "replaced_by": {page.code: page.title for page in study_session.replacements},
    }


def _hour(time) -> str:
    return f"{time.hour}:{time:%M}" if time else ""


def changes_between(before: dict, after: dict) -> list[str]:
    """One sentence for each thing that readers were told `before` (see `facts_of`) and is otherwise `after`."""
    return [
        *_state_changes(before, after),
        *_renamed("名称", before["name"], after["name"]),
        *_renamed("日程", before["date"], after["date"]),
        *(text for hour, label in HOURS.items() for text in _renamed(label, before[hour], after[hour])),
        *_renamed("会場", before["place"], after["place"], gone=NO_VENUE if _is_online_only(after) else UNTOLD),
        *_renamed("参加方法", before["modes"], after["modes"]),
        *_agenda_changes(before["agenda"], after["agenda"]),
        *_replaced_anew(before["replaced_by"], after["replaced_by"]),
    ]


def _replaced_anew(before: dict[str, str], after: dict[str, str]) -> list[str]:
    """By code: what stands in is the same session after it was renumbered."""
    return [f"「{title}」に振り替えました。" for code, title in after.items() if code not in before]


def _renamed(label: str, before: str, after: str, gone: str = UNTOLD) -> list[str]:
    if before == after:
        return []
    if not before:
        return [f"{label}を公表しました：{after}"]
    return [f"{label}を「{before}」から「{after or gone}」に変更しました。"]


def _is_online_only(facts: dict) -> bool:
    """As the facts tell it, `StudySession.is_online_only` of a session without a place."""
    modes = facts["modes"].split("・")
    return Mode.VENUE.label not in modes and (Mode.ONLINE.label in modes or Mode.STREAM.label in modes)


def _state_changes(before: dict, after: dict) -> list[str]:
    state = SessionState(after["state"])
    if before["state"] == after["state"]:
        same_reason = before["reason"] == after["reason"]
        return [] if same_reason or not after["reason"] else [f"{state.label}の理由を改めました：{after['reason']}"]
    if state in CALLED_OFF_STATES:
        return [f"{state.label}にしました。理由：{after['reason']}"]
    if before["state"] in CALLED_OFF_STATES:
        return [f"{SessionState(before['state']).label}を取り消し、{state.label}にしました。"]
    return [f"{state.label}になりました。"]


def _agenda_changes(before: dict[str, str], after: dict[str, str]) -> list[str]:
    """Items are told apart by their uid, so a new wording is a new name and not another item."""
    if not before and after:
        return ["議題を公表しました。"]
    added = [f"議題「{title}」を加えました。" for uid, title in after.items() if uid not in before]
    removed = [f"議題「{title}」を取りやめました。" for uid, title in before.items() if uid not in after]
    renamed = [
        f"議題「{title}」を「{after[uid]}」に改めました。"
        for uid, title in before.items()
        if uid in after and after[uid] != title
    ]
    return added + removed + renamed
