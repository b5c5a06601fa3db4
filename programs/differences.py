"""What differs between two versions of a round's notice: its rules, dates, posts and projects."""

from datetime import date

from jobportal.platform.rules.difference import Change, difference
from jobportal.platform.values.dates import kdate
from programs.models import ParticipantType, RoundRules
from programs.preparation import label_of, rules_of

_PROJECT_LABELS = {
    "title": "대상사업명",
    "host_unit": "사업부서·기관",
    "field": "사업유형",
    "type": "참여유형",
    "posts": "배정 인원(명)",
    "hours": "1일 근로시간",
    "requirement": "자격 요건",
}
# Always changed by publishing and named on the page itself.
_NOT_TOLD = ("예시",)


def differences_of(before: RoundRules, after: RoundRules, plan_now: dict) -> list[Change]:
    """Every change from one version to another; a version being written stands on ``plan_now``."""
    rules = difference(rules_of(before), rules_of(after))
    plans = plan_differences(before.plan or plan_now, after.plan or plan_now)
    return [*plans, *(change for change in rules if change.path not in _NOT_TOLD)]


def plan_differences(before: dict, after: dict) -> list[Change]:
    """Changes of dates, posts and work projects between two plans."""
    found = []
    for group, read in (("dates", _day), ("posts", str)):
        for name, value in after[group].items():
            old = before[group].get(name, "")
            if old != value:
                found.append(Change(label_of(name), read(old), read(value)))
    return found + _project_differences(before["projects"], after["projects"])


def _project_differences(before: list[dict], after: list[dict]) -> list[Change]:
    old = {project["code"]: project for project in before}
    new = {project["code"]: project for project in after}
    found = []
    for code in [*old, *(code for code in new if code not in old)]:
        one, other = old.get(code), new.get(code)
        place = f"대상사업 › {(other or one)['title']}"
        if one is None or other is None:
            found.append(Change(place, _project_words(one), _project_words(other)))
            continue
        found += [
            Change(f"{place} › {label}", _text(name, one), _text(name, other))
            for name, label in _PROJECT_LABELS.items()
            if one[name] != other[name]
        ]
    return found


def _project_words(project: dict | None) -> str:
    return f"{project['posts']}명" if project else "없음"


def _text(name: str, project: dict) -> str:
    value = project[name]
    if name == "type":
        return str(dict(ParticipantType.choices)[value])
    return "없음" if value in (None, "") else str(value)


def _day(text: str) -> str:
    return kdate(date.fromisoformat(text)) if text else "없음"
