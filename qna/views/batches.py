"""/qa/answers/<n>/: the answers of a batch, to read, to print and as a table."""

from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.utils.http import content_disposition_header
from django.views.decorators.http import require_safe

from qna import exporting
from qna.models import AnswerBatch
from qna.views.reading import CRUMBS
from studygroup.tables.formats import FileFormat
from studygroup.tables.writing import write


def _batch(request, number) -> tuple[AnswerBatch, list]:
    batch = AnswerBatch.objects.visible_to(request.user).filter(number=number).first()
    questions = exporting.read(batch, request.user) if batch else []
    if not questions:
        raise Http404
    return batch, questions


@require_safe
def batch_detail(request, number):
    return _page(request, number, "qna/batch_detail.html")


@require_safe
def batch_print(request, number):
    """「Q&A集」 as A4 pages."""
    return _page(request, number, "qna/batch_print.html")


def _page(request, number, template):
    batch, questions = _batch(request, number)
    context = {"batch": batch, "questions": questions, "crumbs": [*CRUMBS, (batch.title, "")]}
    return render(request, template, context)


@require_safe
def batch_table(request, number):
    """The same as xlsx."""
    batch, _ = _batch(request, number)
    table = exporting.table_of(batch, request.user)
    answer = HttpResponse(write(table, FileFormat.XLSX).content, content_type=FileFormat.XLSX.content_type)
    answer["Content-Disposition"] = content_disposition_header(True, f"{batch.title}.xlsx")
    answer["Cache-Control"] = "private, no-store"
    return answer
