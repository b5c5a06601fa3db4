"""What stands against proposing a selection list, and what has changed since one was proposed."""

from collections.abc import Iterator

from jobportal.platform.models import Change
from participants.interviews import awaits_marks
from participants.models import Application, Offer, Score, Selection
from participants.queries import NAMED, in_states, named
from participants.selection.kept import digest_of, entries_from, terms_of, versions_of
from participants.selection.outcomes import Material, outcome_of
from participants.selection.quota import POOL_LABELS, posts_below_placed
from participants.selection.scores import SAID, sheets_of
from programs.models import Round

S = Application.State
_KEPT = ("application_id", "rules_id", *SAID)


def obstacles(round_: Round, material: Material | None) -> list[str]:
    """Everything that stands against a proposal now, each in a sentence that says what to do."""
    if round_.state == Round.State.CLOSED:
        return ["마감한 회차입니다. 먼저 ‘회차 준비’에서 마감을 푸세요."]
    if material is None:
        return ["공고(확정)한 선발 기준이 없습니다. ‘회차 준비’에서 선발 기준을 공고하세요."]
    return [*_open_work(round_), *posts_below_placed(round_), *_unready(material)]


def _open_work(round_: Round) -> Iterator[str]:
    open_list = versions_of(round_).filter(state=Selection.State.PROPOSED).first()
    if open_list is not None:
        yield (
            f"승인을 기다리는 선발안 제{open_list.number}판이 있습니다. 먼저 확정하거나 반려하세요."
        )
    offers = Offer.objects.filter(
        application__round=round_,
        application__state__in=(S.RESERVE, S.SELECTED),
        state__in=(Offer.State.OPEN, Offer.State.ACCEPTED),
    )
    if count := offers.count():
        yield (
            f"예비자 통보 {count:,}건이 끝나지 않았습니다. ‘결원·예비’에서 답을 적고, 수락한 "
            "사람은 배치한 뒤 제안하세요."
        )


def _unready(material: Material) -> Iterator[str]:
    if not material.is_lottery:
        yield from _unready_scores(material)
    if not material.applications:
        what = "적격자" if material.is_lottery else "점수를 산정한 적격자"
        yield f"선발할 사람이 없습니다. {what}가 있어야 선발안을 만들 수 있습니다."


def _unready_scores(material: Material) -> Iterator[str]:
    round_ = material.round
    if awaits_marks(round_, material.rules):
        yield "면접 심사를 마감하지 않았습니다. ‘면접’에서 채점을 마치고 마감하세요."
    if waiting := [*in_states(round_, [S.ELIGIBLE]), *material.unscored]:
        yield (
            f"점수가 정해지지 않은 적격자가 있습니다: {named(waiting)}. ‘점수 산정’을 하고, "
            "확인이 필요한 항목을 채우세요."
        )
    if outdated := _outdated(material):
        yield (
            f"점수 산정 뒤에 자료가 바뀐 신청인이 있습니다: {named(outdated)}. ‘점수 산정’을 다시 "
            "하세요."
        )


def _outdated(material: Material) -> list[Application]:
    """Those whose stored sheet is not the one they would get now.

    The sheets of an approved list stay as they were; they are outdated by corrected rules only.
    """
    rows = Score.objects.filter(application__round=material.round).order_by()
    kept = {row.application_id: row for row in rows.values_list(*_KEPT, named=True)}
    considered = material.applications.values()
    fresh = [one for one in considered if one.state == S.SCORED]
    made = sheets_of(material.round, material.rules, fresh)
    return [
        one
        for one in considered
        if kept[one.pk].rules_id != material.version.pk
        or (one.pk in made and made[one.pk].differs_from(kept[one.pk]))
        or not kept[one.pk].is_complete
    ]


def undecided_words(waiting: list[Application]) -> str:
    """Whose screening is not finished, in a sentence."""
    return (
        f"자격심사가 끝나지 않은 신청인 {len(waiting):,}명이 명단에서 빠집니다: {named(waiting)}."
    )


def changes_since(selection: Selection, material: Material) -> list[str]:
    """What is no longer as it was when the list was proposed, in Korean sentences; [] if nothing.

    ``material`` is what the list would be made from now.
    """
    if material.version.pk != selection.rules_id:
        return [f"선발 기준이 제{material.version.number}판으로 바뀌었습니다."]
    now = terms_of(material, selection.terms.get("seed", ""))
    found = [*_changed_posts(selection.terms, now)]
    if selection.terms["basis"] != now["basis"]:
        found.append(_changed_records(selection))
    if more := {*now["undecided"]} - {*selection.terms.get("undecided", [])}:
        found.append(f"자격심사가 끝나지 않은 신청인이 {len(more):,}명 늘었습니다.")
    if not found and not _comes_out_alike(selection, material):
        found.append("배치나 세대처럼 명단의 바탕이 된 자료가 바뀌어 명단이 다르게 나옵니다.")
    if not found and not material.is_lottery and (outdated := _outdated(material)):
        found.append(f"조회 결과나 면접 점수가 바뀐 신청인이 있습니다: {named(outdated)}.")
    return found


def _changed_posts(before: dict, now: dict) -> Iterator[str]:
    for part in ("pools", "projects"):
        for code in sorted({*before[part], *now[part]}):
            old, new = before[part].get(code, 0), now[part].get(code, 0)
            if old != new:
                label = POOL_LABELS.get(code, code)
                yield f"‘{label}’ 인원이 {old:,}명에서 {new:,}명으로 바뀌었습니다."
    if before["per_household"] != now["per_household"]:
        yield "세대당 선발 인원의 한도가 바뀌었습니다."


def _changed_records(selection: Selection) -> str:
    """Which applications and score sheets were written since, as the change log tells."""
    mine = Application.objects.filter(round=selection.round_id)
    sheets = Score.objects.filter(application__round=selection.round_id)
    changes = Change.objects.filter(at__gte=selection.proposed_at)
    texts = {
        text.removesuffix(" 심사표")
        for kind, rows in ((Application, mine), (Score, sheets))
        for text in changes.filter(
            kind=kind.kind_label(), record_id__in=rows.values("pk")
        ).values_list("record_text", flat=True)
    }
    shown = ", ".join(sorted(texts)[:NAMED]) or "명단에서 빠지거나 들어온 신청서"
    more = f" 외 {len(texts) - NAMED:,}건" if len(texts) > NAMED else ""
    return f"제안한 뒤에 바뀐 신청서나 심사표가 있습니다: {shown}{more}."


def _comes_out_alike(selection: Selection, material: Material) -> bool:
    outcome = outcome_of(material, selection.terms.get("seed", ""))
    return digest_of(selection, entries_from(selection, material, outcome)) == selection.digest
