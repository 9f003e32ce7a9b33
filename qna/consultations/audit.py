"""How the CMS's log tells what was done about consultations."""

ACTIONS = {
    "ask": ("個別相談の申込み", "個別相談を申し込みました"),
    "take_on": ("調整の開始", "調整中にしました"),
    "defer": ("見送り", "見送りにしました"),
    "weigh": ("選定の評価", "希望の評価を保存しました"),
    "publish_result": ("結果の公表", "募集の結果を公表しました"),
    "turn_into_question": ("質問への切替え", "アドバイザーへの質問にしました"),
    "arrange": ("日時の決定", "日時を決めました"),
    "rebook": ("希望日時の変更", "別の日時を希望しました"),
    "cancel": ("取消し", "個別相談を取り消しました"),
    "hold": ("実施", "実施済みにしました"),
    "agree": ("掲載の確認", "要約の掲載について答えました"),
    "publish_summary": ("要約の掲載", "要約を掲載しました"),
    "withdraw_summary": ("要約の掲載の終了", "要約の掲載を終えました"),
}


def register_log_actions(actions) -> None:
    for action, (label, message) in ACTIONS.items():
        actions.register_action(f"consultations.{action}", label, message)
