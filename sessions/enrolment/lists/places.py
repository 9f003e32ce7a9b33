"""Which municipality and department a row means; a department not yet there is made, not saved."""

from sessions.enrolment.lists.cells import Unfit
from sessions.enrolment.lists.participants import CODE, DEPARTMENT, FIELD, MUNICIPALITY
from sessions.enrolment.lists.rows import Row
from studygroup.enums import DepartmentField
from studygroup.folding import fold
from studygroup.models import Department, DepartmentName, Municipality

FIELDS = {fold(choice.label): choice for choice in DepartmentField}
FIELD_NAMES = "、".join(DepartmentField.labels)


class UnfitAt(Unfit):
    """Unfit, and the heading where."""

    def __init__(self, heading: str, reason: str):
        super().__init__(reason)
        self.heading = heading


class Places:
    """The municipalities and open departments, read once; new departments as the rows name them."""

    def __init__(self):
        self.by_code = {one.pk: one for one in Municipality.objects.all()}
        self.by_word: dict[str, set[str]] = {}
        for one in self.by_code.values():
            for word in (one.name, one.short_name, one.kana, *one.aliases):
                self.by_word.setdefault(fold(word), set()).add(one.pk)
        self.departments: dict[str, list[Department]] = {}
        for department in Department.objects.filter(closed_on__isnull=True).select_related("municipality"):
            self.departments.setdefault(department.municipality_id, []).append(department)
        former = DepartmentName.objects.filter(department__closed_on__isnull=True).select_related("department")
        self.former = {(name.department.municipality_id, fold(name.name)): name.department.name for name in former}

    def department_of(self, row: Row, *, field_left_alone: bool) -> Department:
        """The department that `row` names. Raises UnfitAt.

        With `field_left_alone` the row still has the field of the department that its person leaves.
        """
        municipality = self._municipality_of(row)
        if not row.text(DEPARTMENT):
            raise UnfitAt(DEPARTMENT, "部署名を入力してください（例：環境政策課）")
        found = self._find(row, municipality) or self._make(row, municipality)
        named = row.text(FIELD)
        if named and not field_left_alone and FIELDS.get(fold(named)) != found.field:
            raise UnfitAt(FIELD, f"この部署の分野は「{found.get_field_display()}」です。分野は部署の画面で変えられます")
        return found

    def _municipality_of(self, row: Row) -> Municipality:
        code, name = row.text(CODE), row.text(MUNICIPALITY)
        if not code and not name:
            raise UnfitAt(MUNICIPALITY, "自治体を入力してください")
        if code and fold(code) not in self.by_code:
            raise UnfitAt(CODE, f"自治体コード「{code}」の自治体はありません")
        if not name:
            return self.by_code[fold(code)]
        meant = self.by_word.get(fold(name), set())
        if code and fold(code) not in meant:
            raise UnfitAt(
                MUNICIPALITY, f"自治体コード「{code}」は{self.by_code[fold(code)]}です。どちらかを直してください"
            )
        if not code and len(meant) != 1:
            reason = (
                "にあたる自治体が複数あります。自治体コードも入力してください" if meant else "という自治体はありません"
            )
            raise UnfitAt(MUNICIPALITY, f"「{name}」{reason}")
        return self.by_code[fold(code) if code else next(iter(meant))]

    def _find(self, row: Row, municipality: Municipality) -> Department | None:
        """By its name as export writes it, else folded where that leaves one."""
        there = self.departments.get(municipality.pk, [])
        exact = [one for one in there if row.is_written_as(DEPARTMENT, one.name)]
        found = exact or [one for one in there if fold(one.name) == fold(row.text(DEPARTMENT))]
        if len(found) > 1:
            raise UnfitAt(DEPARTMENT, "よく似た名前の部署が複数あります。部署名を登録どおりに入力してください")
        return found[0] if found else None

    def _make(self, row: Row, municipality: Municipality) -> Department:
        name = row.text(DEPARTMENT)
        now = self.former.get((municipality.pk, fold(name)))
        if now:
            raise UnfitAt(DEPARTMENT, f"「{name}」は、いまは「{now}」です。いまの部署名を入力してください")
        if len(name) > Department._meta.get_field("name").max_length:
            raise UnfitAt(DEPARTMENT, "部署名は60文字までにしてください")
        kind = FIELDS.get(fold(row.text(FIELD)))
        if kind is None:
            raise UnfitAt(FIELD, f"新しい部署です。分野を次から選んで入力してください：{FIELD_NAMES}")
        department = Department(municipality=municipality, name=name, field=kind)
        self.departments.setdefault(municipality.pk, []).append(department)
        return department
