"""The template of a text message: its placeholders, what fills them, what stands against it."""

import re
from collections.abc import Callable

from jobportal.platform.values.dates import kdate
from jobportal.platform.values.residents import holds_rrn
from participants.announcing.publications import round_title
from participants.announcing.recipients import Recipient
from participants.appeals.terms import Terms
from participants.models import Publication, SelectionEntry

_PLACEHOLDER = re.compile(r"\{([^{}]*)\}")
_LEFT_OVER = re.compile(r"[{}]")
E = SelectionEntry.State
NOT_SELECTED = "미선발"
"""What a message says also to the ineligible: why is told in the notice alone (UX-15)."""
# Health, income and the reason of a refusal are never sent to a phone that anybody may read.
BLOCKED = re.compile(
    r"장애|질병|질환|병력|진단|투약|임신|검진\s*결과|건강\s*(?:상태|문제|이상)|소득|재산|수급|체납|"
    r"(?:부적격|탈락|미선발|불합격|제외)\s*(?:사유|이유|원인)|미충족|감점|주민등록번호"
)
PLACEHOLDERS = (
    *("성명", "접수번호", "회차", "결과", "예비순위"),
    *("배정사업", "근무시작일", "발표일", "이의신청기한", "문의처"),
)
EXAMPLE = "[{회차}] {성명}님({접수번호}), 결과는 {결과}입니다. 문의: {문의처}"

Filler = Callable[[Recipient], str]


def template_faults(template: str) -> list[str]:
    """Everything that stands against a template, in Korean; empty when it may be used."""
    faults = []
    known = ", ".join(f"{{{name}}}" for name in PLACEHOLDERS)
    for name in dict.fromkeys(_PLACEHOLDER.findall(template)):
        if name not in PLACEHOLDERS:
            faults.append(f"‘{{{name}}}’: 없는 자리표시입니다. 쓸 수 있는 것: {known}")
    if _LEFT_OVER.search(_PLACEHOLDER.sub("", template)):
        faults.append("자리표시의 괄호가 맞지 않습니다. {성명}처럼 열고 닫으세요.")
    if holds_rrn(template):
        faults.append("주민등록번호로 보이는 숫자가 있습니다. 지운 뒤 다시 하세요.")
    if found := BLOCKED.search(template):
        faults.append(
            f"‘{found[0]}’: 건강, 소득·재산, 탈락 사유는 문자로 보내지 않습니다. 자세한 내용은 "
            "통보서로 알리세요."
        )
    return faults


def fillers(publication: Publication) -> dict[str, Filler]:
    """What fills each placeholder; "" where somebody has no such thing.

    A fixed number of queries for any number of people.
    """
    title, terms = round_title(publication.selection.round), Terms(publication)
    return {
        "성명": lambda one: one.person.name,
        "접수번호": lambda one: one.application.receipt,
        "회차": lambda one: title,
        "결과": lambda one: one.result_text if one.entry else NOT_SELECTED,
        "예비순위": _rank,
        "배정사업": _project,
        "근무시작일": _starts_on,
        "발표일": lambda one: kdate(publication.published_on),
        "이의신청기한": lambda one: kdate(terms.of(one.application).appeal_until_on),
        "문의처": lambda one: publication.contact,
    }


def _rank(one: Recipient) -> str:
    return str(one.entry.reserve_rank or "") if one.entry else ""


def _project(one: Recipient) -> str:
    return str(one.entry.project or "") if one.result == E.SELECTED else ""


def _starts_on(one: Recipient) -> str:
    return kdate(one.application.round.starts_on) if one.result == E.SELECTED else ""


def fill(template: str, one: Recipient, known: dict[str, Filler]) -> tuple[str, list[str]]:
    """The text for one person, and the placeholders nothing fills."""
    values = {name: known[name](one) for name in _PLACEHOLDER.findall(template)}
    text = _PLACEHOLDER.sub(lambda match: values[match[1]], template)
    return text, [name for name, value in values.items() if not value]
