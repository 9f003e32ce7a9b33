import archive.files
import django.db.models.deletion
import django.utils.timezone
import uuid
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('archive', '0003_poster_may_be_png'),
        ('study_sessions', '0004_confirms_at_once'),
        ('studygroup', '0008_participant_phone_and_confirmation'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.AddField(
            model_name='material',
            name='field',
            field=models.CharField(blank=True, choices=[('environment', '環境'), ('disaster', '防災'), ('health', '健康福祉'), ('planning', '都市計画'), ('construction', '建設'), ('civil_engineering', '土木'), ('architecture', '建築'), ('facilities', '営繕'), ('industry', '産業'), ('tourism', '観光'), ('education', '教育'), ('other', 'その他')], max_length=20, verbose_name='分野'),
        ),
        migrations.AddField(
            model_name='material',
            name='read_from',
            field=models.CharField(blank=True, editable=False, max_length=200),
        ),
        migrations.AddField(
            model_name='material',
            name='reading',
            field=models.CharField(choices=[('none', '読み取りの対象外'), ('waiting', '読み取り待ち'), ('done', '読み取り済み'), ('failed', '読み取れませんでした')], default='none', editable=False, max_length=7, verbose_name='本文の読み取り'),
        ),
        migrations.AddField(
            model_name='material',
            name='reading_error',
            field=models.CharField(blank=True, editable=False, max_length=200, verbose_name='読み取れない理由'),
        ),
        migrations.AddField(
            model_name='material',
            name='reading_taken_at',
            field=models.DateTimeField(blank=True, editable=False, null=True),
        ),
        migrations.AddField(
            model_name='material',
            name='replaced_at',
            field=models.DateTimeField(blank=True, editable=False, null=True, verbose_name='差し替えた日時'),
        ),
        migrations.CreateModel(
            name='Bundle',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('fingerprint', models.CharField(max_length=64, unique=True)),
                ('contents', models.JSONField(default=list)),
                ('state', models.CharField(choices=[('waiting', '作成中'), ('done', '作成済み'), ('failed', '作成できませんでした')], default='waiting', max_length=7, verbose_name='状態')),
                ('error', models.CharField(blank=True, max_length=200, verbose_name='理由')),
                ('file', models.FileField(blank=True, max_length=200, upload_to=archive.files.bundle_path, verbose_name='ファイル')),
                ('taken_at', models.DateTimeField(blank=True, null=True)),
                ('asked_at', models.DateTimeField(default=django.utils.timezone.now, verbose_name='最後に求められた日時')),
                ('study_session', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='bundles', to='study_sessions.studysession', verbose_name='開催回')),
            ],
            options={
                'verbose_name': 'まとめて保存するファイル',
                'verbose_name_plural': 'まとめて保存するファイル',
                'ordering': ['-pk'],
            },
        ),
        migrations.CreateModel(
            name='Edition',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('dated', models.DateField(verbose_name='版の日付')),
                ('file', models.FileField(max_length=200, upload_to='', verbose_name='ファイル')),
                ('size', models.PositiveBigIntegerField(default=0, verbose_name='大きさ（バイト）')),
                ('pages', models.PositiveSmallIntegerField(blank=True, null=True, verbose_name='ページ数')),
                ('note', models.CharField(blank=True, max_length=300, verbose_name='差し替えの理由・変わったところ')),
                ('replaced_at', models.DateTimeField(default=django.utils.timezone.now, verbose_name='差し替えた日時')),
                ('told_at', models.DateTimeField(blank=True, editable=False, null=True, verbose_name='知らせた日時')),
                ('by', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='差し替えた人')),
                ('material', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='editions', to='archive.material', verbose_name='資料')),
            ],
            options={
                'verbose_name': '旧版',
                'verbose_name_plural': '旧版',
                'ordering': ['-pk'],
            },
        ),
        migrations.CreateModel(
            name='Download',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('department_name', models.CharField(blank=True, max_length=200, verbose_name='当時の部署')),
                ('at', models.DateTimeField(db_index=True, default=django.utils.timezone.now, verbose_name='日時')),
                ('once', models.CharField(default=uuid.uuid4, editable=False, max_length=64, unique=True)),
                ('department', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to='studygroup.department', verbose_name='部署')),
                ('material', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.CASCADE, related_name='downloads', to='archive.material', verbose_name='資料')),
                ('user', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.CASCADE, related_name='downloads', to=settings.AUTH_USER_MODEL, verbose_name='利用者')),
                ('video', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.CASCADE, related_name='downloads', to='archive.video', verbose_name='動画')),
                ('edition', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.CASCADE, related_name='downloads', to='archive.edition', verbose_name='旧版')),
            ],
            options={
                'verbose_name': 'ダウンロード',
                'verbose_name_plural': 'ダウンロード',
                'ordering': ['-at', '-pk'],
                'constraints': [models.CheckConstraint(condition=models.Q(models.Q(('material__isnull', False), ('video__isnull', True)), models.Q(('material__isnull', True), ('video__isnull', False)), _connector='OR'), name='download_of_one_thing')],
            },
        ),
        migrations.CreateModel(
            name='Extension',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('reason', models.TextField(verbose_name='理由')),
                ('until', models.DateTimeField(verbose_name='いつまで')),
                ('granted_at', models.DateTimeField(default=django.utils.timezone.now, verbose_name='延長した日時')),
                ('by', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='延長した人')),
                ('material', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.CASCADE, related_name='%(class)ss', to='archive.material', verbose_name='資料')),
                ('municipality', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='%(class)ss', to='studygroup.municipality', verbose_name='自治体')),
                ('video', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.CASCADE, related_name='%(class)ss', to='archive.video', verbose_name='動画')),
            ],
            options={
                'verbose_name': '視聴延長',
                'verbose_name_plural': '視聴延長',
                'ordering': ['-pk'],
                'abstract': False,
                'constraints': [models.CheckConstraint(condition=models.Q(models.Q(('material__isnull', False), ('video__isnull', True)), models.Q(('material__isnull', True), ('video__isnull', False)), _connector='OR'), name='extension_of_one_thing')],
            },
        ),
        migrations.CreateModel(
            name='ExtensionRequest',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('reason', models.TextField(verbose_name='理由')),
                ('state', models.CharField(choices=[('waiting', '確認待ち'), ('granted', '延長した'), ('refused', '見送り')], default='waiting', max_length=7, verbose_name='状態')),
                ('asked_at', models.DateTimeField(default=django.utils.timezone.now, verbose_name='依頼した日時')),
                ('decided_at', models.DateTimeField(blank=True, null=True, verbose_name='決めた日時')),
                ('answer', models.TextField(blank=True, verbose_name='事務局からのひとこと')),
                ('asked_by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='extension_requests', to=settings.AUTH_USER_MODEL, verbose_name='依頼した人')),
                ('material', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.CASCADE, related_name='%(class)ss', to='archive.material', verbose_name='資料')),
                ('municipality', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='%(class)ss', to='studygroup.municipality', verbose_name='自治体')),
                ('video', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.CASCADE, related_name='%(class)ss', to='archive.video', verbose_name='動画')),
            ],
            options={
                'verbose_name': '視聴延長の依頼',
                'verbose_name_plural': '視聴延長の依頼',
                'ordering': ['-pk'],
                'abstract': False,
                'constraints': [models.CheckConstraint(condition=models.Q(models.Q(('material__isnull', False), ('video__isnull', True)), models.Q(('material__isnull', True), ('video__isnull', False)), _connector='OR'), name='extensionrequest_of_one_thing'), models.UniqueConstraint(condition=models.Q(('material__isnull', False), ('state', 'waiting')), fields=('material', 'municipality'), name='one_request_waits_for_material'), models.UniqueConstraint(condition=models.Q(('state', 'waiting'), ('video__isnull', False)), fields=('video', 'municipality'), name='one_request_waits_for_video')],
            },
        ),
        migrations.CreateModel(
            name='MaterialPage',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('number', models.PositiveSmallIntegerField(verbose_name='番号')),
                ('label', models.CharField(max_length=100, verbose_name='呼び方')),
                ('text', models.TextField(blank=True, verbose_name='本文')),
                ('picture', models.FileField(blank=True, max_length=200, upload_to=archive.files.picture_path, verbose_name='画像')),
                ('material', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='texts', to='archive.material', verbose_name='資料')),
            ],
            options={
                'verbose_name': '資料のページ',
                'verbose_name_plural': '資料のページ',
                'ordering': ['material', 'number'],
                'constraints': [models.UniqueConstraint(fields=('material', 'number'), name='material_page_once')],
            },
        ),
    ]
