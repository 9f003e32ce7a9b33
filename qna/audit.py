"""How the CMS's log tells what was done on the board."""

ACTIONS = {
    "ask": ("質問の受付", "質問を受け付けました"),
    "edit_wording": ("文と分類", "掲載する文と分類を保存しました"),
    "return": ("非掲載", "質問を非掲載にしました"),
    "resume": ("整理の再開", "質問を整理中に戻しました"),
    "merge": ("質問の統合", "ほかの質問にまとめました"),
    "split": ("質問の分割", "ほかの質問から分けました"),
    "release": ("質問の公開", "回答の前に質問の文を公開しました"),
    "hold": ("質問の公開の停止", "質問の文の公開を止めました"),
    "take_back": ("質問の取下げ", "質問した部署が取り下げました"),
    "assign": ("回答の依頼", "回答を依頼しました"),
    "take_back_assignment": ("依頼の取消し", "回答の依頼を取り消しました"),
    "decline": ("辞退", "回答を辞退しました"),
    "hand_in": ("回答の提出", "回答の確認を依頼しました"),
    "approve_answer": ("回答の確認", "回答を確認済みにしました"),
    "send_back_answer": ("回答の差戻し", "回答を差し戻しました"),
    "suggest": ("回答の提案", "回答の文を提案しました"),
    "take_suggestion": ("提案の採用", "事務局の提案を取り入れました"),
    "keep_own_answer": ("提案の見送り", "自分の文のままにしました"),
    "correct": ("回答の訂正", "回答を訂正しました"),
    "withdraw": ("質問と回答の取下げ", "質問と回答を取り下げました"),
    "open_batch": ("回答のまとめ", "回答のまとめの準備を始めました"),
    "approve_batch": ("掲載の承認", "回答のまとめの掲載を承認しました"),
    "schedule_batch": ("掲載の予約", "回答のまとめの掲載を予約しました"),
    "unschedule_batch": ("掲載の予約の取消し", "掲載の予約を取り消しました"),
    "publish_batch": ("掲載", "回答のまとめを掲載しました"),
}


def register_log_actions(actions) -> None:
    for action, (label, message) in ACTIONS.items():
        actions.register_action(f"qna.{action}", label, message)
