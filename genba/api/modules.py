"""Modules: what can be learned and what is measured there. For everybody, as on the pages."""

from typing import Any

from django.http import Http404, HttpRequest
from django.utils.translation import get_language
from ninja import Path, Router, Schema

from genba.access.doors import public
from genba.api.words import Slug
from genba.curriculum import Module
from genba.programmes.curricula import curriculum

router = Router(tags=["modules"], auth=None)


class KpiOut(Schema):
    code: str
    label: str
    definition: str
    unit: str
    direction: str
    is_core: bool
    numerator: str
    denominator: str


class LabelOut(Schema):
    code: str
    label: str


class ModuleOut(Schema):
    slug: str
    version: str
    title: str
    summary: str
    status: str
    classroom_days: int
    visits: int
    lessons: int


class WholeModule(ModuleOut):
    kpis: list[KpiOut]
    practices: list[LabelOut]
    tools: list[LabelOut]


def facts_of(module: Module, language: str) -> dict[str, Any]:
    return {
        "slug": module.slug, "version": module.version, "title": module.titles.in_(language),
        "summary": module.summaries.in_(language), "status": module.status, "visits": module.formats.visits,
        "classroom_days": module.formats.classroom_days, "lessons": len(module.lessons_in(language)),
    }  # fmt: skip


@router.get("/modules", response=list[ModuleOut], summary="Every module that is offered or was")
@public
def list_modules(request: HttpRequest) -> Any:
    language = get_language() or "en"
    return [ModuleOut(**facts_of(m, language)) for m in curriculum().modules if m.status != "draft"]


@router.get("/modules/{slug}", response=WholeModule, summary="One module with what it measures")
@public
def read_module(request: HttpRequest, slug: Path[Slug]) -> Any:
    language = get_language() or "en"
    module = next((m for m in curriculum().modules if m.slug == slug and m.status != "draft"), None)
    if module is None:
        raise Http404
    kpis = [KpiOut(code=k.code, label=k.labels.in_(language), definition=k.definitions.in_(language), direction=k.direction,
                   unit=k.unit_labels.in_(language), is_core=k.core, numerator=k.numerator.labels.in_(language),
                   denominator=k.denominator.labels.in_(language)) for k in module.kpis]  # fmt: skip
    return WholeModule(
        **facts_of(module, language), kpis=kpis,
        practices=[LabelOut(code=p.code, label=p.labels.in_(language)) for p in module.practices],
        tools=[LabelOut(code=t.code, label=t.labels.in_(language)) for t in module.tools],
    )  # fmt: skip
