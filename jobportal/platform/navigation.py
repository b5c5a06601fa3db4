"""The menu, and what every page's frame shows."""

from dataclasses import dataclass
from functools import cache

from django.conf import settings
from django.http import HttpRequest
from django.urls import resolve, reverse

from jobportal.platform.actors import Actor
from jobportal.platform.permissions import Permission
from jobportal.platform.records import all_kinds

# Pages that are no lists of records: (group, label, name of the address).
PAGES = (
    ("현황", "예산 집행 현황", "dashboard"),
    ("현황", "목표 달성 현황", "achievements"),
    ("현황", "수치 대조", "figure_checks"),
    ("일자리사업·회차", "회차 준비", "round_list"),
    ("일자리사업·회차", "법정 기준값", "statutory_values"),
    ("참여자", "회차 업무", "round_work"),
    ("참여자", "접수", "intake"),
    ("참여자", "신청자", "applicants"),
    ("참여자", "면접 채점", "own_seats"),
    ("참여자", "배치", "placement_rounds"),
    ("참여자", "중복 확인", "duplicates"),
    ("참여자", "명단 내려받기", "rosters"),
    ("참여자", "주민등록번호 명단", "identity_rosters"),
    ("참여자", "만든 파일", "made_files"),
    ("보고서", "문서", "document_list"),
    ("보고서", "표 목록", "catalogue"),
    ("자료 꾸러미", "자료 올리기", "pack_import"),
    ("자료 꾸러미", "양식 내려받기", "pack_template"),
    ("관리", "변경 이력", "changes"),
    ("관리", "계정", "account_list"),
    ("관리", "역할", "role_list"),
    ("관리", "권한 승인", "grant_queue"),
    ("관리", "권한 기록", "grant_events"),
    ("관리", "반기 권한 점검", "rights_reviews"),
    ("관리", "개인정보 처리 현황", "personal_files"),
    ("관리", "개인정보 제공 대장", "provision_list"),
    ("관리", "개인정보 파기", "destructions"),
    ("관리", "분리 보관", "kept_list"),
    ("관리", "접속기록", "access_list"),
    ("관리", "접속기록 점검", "access_months"),
)
# Addresses that stand under no entry of the menu, and the page they belong to.
BELONG_TO = {
    "/participants/selections/": "round_work",
    "/participants/appeals/": "round_work",
    "/participants/vacancies/": "round_work",
    "/participants/persons/": "applicants",
    "/participants/merges/": "duplicates",
    "/access/findings/": "access_months",
    "/access/explanations/": "access_list",
}
GROUPS = (
    *("현황", "보고서", "예산·집행", "일자리사업·회차", "참여자", "목표·실적", "주요사업", "공약"),
    *(
        "행사·교육·협약",
        "사회적경제·노동",
        "출자기관",
        "조직·시설",
        "문서·대조",
        "자료 꾸러미",
        "관리",
    ),
)
"""The groups from what is opened every day to what is opened now and then."""


@dataclass(frozen=True)
class Entry:
    """One line of the menu, with the permission its page asks for."""

    group: str
    label: str
    url: str
    permission: Permission | None


@cache
def _entries() -> tuple[Entry, ...]:
    pages = [(group, label, reverse(name)) for group, label, name in PAGES]
    kinds = [
        (kind.group, kind.label, reverse("record_list", args=[kind.slug]))
        for kind in all_kinds()
        if kind.in_menu
    ]
    return tuple(
        Entry(*one, resolve(one[-1]).func.view_class.permission_for("GET"))
        for one in (*pages, *kinds)
    )


def menu(path: str, actor: Actor) -> list[dict]:
    """The groups of the menu with what the actor may open; the entry of the path is current."""
    groups: dict[str, list[dict]] = {group: [] for group in GROUPS}
    path = next((reverse(to) for start, to in BELONG_TO.items() if path.startswith(start)), path)
    for entry in _entries():
        if not actor.may(entry.permission):
            continue
        item = {"label": entry.label, "url": entry.url, "current": path.startswith(entry.url)}
        groups.setdefault(entry.group, []).append(item)
    return [{"label": label, "items": items} for label, items in groups.items() if items]


def frame(request: HttpRequest) -> dict:
    """Context of every page: district, role, menu, version."""
    context = {"version": settings.VERSION}
    if not getattr(request, "user", None) or not request.user.is_authenticated:
        return context
    actor = getattr(request, "_actor", None)
    if actor is None:
        return context
    return {
        **context,
        "district": actor.district,
        "role": actor.label,
        "navigation": menu(request.path, actor),
        "help_url": reverse("manual"),
    }
