import archive.files
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("archive", "0002_initial")]

    operations = [
        migrations.AlterField(
            model_name="video",
            name="poster",
            field=models.FileField(
                blank=True,
                max_length=200,
                upload_to=archive.files.video_path,
                verbose_name="表紙の画像（JPEG・PNG）",
            ),
        ),
    ]
