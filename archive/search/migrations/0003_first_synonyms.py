"""Words of climate policy that mean the same; from here on the office keeps them."""

from django.db import migrations

FIRST = """
脱炭素、カーボンニュートラル、ゼロカーボン、カーボンゼロ、炭素中立
CO2、二酸化炭素、炭酸ガス
再エネ、再生可能エネルギー、自然エネルギー
省エネ、省エネルギー
太陽光発電、太陽光パネル、ソーラーパネル
温室効果ガス、GHG
地球温暖化、温暖化
電気自動車、EV
燃料電池自動車、燃料電池車、FCV
ゼロエミッション車、ゼロエミッション自動車、ZEV
熱中症、暑さ対策、暑熱対策
ごみ、廃棄物
食品ロス、フードロス
豪雨、大雨、集中豪雨
ハザードマップ、防災地図
補助金、助成金、補助制度、助成制度
公用車、庁用車、庁有車
蓄電池、バッテリー
ZEB、ネット・ゼロ・エネルギー・ビル
ZEH、ネット・ゼロ・エネルギー・ハウス
生物多様性、生きもの
アンケート、意識調査
実行計画、区域施策編、事務事業編
PPA、電力購入契約
SDGs、持続可能な開発目標
リサイクル、再資源化
地域新電力、自治体新電力
建替え、改築
ウェブ、Web
配付資料、配布資料
動画、ビデオ
"""


def sow(apps, schema_editor):
    groups = apps.get_model("search", "SynonymGroup").objects
    if not groups.exists():
        groups.bulk_create([groups.model(words=line) for line in FIRST.split("\n") if line])


class Migration(migrations.Migration):
    dependencies = [("search", "0002_full_text")]
    operations = [migrations.RunPython(sow, migrations.RunPython.noop)]
