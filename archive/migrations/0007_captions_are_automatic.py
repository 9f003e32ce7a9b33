from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [("archive", "0006_watching")]

    operations = [
        migrations.AddField(
            model_name="video",
            name="captions_are_automatic",
            field=models.BooleanField(default=False, help_text="事務局が確認したら、外してください。動画のページに出ます。", verbose_name="字幕は自動作成（未確認）"),
        ),
    ]
