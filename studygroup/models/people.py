"""People, municipalities and departments."""

from django.contrib.auth.models import AbstractUser, BaseUserManager
from django.core.exceptions import ValidationError
from django.core.validators import RegexValidator
from django.db import models
from django.utils import timezone
from django.utils.functional import cached_property
from modelcluster.fields import ParentalKey
from modelcluster.models import ClusterableModel

from studygroup.enums import DepartmentField, MunicipalityKind, Role
from studygroup.folding import fold
from studygroup.querysets import MunicipalityQuerySet, UserQuerySet

SAMPLE_CODE_PREFIX = "99"


class UserManager(BaseUserManager.from_queryset(UserQuerySet)):
    def create_user(self, email, password=None, **fields):
        user = self.model(email=self.normalize_email(email).lower(), **fields)
        user.set_password(password)
        user.save()
        return user

    def create_superuser(self, email, password=None, **fields):
        return self.create_user(email, password, is_staff=True, is_superuser=True, **fields)


class User(AbstractUser):
    """Someone who signs in, by a code to the mail address or a password."""

    is_shown_to_public = False
    username = None
    email = models.EmailField("メールアドレス", unique=True)
    name = models.CharField("氏名", max_length=100, blank=True)
    municipality = models.ForeignKey(
        "studygroup.Municipality",
        verbose_name="自治体",
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="staff",
    )
    # Such a tie stays when the mail address changes; one that a mail domain made goes with the address.
    tied_by_office = models.BooleanField("事務局が所属を確認", default=False)
    objects = UserManager()
    USERNAME_FIELD = "email"
    REQUIRED_FIELDS = []

    class Meta:
        verbose_name = verbose_name_plural = "利用者"

    def __str__(self):
        return self.get_full_name()

    def get_full_name(self):
        return self.name or self.email

    get_short_name = get_full_name

    @cached_property
    def roles(self) -> frozenset[str]:
        """The roles of this person, read once a request; a group that is no role gives none."""
        return frozenset(self.groups.filter(name__in=Role.values).values_list("name", flat=True))

    @cached_property
    def participations(self) -> list["Participant"]:
        """Everything this person takes part as, suspended or ended too, read once a request."""
        return list(self.participants.select_related("department__municipality"))

    @property
    def current_participations(self) -> list["Participant"]:
        return [participant for participant in self.participations if participant.is_current]

    @property
    def is_suspended(self) -> bool:
        """All this person took part as is suspended: signs in, is told why, and reads what anyone reads."""
        return bool(self.participations) and all(person.suspended_at for person in self.participations)


class DemoClock(models.Model):
    """One row: how far the demo's present lies from the real one."""

    offset_seconds = models.FloatField()


def check_digit(code5: str) -> str:
    """The sixth digit of a local government code (総務省 全国地方公共団体コード仕様)."""
    total = sum(int(digit) * weight for digit, weight in zip(code5, (6, 5, 4, 3, 2), strict=True))
    return str((11 - total % 11) % 10)


def validate_municipality_code(code: str) -> None:
    """Refuse a six-digit code whose check digit is wrong; the demo's 99xxxx have none."""
    if not code.startswith(SAMPLE_CODE_PREFIX) and check_digit(code[:5]) != code[5]:
        raise ValidationError("検査数字が合いません。団体コードを確かめてください。")


class Municipality(ClusterableModel):
    """One of the 62, keyed by its code; names are kept as written, aliases help to find them."""

    code = models.CharField(
        "団体コード（6桁）",
        max_length=6,
        primary_key=True,
        validators=[RegexValidator(r"^\d{6}\Z", "6桁の数字で入力してください。"), validate_municipality_code],
    )
    name = models.CharField("名称", max_length=20, unique=True)
    kana = models.CharField("ふりがな", max_length=40)
    romaji = models.CharField("ローマ字", max_length=40)
    slug = models.SlugField("英字名", unique=True)
    kind = models.CharField("種別", max_length=10, choices=MunicipalityKind)
    area = models.CharField("地域", max_length=10)
    subarea = models.CharField("地区", max_length=10)
    order = models.PositiveSmallIntegerField("建制順", unique=True)
    grid_row = models.PositiveSmallIntegerField("地図の行", null=True, blank=True)
    grid_column = models.PositiveSmallIntegerField("地図の列", null=True, blank=True)
    aliases = models.JSONField("別の書き方", default=list, blank=True)
    is_sample = models.BooleanField("見本", default=False, editable=False)
    search_text = models.TextField(editable=False)
    objects = MunicipalityQuerySet.as_manager()

    class Meta:
        verbose_name = verbose_name_plural = "自治体"
        ordering = ["order"]

    def __str__(self):
        return self.name

    def save(self, **kwargs):
        words = [self.name, self.kana, self.romaji, self.code, *self.aliases]
        self.search_text = "\n".join(fold(word) for word in words)
        super().save(**kwargs)

    @property
    def short_name(self) -> str:
        """The name without 区市町村, as on a tile (北区 and 港区 keep theirs)."""
        return self.name if len(self.name) <= 2 else self.name[:-1]


class MailDomain(models.Model):
    municipality = ParentalKey(Municipality, on_delete=models.CASCADE, related_name="mail_domains")
    domain = models.CharField(
        "ドメイン",
        max_length=253,
        unique=True,
        validators=[
            RegexValidator(
                r"^[a-z0-9-]+(\.[a-z0-9-]+)+\Z", "「city.example.lg.jp」の形で、半角の小文字で入力してください。"
            )
        ],
        error_messages={"unique": "このドメインは、ほかの自治体に登録されています。"},
    )
    is_verified = models.BooleanField("確認済み", default=False)

    class Meta:
        verbose_name = verbose_name_plural = "メールのドメイン"

    def __str__(self):
        return self.domain


class Department(models.Model):
    """A municipality's 部・課・係: comes and goes, and keeps its history under its names of the day."""

    municipality = models.ForeignKey(
        Municipality, verbose_name="自治体", on_delete=models.PROTECT, related_name="departments"
    )
    name = models.CharField("部署名", max_length=60)
    field = models.CharField("分野", max_length=20, choices=DepartmentField)
    closed_on = models.DateField("廃止した日", null=True, blank=True)
    merged_into = models.ForeignKey(
        "self", verbose_name="統合先", null=True, blank=True, on_delete=models.PROTECT, related_name="merged"
    )

    class Meta:
        verbose_name = verbose_name_plural = "部署"
        ordering = ["municipality__order", "name"]
        constraints = [
            models.UniqueConstraint(
                fields=["municipality", "name"],
                condition=models.Q(closed_on__isnull=True),
                name="department_open_name_unique",
                violation_error_message="この自治体には、同じ名前の部署がすでにあります。",
            )
        ]

    def __str__(self):
        return f"{self.municipality.name} {self.name}"

    def name_on(self, day) -> str:
        """The name it had on `day` (a date in Tokyo); lists read `former_names` beforehand."""
        former = [name for name in self.former_names.all() if name.until >= day]
        return min(former, key=lambda name: name.until).name if former else self.name


class DepartmentName(models.Model):
    """A name a department had, and the last day it had it."""

    department = models.ForeignKey(Department, on_delete=models.CASCADE, related_name="former_names")
    name = models.CharField("部署名", max_length=60)
    until = models.DateField("最終日")


class Participant(models.Model):
    """A person in a department. Several may share a mailbox, so a login is possible, never needed."""

    is_shown_to_public = False
    department = models.ForeignKey(
        Department, verbose_name="部署", on_delete=models.PROTECT, related_name="participants"
    )
    user = models.ForeignKey(
        User, verbose_name="ログイン", null=True, blank=True, on_delete=models.SET_NULL, related_name="participants"
    )
    name = models.CharField("氏名", max_length=100)
    kana = models.CharField("ふりがな", max_length=100, blank=True)
    mail = models.EmailField("メールアドレス", blank=True)
    phone = models.CharField("電話・内線", max_length=40, blank=True)
    is_coordinator = models.BooleanField("窓口", default=False)
    since = models.DateField("着任日", null=True, blank=True)
    until = models.DateField("離任日", null=True, blank=True)
    suspended_at = models.DateTimeField("停止した日時", null=True, blank=True)
    confirmed_year = models.PositiveSmallIntegerField("継続を確認した年度（西暦）", null=True, blank=True)

    class Meta:
        verbose_name = verbose_name_plural = "参加者"
        ordering = ["department", "pk"]

    def __str__(self):
        return f"{self.department} {self.name}"

    @property
    def is_current(self) -> bool:
        """In office today: begun, not ended, not suspended, the department open."""
        today = timezone.localdate()
        return (
            self.suspended_at is None
            and self.department.closed_on is None
            and (self.since is None or self.since <= today)
            and (self.until is None or self.until >= today)
        )
