"""What came of a bulk step of the screening, result by result, in sentences."""

from collections import Counter

from django.contrib.messages import INFO, SUCCESS, WARNING

from jobportal.platform.rules.findings import Eligibility
from participants.actions.screening import WAITING, Decided, Screened, Started
from participants.models import Application

Told = list[tuple[int, str]]
"""The level and the text of each message."""
UNDER_REVIEW = Application.State.UNDER_REVIEW
_LEFT = (
    ("to_confirm", INFO, "‘확인 필요’인 {:,}명은 그대로 두었습니다."),
    (
        "unscreened",
        WARNING,
        "아직 심사하지 않은 {:,}명은 그대로 두었습니다. 자격심사를 먼저 하세요.",
    ),
    (
        "outdated",
        WARNING,
        "심사한 뒤 선발 기준이나 조회 결과가 바뀐 {:,}명은 그대로 두었습니다. 자격심사를 다시 "
        "실행하세요.",
    ),
    (
        "lacking_papers",
        WARNING,
        "조건은 충족했지만 꼭 필요한 서류가 오지 않은 {:,}명은 그대로 두었습니다. 서류를 받거나 "
        "보완을 요청하세요.",
    ),
)


def started_words(told: Started) -> Told:
    """What came of beginning the reviews."""
    words = [(SUCCESS, f"{told.started:,}명의 자격심사를 시작했습니다.")]
    if told.waiting:
        left = (
            f"꼭 필요한 서류가 오지 않은 {told.waiting:,}명은 심사를 시작하지 않았습니다. "
            "서류를 받거나 보완을 요청하세요. 제출 기한이 지나면 심사를 시작할 수 있습니다."
        )
        words.append((WARNING, left))
    return words


def screened_words(told: Screened) -> Told:
    """What came of a screening."""
    counts = ", ".join(f"{one.label} {told.results[one]:,}명" for one in Eligibility)
    total = sum(told.results.values())
    changed = f"결과를 새로 적은 사람은 {told.changed:,}명입니다." if told.changed else ""
    same = "" if told.changed else "앞의 심사와 달라진 사람이 없습니다."
    return [(SUCCESS, f"{total:,}명을 심사했습니다: {counts}. {changed}{same}")]


def screened_again_words(told: Screened) -> Told:
    """What came of screening again those whose result things had overtaken."""
    if not told.results:
        return [(INFO, "다시 심사할 사람이 없습니다. 모든 결과가 지금 자료와 같습니다.")]
    return screened_words(told)


def results_words(told: Screened, states: Counter[str]) -> Told:
    """What loaded results led to: ``states`` are those of the applications they are about."""
    words = screened_words(told) if told.results else []
    waiting = sum(states[state] for state in WAITING)
    if waiting:
        words.append((INFO, f"심사를 시작하지 않은 {waiting:,}명은 심사를 시작한 뒤에 심사합니다."))
    unscreened = states[UNDER_REVIEW] - sum(told.results.values())
    if unscreened > 0:
        words.append((WARNING, f"공고한 선발 기준이 없어 {unscreened:,}명은 심사하지 못했습니다."))
    decided = sum(states.values()) - states[UNDER_REVIEW] - waiting
    if decided:
        left = (
            f"심사 결과를 확정한 {decided:,}명은 다시 심사하지 않았습니다. 결과가 달라질 수 있으면 "
            "신청자의 ‘자격심사’에서 심사 결과를 다시 여세요."
        )
        words.append((WARNING, left))
    return words


def decided_words(told: Decided) -> Told:
    """What came of confirming the results."""
    done = f"적격 {told.eligible:,}명, 부적격 {told.ineligible:,}명을 확정했습니다."
    left = [
        (level, words.format(count))
        for name, level, words in _LEFT
        if (count := getattr(told, name))
    ]
    return [(SUCCESS, done), *left]
