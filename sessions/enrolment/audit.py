"""How the CMS's log tells what left as a file and what came in."""

from wagtail.log_actions import LogFormatter


class Exported(LogFormatter):
    label = "ファイルへの出力"

    def format_message(self, log_entry):
        return "{list}を出力しました（{choice}、{format}、{rows}行）".format(**log_entry.data)

    def format_comment(self, log_entry):
        return "列：" + "／".join(log_entry.data["columns"])


class Imported(LogFormatter):
    label = "参加者の取込"

    def format_message(self, log_entry):
        return "参加者の一覧を取り込みました（追加{added}名、変更{changed}名、{format}）".format(**log_entry.data)


# action -> (label, what it says)
MEMBERSHIP = {
    "add_person": ("参加者の登録", "部署の参加者として登録しました"),
    "make_coordinator": ("窓口", "部署の窓口にしました"),
    "end_coordinator": ("窓口の終了", "部署の窓口から外しました"),
    "remove_person": ("異動・退任", "最終日を登録しました"),
    "keep_person": ("異動・退任の取消し", "最終日を取り消しました"),
    "invite": ("招待", "部署に招待しました"),
    "withdraw_invitation": ("招待の取消し", "招待を取り消しました"),
    "accept_invitation": ("招待の承諾", "招待を受けて参加しました"),
    "start_confirmation": ("年度更新の確認", "継続の確認を始めました"),
    "confirm_person": ("継続の確認", "次の年度も続けることを確認しました"),
    "suspend": ("停止", "利用を停止しました"),
    "lift_suspension": ("停止の解除", "利用を再開しました"),
    "carry": ("年度更新", "参加登録を次の年度に引き継ぎました"),
    "confirm_carried": ("年度更新の確認", "引き継いだ参加登録を確認済みにしました"),
}

OFFICE = {
    "approve": ("申込の承認", "参加登録の申込を承認しました"),
    "send_back": ("申込の差戻し", "参加登録の申込を差し戻しました"),
    "confirm": ("登録の確認", "参加登録を確認しました"),
    "withdraw": ("登録の取下げ", "参加登録を取り下げました"),
    "merge_departments": ("部署の統合", "ほかの部署に統合しました"),
    "close_department": ("部署の廃止", "部署を廃止しました"),
}


def register_log_actions(actions) -> None:
    for action, (label, message) in (MEMBERSHIP | OFFICE).items():
        actions.register_action(f"enrolment.{action}", label, message)
    actions.register_action("enrolment.export")(Exported)
    actions.register_action("enrolment.import")(Imported)
