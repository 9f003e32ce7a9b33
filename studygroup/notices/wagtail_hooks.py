"""What the outbox adds to Wagtail, and the kinds of letters that are its own."""

from wagtail import hooks

from studygroup.notices import kinds, viewsets

hooks.register("letter_kinds", kinds.own_kinds)
hooks.register("register_bulk_action", viewsets.RetryLetters)


@hooks.register("register_admin_viewset")
def register_viewsets():
    return [viewsets.MailingViewSet(), viewsets.OutboxLetterViewSet()]


@hooks.register("register_log_actions")
def register_log_actions(actions):
    actions.register_action("notices.retry", "再送信", "メールをもう一度送りました")
    actions.register_action("notices.send_mailing", "一斉メール", "一斉メールの送信を始めました")
    actions.register_action("notices.take_back_mailing", "一斉メールの取消し", "一斉メールを取り消しました")
