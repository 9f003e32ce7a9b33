"""Choices of the organisation."""

from django.db import models


class MunicipalityKind(models.TextChoices):
    WARD = "ward", "特別区"
    CITY = "city", "市"
    TOWN = "town", "町"
    VILLAGE = "village", "村"


class DepartmentField(models.TextChoices):
    """The eleven fields named by the research group's own page, and the rest."""

    ENVIRONMENT = "environment", "環境"
    DISASTER = "disaster", "防災"
    HEALTH = "health", "健康福祉"
    PLANNING = "planning", "都市計画"
    CONSTRUCTION = "construction", "建設"
    CIVIL_ENGINEERING = "civil_engineering", "土木"
    ARCHITECTURE = "architecture", "建築"
    FACILITIES = "facilities", "営繕"
    INDUSTRY = "industry", "産業"
    TOURISM = "tourism", "観光"
    EDUCATION = "education", "教育"
    OTHER = "other", "その他"


class Role(models.TextChoices):
    """The three groups a person can be in; staff, participant and coordinator are computed, never groups."""

    SECRETARIAT = "secretariat", "運営事務局"
    ORGANISER = "organiser", "主催者"
    ADVISOR = "advisor", "アドバイザー"


OFFICE_ROLES = (Role.SECRETARIAT, Role.ORGANISER)


class NewsKind(models.TextChoices):
    MATERIAL = "material", "資料"
    VIDEO = "video", "動画"
    EVENT = "event", "開催案内"
    CHANGE = "change", "変更・中止"
    ANSWER = "answer", "質問の回答"
    SURVEY = "survey", "アンケート"
    REPORT = "report", "開催報告"
    SITE = "site", "お知らせ"
