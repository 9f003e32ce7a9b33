import django.db.models.deletion
import uuid
from django.conf import settings
from django.db import migrations, models

from archive.captions.reading import BadCaptions, read_captions


def captions_to_lines(apps, schema_editor):
    """What was kept as a file becomes lines; a file that cannot be read is left for the office to give again."""
    TranscriptLine = apps.get_model("archive", "TranscriptLine")
    for video in apps.get_model("archive", "Video").objects.exclude(captions=""):
        try:
            with video.captions.open("rb") as file:
                lines = read_captions(file.read())
        except (BadCaptions, FileNotFoundError):
            continue
        TranscriptLine.objects.bulk_create(
            TranscriptLine(video=video, number=number, start_ms=line.start_ms, end_ms=line.end_ms, text=line.text)
            for number, line in enumerate(lines, start=1)
        )


class Migration(migrations.Migration):

    dependencies = [
        ('archive', '0004_editions_downloads_extensions'),
        ('study_sessions', '0004_confirms_at_once'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.AddField(
            model_name='video',
            name='correction_note',
            field=models.TextField(blank=True, help_text='発言や図の訂正です。動画のページに出ます。', verbose_name='訂正'),
        ),
        migrations.AddField(
            model_name='video',
            name='edition_note',
            field=models.CharField(blank=True, help_text='例：音声を聞きやすくした版に差し替えました。', max_length=200, verbose_name='版の説明'),
        ),
        migrations.AddField(
            model_name='video',
            name='part',
            field=models.PositiveSmallIntegerField(blank=True, help_text='一つの回を分けて収めたときの番号です。分けていなければ空のままにします。', null=True, verbose_name='第n部'),
        ),
        migrations.AlterField(
            model_name='video',
            name='seconds',
            field=models.PositiveIntegerField(blank=True, help_text='変換すると、自動で入ります。', null=True, verbose_name='長さ（秒）'),
        ),
        migrations.CreateModel(
            name='Chapter',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('start_ms', models.PositiveBigIntegerField(verbose_name='始まり（ミリ秒）')),
                ('title', models.CharField(max_length=200, verbose_name='題名')),
                ('agenda_uid', models.UUIDField(blank=True, null=True, verbose_name='議題')),
                ('material', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='chapters', to='archive.material', verbose_name='横に出す資料')),
                ('study_session', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to='study_sessions.studysession', verbose_name='議題のある開催回')),
                ('video', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='chapters', to='archive.video')),
            ],
            options={
                'verbose_name': 'チャプター',
                'verbose_name_plural': 'チャプター',
                'ordering': ['video', 'start_ms'],
                'constraints': [models.UniqueConstraint(fields=('video', 'start_ms'), name='chapter_start')],
            },
        ),
        migrations.CreateModel(
            name='Conversion',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('source', models.CharField(max_length=200, verbose_name='もとのファイル')),
                ('state', models.CharField(choices=[('waiting', '待機中'), ('running', '変換中'), ('done', '完了'), ('failed', '失敗')], default='waiting', max_length=10, verbose_name='状態')),
                ('percent', models.PositiveSmallIntegerField(default=0, verbose_name='進み具合（％）')),
                ('reason', models.CharField(blank=True, max_length=300, verbose_name='失敗の理由')),
                ('detail', models.TextField(blank=True, verbose_name='技術的な記録')),
                ('attempts', models.PositiveSmallIntegerField(default=0, verbose_name='試した回数')),
                ('asked_at', models.DateTimeField(verbose_name='受付')),
                ('started_at', models.DateTimeField(blank=True, null=True, verbose_name='開始')),
                ('heartbeat_at', models.DateTimeField(blank=True, null=True, verbose_name='最後の進み')),
                ('finished_at', models.DateTimeField(blank=True, null=True, verbose_name='終了')),
                ('made_of', models.CharField(blank=True, max_length=200, verbose_name='変換したファイル')),
                ('folder', models.CharField(blank=True, max_length=200, verbose_name='置き場所')),
                ('heights', models.JSONField(blank=True, default=list, verbose_name='画質（縦の画素数）')),
                ('milliseconds', models.PositiveBigIntegerField(blank=True, null=True, verbose_name='長さ（ミリ秒）')),
                ('has_sound', models.BooleanField(default=False, verbose_name='音声あり')),
                ('video', models.OneToOneField(on_delete=django.db.models.deletion.CASCADE, related_name='conversion', to='archive.video')),
            ],
            options={
                'verbose_name': '動画の変換',
                'verbose_name_plural': '動画の変換',
                'indexes': [models.Index(fields=['state', 'asked_at'], name='conversion_queue')],
                'constraints': [models.CheckConstraint(condition=models.Q(('percent__lte', 100)), name='conversion_percent'), models.CheckConstraint(condition=models.Q(models.Q(('state', 'done'), _negated=True), models.Q(('folder', ''), _negated=True), _connector='OR'), name='conversion_done_has_folder')],
            },
        ),
        migrations.CreateModel(
            name='TranscriptLine',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('number', models.PositiveIntegerField(verbose_name='番号')),
                ('start_ms', models.PositiveBigIntegerField(verbose_name='始まり（ミリ秒）')),
                ('end_ms', models.PositiveBigIntegerField(verbose_name='終わり（ミリ秒）')),
                ('text', models.TextField(verbose_name='文')),
                ('video', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='lines', to='archive.video')),
            ],
            options={
                'verbose_name': '字幕の行',
                'verbose_name_plural': '字幕の行',
                'ordering': ['video', 'number'],
                'indexes': [models.Index(fields=['video', 'start_ms'], name='transcript_line_at')],
                'constraints': [models.UniqueConstraint(fields=('video', 'number'), name='transcript_line_number'), models.CheckConstraint(condition=models.Q(('end_ms__gt', models.F('start_ms'))), name='transcript_line_in_order')],
            },
        ),
        migrations.CreateModel(
            name='Upload',
            fields=[
                ('uid', models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ('name', models.CharField(max_length=200, verbose_name='ファイル名')),
                ('size', models.PositiveBigIntegerField(verbose_name='大きさ（バイト）')),
                ('received', models.PositiveBigIntegerField(default=0, verbose_name='受け取った大きさ（バイト）')),
                ('is_checked', models.BooleanField(default=False, verbose_name='動画と確かめた')),
                ('touched_at', models.DateTimeField(verbose_name='最後に受け取った日時')),
                ('owner', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='uploads', to=settings.AUTH_USER_MODEL)),
            ],
            options={
                'verbose_name': '送信中の動画',
                'verbose_name_plural': '送信中の動画',
                'constraints': [models.CheckConstraint(condition=models.Q(('received__lte', models.F('size'))), name='upload_within_size')],
            },
        ),
        migrations.RunPython(captions_to_lines, migrations.RunPython.noop),
        migrations.RemoveField(model_name='video', name='captions'),
    ]
