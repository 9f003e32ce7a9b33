"""Letters of the archive: pure functions that return a `Letter`."""

from archive import letter_kinds, wording
from archive.models import Extension, ExtensionRequest, Material
from studygroup.addresses import whole
from studygroup.notices.emails import Letter


def material_replaced(*, material: Material, note: str) -> Letter:
    """To a reader who downloaded a former edition: that there is another, and where."""
    changed = f"\n変わったところ\n{note}\n" if note else ""
    body = f"""以前にダウンロードされた資料が、差し替えられました。

{material.title}
{material.place_label}
{material.edition:%Y/%m/%d}の版
{changed}
新しい版と、これまでの版は、次のページにあります。
{whole(material.page_url)}
"""
    return Letter(kind=letter_kinds.REPLACED, subject=f"資料が差し替えられました：{material.title}", body=body)


def extension_granted(*, extension: Extension) -> Letter:
    """To who asked: until when, and where."""
    thing = extension.thing
    body = f"""ご依頼の視聴延長をお受けしました。
{extension.municipality.name}の職員の方は、次の日時まで続けて見られます。

{thing.title}
{thing.place_label}
{wording.end_in_words(extension.until)}まで

{whole(thing.get_absolute_url())}
"""
    return Letter(kind=letter_kinds.GRANTED, subject=f"視聴延長のお知らせ：{thing.title}", body=body)


def extension_refused(*, request: ExtensionRequest) -> Letter:
    """To who asked: that it is not extended, and why."""
    thing = request.thing
    body = f"""視聴延長のご依頼について、今回は延長を見送ることになりました。

{thing.title}
{thing.place_label}

理由
{request.answer}
"""
    return Letter(kind=letter_kinds.REFUSED, subject=f"視聴延長のご依頼について：{thing.title}", body=body)
