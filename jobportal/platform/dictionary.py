"""The data dictionary: what every field tells of a person, why it is kept, on what basis, how long.

Each app says it of its own records in ``data_dictionary.toml`` (PD-03); the bases and the periods
stand here, once.
"""

import tomllib
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from django.apps import apps
from django.db import models

from jobportal.platform.rules.codes import Word

OUR_APPS = ("platform", "programs", "budgets", "participants", "reports")
FRAME = ("id", "district", "version")
"""Fields every record has; they say nothing of a person."""


class Category(Word):
    """What a field tells of a person."""

    PUBLIC = "PUBLIC", "일반"
    PERSONAL = "PERSONAL", "개인정보"
    IDENTITY = "IDENTITY", "고유식별정보"
    SENSITIVE = "SENSITIVE", "민감정보"
    INCOME = "INCOME", "소득·재산"


class Basis(Word):
    """On what the office may process the data; to be confirmed by its privacy officer."""

    SELECTION = (
        "SELECTION",
        "개인정보 보호법 제15조제1항제1호(동의)·제3호(법령상 업무), 고용정책 기본법 제13조의2",
    )
    ENQUIRY = "ENQUIRY", "고용정책 기본법 제15조의3(준용), 정보주체의 조회 동의"
    SENSITIVE = "SENSITIVE", "개인정보 보호법 제23조(별도 동의), 고용정책 기본법 시행령 제43조의2"
    LABOUR = "LABOUR", "근로기준법 제41조·제42조, 산업안전보건법"
    STAFF = "STAFF", "공무 수행에 필요한 직원 정보(개인정보 보호법 제15조제1항제3호)"
    SAFETY = "SAFETY", "개인정보의 안전성 확보조치 기준 제5조·제8조"
    RECORDS = "RECORDS", "공공기록물 관리에 관한 법률 시행령 제20조·제28조"


class Retention(Word):
    """How long it is kept; the office's own schedule (기록관리기준표) decides the years."""

    INVESTIGATION = "INVESTIGATION", "선발이 확정되고 이의신청 기간이 끝난 뒤 지체 없이 파기"
    APPLICATION = "APPLICATION", "회차가 끝난 다음 해부터 정한 기간(설정)"
    PARTICIPATION = "PARTICIPATION", "참여가 끝난 다음 해부터 정한 기간(설정)"
    ACCESS_LOG = "ACCESS_LOG", "24개월 이상"
    ACCOUNT = "ACCOUNT", "계정을 없앨 때까지, 권한 기록은 36개월 이상"
    MADE_FILE = "MADE_FILE", "파일은 만든 날부터 24시간(설정), 목록은 30일"
    OTHER_LAW = "OTHER_LAW", "다른 법령이 정한 기한까지(기록마다), 다른 개인정보와 따로"
    WITH_RECORD = "WITH_RECORD", "그 기록과 함께"


@dataclass(frozen=True)
class Entry:
    """One field: what it is and, unless it is public, why, on what basis and how long."""

    model: type[models.Model]
    field: models.Field
    category: Category
    purpose: str = ""
    basis: Basis | None = None
    retention: Retention | None = None


class DictionaryFault(ValueError):
    """A field is classified twice, not at all, or is not there."""


@cache
def data_dictionary() -> tuple[Entry, ...]:
    """Every field of every record of ours; raises :class:`DictionaryFault` for what is amiss."""
    return tuple(entry for label in OUR_APPS for entry in _of_app(label))


def _of_app(label: str) -> Iterator[Entry]:
    config = apps.get_app_config(label)
    told = tomllib.loads((Path(config.path) / "data_dictionary.toml").read_text(encoding="utf-8"))
    known = {model._meta.model_name: model for model in config.get_models()}
    if unknown := sorted(set(told) ^ set(known)):
        raise DictionaryFault(f"{label}: {', '.join(unknown)}")
    for name, model in known.items():
        yield from _of_model(model, told[name])


def _of_model(model: type[models.Model], told: dict) -> Iterator[Entry]:
    fields = {f.name: f for f in model._meta.concrete_fields if f.name not in FRAME}
    named = [(Category(c.value), n) for c in Category for n in told.get(c.lower(), "").split()]
    names = [name for _, name in named]
    wrong = sorted({name for name in names if names.count(name) > 1} | (set(names) ^ set(fields)))
    if wrong:
        raise DictionaryFault(f"{model._meta.label}: {', '.join(wrong)}")
    why = {}
    if any(category is not Category.PUBLIC for category, _ in named):
        why = {
            "purpose": told["purpose"],
            "basis": Basis(told["basis"]),
            "retention": Retention(told["retention"]),
        }
    for category, name in named:
        yield Entry(model, fields[name], category, **({} if category is Category.PUBLIC else why))
