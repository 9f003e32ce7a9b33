"""The shelf: every material that a reader may know of, narrowed as the address asks."""

from urllib.parse import urlencode

from django.core.paginator import Paginator
from django.shortcuts import render
from django.views.decorators.http import require_safe

from archive import rules
from archive.enums import MaterialKind
from archive.forms import MaterialFilter
from archive.models import Material
from archive.views.gate import crumbs

MATERIALS_A_PAGE = 50


@require_safe
def material_list(request):
    materials = Material.objects.listed_for(request.user)
    choices = {"kinds": MaterialKind.choices, "years": materials.fiscal_years(), "issuers": materials.issuers()}
    context = _shelf(request, materials, MaterialFilter(request.GET, **choices), a_page=MATERIALS_A_PAGE)
    return render(request, "archive/material_list.html", context | {"crumbs": crumbs("資料")})


def _shelf(request, listed, filters, *, a_page):
    """One page of what is listed, narrowed as the address asks."""
    wanted = filters.wanted
    rows = listed.narrowed(**wanted).with_place().newest_first()
    page_obj = Paginator(rows, a_page).get_page(request.GET.get("page"))
    return {
        "filters": filters,
        "is_narrowed": bool(wanted),
        "page_obj": page_obj,
        "things": rules.with_access(request.user, page_obj.object_list),
        "query": f"{urlencode(wanted)}&" if wanted else "",
    }
