"""/search/: everything the reader may see."""

from urllib.parse import urlencode

from allauth.core import ratelimit
from django.core.paginator import Paginator
from django.shortcuts import render
from django.views.decorators.http import require_safe

from archive.search import suggestions
from archive.search.forms import SearchForm
from archive.search.models import synonyms
from archive.search.questions import parse
from archive.search.results import find

HITS_OF_KIND, HITS_A_PAGE = 5, 20


@require_safe
def search(request):
    """Without words the form alone. Of one kind page by page, of all kinds the best of each."""
    form = SearchForm(request.GET)
    context = {"search_form": form, "crumbs": [("ホーム", "/"), ("検索", "")]}
    if form.words:
        if not ratelimit.consume(request, action="search", user=request.user):
            return render(request, "429.html", status=429)
        context |= _answer(request, form)
    return render(request, "search/search.html", context)


def _answer(request, form) -> dict:
    question = parse(form.words, synonyms())
    findings = find(request.user, question, **form.place)
    narrowed = form.narrowed
    context = {
        "question": question,
        "total": len(findings),
        "kinds": _kinds(form, findings),
        "is_narrowed": bool(narrowed),
        "all_of_it": f"?{urlencode({'q': form.words})}",
    }
    if "kind" in narrowed and len(findings):
        context |= _page(request, form, findings)
    elif len(findings):
        context["groups"] = [(group, _address(form, kind=group.key)) for group in findings.groups(HITS_OF_KIND)]
    if not (context.get("groups") or context.get("hits")):
        context |= _helping(request, question, narrowed)
    return context


def _page(request, form, findings) -> dict:
    """One page of one kind."""
    keys = findings.of_kind(form.narrowed["kind"])
    page_obj = Paginator(keys, HITS_A_PAGE).get_page(request.GET.get("page"))
    hits = [hit for hit in findings.show(list(page_obj.object_list)) if hit]
    return {"page_obj": page_obj, "hits": hits, "query": urlencode({"q": form.words, **form.narrowed}) + "&"}


def _kinds(form, findings) -> list[tuple[str, int, str, bool]]:
    """For the row of kinds: label, how many, address, and whether it is the one shown."""
    chosen, counts = form.narrowed.get("kind", ""), findings.counts()
    rows = [("すべて", len(findings), _address(form, kind=""), not chosen)]
    for key, label in form.fields["kind"].choices[1:]:
        rows.append((label, counts[key], _address(form, kind=key), key == chosen))
    return rows


def _address(form, *, kind: str) -> str:
    wanted = {"q": form.words, **form.narrowed, "kind": kind}
    return "?" + urlencode({name: value for name, value in wanted.items() if value})


def _helping(request, question, narrowed) -> dict:
    """Where nothing was found: the same without narrowing, with fewer words, or what is spelled much alike."""
    if not question:
        return {}
    everywhere = len(find(request.user, question)) if narrowed else 0
    return {
        "everywhere": everywhere,
        "fewer": suggestions.fewer_words(request.user, question),
        "near": suggestions.near_titles(request.user, question),
    }
