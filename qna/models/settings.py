"""What the office sets for the board."""

from django.db import models
from wagtail.admin.panels import FieldPanel, FieldRowPanel, MultiFieldPanel
from wagtail.contrib.settings.models import BaseGenericSetting, register_setting

from qna.enums import OpenTo


@register_setting(icon="help")
class BoardSettings(BaseGenericSetting):
    """Who reads without being asked about, who approves, and how long things take."""

    questions_open_to = models.CharField("回答前の質問を読める人", max_length=22, choices=OpenTo, default=OpenTo.PUBLIC)
    answers_open_to = models.CharField(
        "掲載した質問と回答を読める人", max_length=22, choices=OpenTo, default=OpenTo.PUBLIC
    )
    needs_approval = models.BooleanField("掲載には主催者の承認が必要", default=False)
    lead_minutes = models.PositiveSmallIntegerField(
        "質問した部署への先行（分）",
        default=60,
        help_text="質問した部署に知らせてから、ほかの人に公開するまでの時間です。0にすると同時に公開します。",
    )
    answer_days = models.PositiveSmallIntegerField("回答の目標（日）", default=14)
    remind_days_before = models.PositiveSmallIntegerField("期限の何日前に知らせるか", default=3)

    panels = [
        MultiFieldPanel([FieldPanel("questions_open_to"), FieldPanel("answers_open_to")], heading="公開範囲"),
        MultiFieldPanel([FieldPanel("needs_approval"), FieldPanel("lead_minutes")], heading="掲載"),
        FieldRowPanel([FieldPanel("answer_days"), FieldPanel("remind_days_before")], heading="期限"),
    ]

    class Meta:
        verbose_name = "質問と回答"
