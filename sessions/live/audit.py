"""How the CMS's log tells what was done in a room."""

from wagtail.log_actions import LogFormatter

ACTS = {
    "opened": ("部屋を開いた", "当日の部屋を開きました"),
    "closed": ("部屋を閉じた", "当日の部屋を閉じました"),
    "recording": ("録画との対応", "部屋の記録を録画の時刻に合わせました"),
    "export": ("部屋の記録の出力", "部屋の記録をファイルに出力しました"),
    "changed": ("部屋の設定", "当日の部屋の設定・進行を変えました"),
}
ACTS_ON_THINGS = {
    "hide": ("非表示", "発言を非表示にしました"),
    "restore": ("再表示", "発言を表示に戻しました"),
    "announce": ("お知らせ", "部屋にお知らせを固定しました"),
    "mute": ("書き込みの停止", "参加者の書き込みを止めました"),
    "unmute": ("書き込みの再開", "参加者の書き込みを再開しました"),
    "question": ("質問の扱い", "質問の状態を変えました"),
    "poll": ("投票の扱い", "投票の状態を変えました"),
}


def formatter(label: str, message: str) -> type[LogFormatter]:
    """Tells which thing it was about, and why."""

    class OnThing(LogFormatter):
        def format_message(self, log_entry):
            reason = log_entry.data.get("reason", "")
            return f"{message}（{log_entry.data['thing']}{'：' if reason else ''}{reason}）"

    OnThing.label = label
    return OnThing


def register_log_actions(actions) -> None:
    for act, (label, message) in ACTS.items():
        actions.register_action(f"live.{act}", label, message)
    for act, (label, message) in ACTS_ON_THINGS.items():
        actions.register_action(f"live.{act}")(formatter(label, message))
