import archive.fields
import django.db.models.deletion
import django.utils.timezone
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('archive', '0005_films'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.AddField(
            model_name='video',
            name='fields',
            field=archive.fields.DepartmentFieldsField(blank=True, default=list, help_text='動画の一覧で絞り込めます。', verbose_name='行政の分野'),
        ),
        migrations.CreateModel(
            name='Watching',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('position', models.PositiveIntegerField(default=0, verbose_name='位置（秒）')),
                ('ranges', models.TextField(blank=True, verbose_name='視聴した部分（秒）')),
                ('finished_at', models.DateTimeField(blank=True, null=True, verbose_name='視聴済みになった日時')),
                ('updated_at', models.DateTimeField(default=django.utils.timezone.now, verbose_name='最後に視聴した日時')),
                ('user', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='watchings', to=settings.AUTH_USER_MODEL)),
                ('video', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='watchings', to='archive.video')),
            ],
            options={
                'verbose_name': '視聴',
                'verbose_name_plural': '視聴',
                'constraints': [models.UniqueConstraint(fields=('user', 'video'), name='watching_once')],
            },
        ),
    ]
