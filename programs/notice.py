"""What a notice needs, and how one version of it differs from another: rules, dates, posts."""

from datetime import date

from jobportal.platform.rules.difference import Change, difference
from jobportal.platform.values.dates import kdate
from programs.models import ParticipantType, Round, RoundRules
from programs.preparation import draft_of, label_of, plan_of, problems_of, rules_of

_PROJECT_LABELS = {
    "title": "대상사업명",
    "host_unit": "사업부서·기관",
    "field": "사업유형",
    "type": "참여유형",
    "posts": "배정 인원(명)",
    "hours": "1일 근로시간",
    "requirement": "자격 요건",
    "certificates": "필요 자격증",
    "experience": "필요 경력(년)",
}
# Always changed by publishing and named on the page itself.
_NOT_TOLD = ("예시",)


def notice_problems(round_: Round, versions: list[RoundRules]) -> list[str]:
    """Everything that stands against the next notice; a correction must change something."""
    draft = draft_of(versions)
    problems = problems_of(round_, draft)
    if draft is not None and len(versions) > 1 and not changes_of(round_, versions):
        problems.append(
            f"제{draft.number}판이 앞 판과 같습니다. "
            "정정할 것을 고치거나, 고칠 것이 없으면 이 판을 버리세요."
        )
    return problems


def changes_of(round_: Round, versions: list[RoundRules]) -> list[Change]:
    """What the newest version changes of the one before it; nothing for a first one."""
    if len(versions) < 2:
        return []
    return differences_of(versions[-2], versions[-1], plan_of(round_))


def differences_of(before: RoundRules, after: RoundRules, plan_now: dict) -> list[Change]:
    """Every change from one version to another; a version being written stands on ``plan_now``."""
    rules = difference(rules_of(before), rules_of(after))
    plans = plan_differences(before.plan or plan_now, after.plan or plan_now)
    return [*plans, *(change for change in rules if change.path not in _NOT_TOLD)]


def plan_differences(before: dict, after: dict) -> list[Change]:
    """Changes of dates, posts and work projects between two plans."""
    found = []
    for group, read in (("dates", _day), ("posts", _count)):
        for name, value in after[group].items():
            old = before[group].get(name)
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
            if one.get(name) != other.get(name)
        ]
    return found


def _project_words(project: dict | None) -> str:
    return f"{project['posts']}명" if project else "없음"


def _text(name: str, project: dict) -> str:
    value = project.get(name)
    if name == "type":
        return str(dict(ParticipantType.choices)[value])
    return "없음" if value in (None, "") else str(value)


def _day(text: str | None) -> str:
    return kdate(date.fromisoformat(text)) if text else "없음"


def _count(number: int | None) -> str:
    return "정하지 않음" if number is None else f"{number:,}"
