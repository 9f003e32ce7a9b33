"""How the CMS's log tells what was done with materials and videos."""

ACTIONS = {
    "replace_file": ("差し替え", "ファイルを差し替えました"),
    "extend": ("視聴延長", "自治体の公開期間を延長しました"),
    "refuse_extension": ("視聴延長の見送り", "視聴延長の依頼を見送りました"),
    "replace_captions": ("字幕の保存", "字幕を入れ替えました"),
    "replace_chapters": ("チャプターの保存", "チャプターを保存しました"),
    "retry_conversion": ("動画の変換", "もう一度変換するように頼みました"),
    "export": ("ファイルへの出力", "ダウンロードの一覧を出力しました"),
}


def register_log_actions(actions) -> None:
    for action, (label, message) in ACTIONS.items():
        actions.register_action(f"archive.{action}", label, message)
