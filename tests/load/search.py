"""Search as `make bench` prints it: what is found of a known set, 20,000 documents of 500 characters, 1,000 pages.

`python -m tests.load.search`: in a database of its own, of the kind that DATABASE_URL names.
"""

import json
import os
import random
import sys
import tempfile
import time
from datetime import date
from statistics import median, quantiles

from tests.load.database import own_database

DOCUMENTS, CHARACTERS, PAGES, PAGE_CHARACTERS = 20_000, 500, 1_000, 1_000
ROUNDS = 4
# Words from the most usual to one that stands nowhere, alone and together, as readers type them.
QUESTIONS = (
    "脱炭素", "CO2", "再エネ", "ごみ", "補助金", "太陽光発電", "公用車", "熱中症", "避難所", "省エネ診断",
    "区域施策編", "雨水タンク", "緑のカーテン", "食品ロス", "断熱改修", "森林環境譲与税", "電気自動車 補助金",
    "庁舎 LED", "浸水 ハザードマップ", '"再生可能エネルギー"', "ゼロカーボン -補助金", "打ち水 熱中症",
    "気候市民会議", "樹", "量子計算機", "環境基本計画 改定", "ヒートアイランド 対策", "学校 体育館 断熱",
    "クーリングシェルター", "水素ステーション",
)  # fmt: skip


def main() -> None:
    with tempfile.TemporaryDirectory() as folder, own_database(folder) as environment:
        os.environ.update(environment)
        import django  # noqa: PLC0415 - the environment comes first

        django.setup()
        from django.contrib.auth.models import AnonymousUser  # noqa: PLC0415
        from django.db import connection  # noqa: PLC0415

        facts = {"database": connection.vendor, **how_much_is_found(AnonymousUser())}
        facts["index_seconds"] = write_documents()
        facts |= answer_times(AnonymousUser())
        facts["report_seconds"] = write_report()
        sys.stdout.write(json.dumps(facts, ensure_ascii=False) + "\n")


def how_much_is_found(user) -> dict:
    """Recall and precision over the questions of tests/search; taken back, so that it is not among the 20,000."""
    from django.db import transaction  # noqa: PLC0415

    from tests.search import corpus  # noqa: PLC0415

    with transaction.atomic():
        keys = corpus.write_documents()
        figures = {name: corpus.measure(user, name, keys) for name in ("queries.txt", "blind.txt")}
        transaction.set_rollback(True)
    return {name: [one["recall"], one["precision"]] for name, one in figures.items()}


def write_documents() -> float:
    """Materials open to all and materials that are not, with one stretch each; returns seconds of indexing."""
    from django.db import connection  # noqa: PLC0415

    from archive.models import Material  # noqa: PLC0415
    from sessions.enums import Audience  # noqa: PLC0415
    from sessions.models import Programme  # noqa: PLC0415

    programme = Programme.objects.first() or Programme.objects.create(name="測定", first_year=2021)
    chance = random.Random(62)  # noqa: S311 - the same documents every time
    made = Material.objects.bulk_create(
        Material(
            title=f"{chance.choice(TOPICS)}について（第{number}号）",
            programme=programme,
            fiscal_year=2021,
            audience=Audience.PUBLIC if number % 2 else Audience.ENROLLED_DEPARTMENT,
            announced_on=date(2021, 4, 1),
            file="measured.pdf",
        )
        for number in range(DOCUMENTS)
    )
    begun = time.perf_counter()
    index_texts(made, [("", "", text_of(chance, CHARACTERS)) for _ in made])
    seconds = time.perf_counter() - begun
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE")
    return round(seconds, 1)


def index_texts(things, texts) -> None:
    from archive.search.indexing import create_entries  # noqa: PLC0415

    for thing, text in zip(things, texts, strict=True):
        thing.search_parts = lambda text=text: [text]
    create_entries(things)


def answer_times(user) -> dict:
    """Of the first page with its counts, in milliseconds: half and all but a twentieth, and each question's middle one.

    `cpu_p50` and `cpu_p95` are this process's own work, with the database's on SQLite: what a busy machine cannot hide.
    """
    from archive.search.models import synonyms  # noqa: PLC0415
    from archive.search.questions import parse  # noqa: PLC0415
    from archive.search.results import find  # noqa: PLC0415

    times: dict[str, list[float]] = {}
    work: list[float] = []
    found: dict[str, int] = {}
    for _ in range(ROUNDS):
        for typed in QUESTIONS:
            begun, begun_work = time.perf_counter(), time.process_time()
            findings = find(user, parse(typed, synonyms()))
            findings.groups(5)
            times.setdefault(typed, []).append((time.perf_counter() - begun) * 1000)
            work.append((time.process_time() - begun_work) * 1000)
            found[typed] = len(findings)
    every = [each for of_one in times.values() for each in of_one]
    slowest = sorted(times, key=lambda typed: -median(times[typed]))
    return {
        **{"p50": half(every), "p95": nearly_all(every), "cpu_p50": half(work), "cpu_p95": nearly_all(work)},
        "questions": {typed: [round(median(times[typed])), found[typed]] for typed in slowest},
    }


def half(times: list[float]) -> float:
    return round(median(times), 1)


def nearly_all(times: list[float]) -> float:
    return round(quantiles(times, n=20)[-1], 1)


def write_report() -> float:
    """A thousand pages of one report; returns seconds."""
    from archive.models import Material  # noqa: PLC0415
    from archive.search.indexing import write_entries  # noqa: PLC0415

    report = Material.objects.order_by("-pk").first()
    chance = random.Random(1)  # noqa: S311
    pages = [(f"p.{page}", f"page={page}", text_of(chance, PAGE_CHARACTERS)) for page in range(1, PAGES + 1)]
    report.search_parts = lambda: pages
    begun = time.perf_counter()
    write_entries(Material, [report])
    return round(time.perf_counter() - begun, 1)


def text_of(chance: random.Random, length: int) -> str:
    """Sentences of the trade: usual words often, others seldom, between words that say nothing."""
    said: list[str] = []
    size = 0
    while size < length:
        # The square makes the first of a list far more usual than the last.
        listed = TOPICS if chance.random() < 0.3 else EVERYDAY
        topic = listed[int(len(listed) * chance.random() ** 2)]
        sentence = chance.choice(FRAMES).format(topic, chance.choice(PLACES), chance.randint(1, 2050))
        said.append(sentence)
        size += len(sentence)
    return "".join(said)[:length]


TOPICS = (
    "市の事業", "地域の取組", "温室効果ガス", "脱炭素社会", "計画の改定", "省エネルギー", "CO2排出量", "環境教育",
    "再生可能エネルギー", "補助金の交付", "太陽光発電設備", "ごみの減量", "公共施設", "住民説明会", "庁舎の照明",
    "公用車の更新", "LED照明", "熱中症予防", "電気自動車", "ゼロカーボンシティ宣言", "避難所の環境", "打ち水",
    "環境基本計画", "食品ロスの削減", "学校の体育館", "断熱改修", "浸水の想定", "ハザードマップ", "雨水タンク",
    "緑のカーテン", "森林環境譲与税", "省エネ診断", "区域施策編", "ヒートアイランド対策", "水素ステーション",
    "カーボンニュートラル", "河川の氾濫", "農業用水", "生物多様性", "クーリングシェルター", "気候市民会議",
    "樹木の管理",
)  # fmt: skip
PLACES = (
    "多摩地域",
    "区部",
    "島しょ部",
    "商店街",
    "小中学校",
    "公園",
    "工業団地",
    "駅前",
    "住宅地",
    "市民センター",
    "図書館",
    "保育園",
)
EVERYDAY = [
    f"{what}の{work}"
    for what in [
        "道路",
        "水道",
        "図書館",
        "保健所",
        "選挙",
        "統計",
        "窓口",
        "税",
        "戸籍",
        "福祉",
        "介護",
        "保育",
        "学校",
        "文化財",
        "観光",
        "農業",
        "商工",
        "消防",
        "防犯",
        "交通",
    ]
    for work in [
        "整備",
        "予算",
        "条例",
        "委託",
        "契約",
        "監査",
        "相談",
        "調査",
        "台帳",
        "届出",
        "更新",
        "研修",
        "広報",
        "点検",
        "協議",
        "名簿",
        "会計",
        "評価",
        "広域化",
        "電子化",
    ]
]
FRAMES = (
    "{1}における{0}については、関係する部署と協議のうえ、{2}件の意見を踏まえて進めることとした。",
    "{0}を{2}年度から{1}で実施し、その効果を毎年度点検する。",
    "なお、{1}では担当者が少なく、{0}に手が回らないという声が{2}人から寄せられている。",
    "{0}の担当課は、{1}の状況を確かめ、次の会議で報告すること。",
    "{1}の{2}世帯を対象に{0}の調べを行ったところ、おおむね良い結果であった。",
)

if __name__ == "__main__":
    main()
