"""What the office sets for the whole site."""

from django.core.exceptions import ValidationError
from django.db import models
from django.utils import timezone
from wagtail.admin.panels import FieldPanel, MultiFieldPanel
from wagtail.contrib.settings.models import BaseGenericSetting, register_setting


@register_setting(icon="mail")
class Contact(BaseGenericSetting):
    """How to reach the office, and who stands behind the site."""

    organiser = models.CharField("主催", max_length=100, blank=True)
    secretariat = models.CharField("運営事務局", max_length=100, blank=True)
    telephone = models.CharField("電話", max_length=30, blank=True)
    fax = models.CharField("ファクス", max_length=30, blank=True)
    hours = models.CharField("受付時間", max_length=60, blank=True)
    mail = models.EmailField("お問い合わせを受け取るメールアドレス", blank=True)
    credit = models.TextField("事業の説明（フッター）", blank=True)

    class Meta:
        verbose_name = "連絡先"


@register_setting(icon="warning")
class UrgentBanner(BaseGenericSetting):
    """One urgent sentence above every page, until a moment."""

    text = models.CharField("文", max_length=200, blank=True)
    until = models.DateTimeField("いつまで", null=True, blank=True)

    panels = [
        MultiFieldPanel(
            [FieldPanel("text"), FieldPanel("until")],
            help_text="文を空にするか、「いつまで」を過ぎると、消えます。",
            heading="緊急のお知らせ",
        )
    ]

    class Meta:
        verbose_name = "緊急のお知らせ"

    @property
    def is_shown(self) -> bool:
        return bool(self.text and self.until) and timezone.now() < self.until

    def clean(self):
        super().clean()
        if self.text and not self.until:
            raise ValidationError({"until": "いつまで表示するかを、日付と時刻で入力してください。"})
        if self.text and self.until <= timezone.now():
            raise ValidationError(
                {"until": "これからの日時を入力してください。過ぎた時刻では、お知らせは表示されません。"}
            )
