"""The decision on a selection list: one person proposes, a team lead who is another decides."""

from django.db.models import Max
from django.utils import timezone

from jobportal.platform.actors import allowed
from jobportal.platform.models import User
from jobportal.platform.models.record import audited_bulk
from jobportal.platform.permissions import Permission
from jobportal.platform.refused import Refused
from participants.actions.locking import lock_round
from participants.models import Application, Selection, SelectionEntry
from participants.selection.differences import differences, to_confirm
from participants.selection.in_force import list_in_force
from participants.selection.kept import (
    digest_of,
    entries_from,
    entries_of,
    stored_digest,
    terms_of,
    undecided,
)
from participants.selection.outcomes import Material, material_of, outcome_of
from participants.selection.proposals import changes_since, obstacles, undecided_words
from participants.workflow import move_by_list
from programs.models import Round

State = Selection.State


UNCHANGED = "확정한 제{number}판과 결과가 같습니다. 바뀐 것이 없으면 제안하지 않습니다."


def propose(
    round_: Round, user: User, reason: str = "", seed: str = "", waiving: str = ""
) -> Selection:
    """Write the next version of the round's list with everyone considered; in a transaction.

    ``reason`` is needed from the second version on, ``seed`` where lots decide, ``waiving`` (why
    the list does not wait for them) while somebody's screening is not finished. Raises
    :class:`Refused` with every reason at once.
    """
    round_ = lock_round(round_)
    material = material_of(round_)
    number = next_version_number(round_)
    problems = [*obstacles(round_, material), *_missing_words(number, reason)]
    if material and material.is_lottery and not seed.strip():
        problems.append("추첨 씨앗값을 적으세요. 누구나 다시 추첨해 볼 수 있게 공개됩니다.")
    if (waiting := undecided(round_)) and not waiving.strip():
        problems.append(f"{undecided_words(waiting)} 이들 없이 제안하는 사유를 적으세요.")
    if problems:
        raise Refused(*problems)
    selection = Selection(
        district=round_.district,
        round=round_,
        number=number,
        rules=material.version,
        method=material.method,
        reason=reason.strip(),
        terms=terms_of(material, seed.strip(), waiving.strip()),
        proposed_by=user,
        proposed_at=timezone.now(),
    )
    entries = entries_from(selection, material, outcome_of(material, seed.strip()))
    _refuse_unchanged(round_, entries)
    selection.digest = digest_of(selection, entries)
    selection.save()
    for entry in entries:
        entry.selection = selection
    audited_bulk(create=entries)
    return selection


def next_version_number(round_: Round) -> int:
    """The number of the next version."""
    last = Selection.objects.filter(round=round_).aggregate(last=Max("number"))["last"]
    return (last or 0) + 1


def _missing_words(number: int, reason: str) -> list[str]:
    if number == 1 or reason.strip():
        return []
    return [f"제{number}판을 만드는 사유를 적으세요. 예: 이의신청 인용에 따른 변경"]


def _refuse_unchanged(round_: Round, entries: list[SelectionEntry]) -> None:
    """A correction changes something for somebody, or confirms what a review came to."""
    force = list_in_force(round_)
    if force is None:
        return
    before = entries_of(force)
    if not differences(before, entries) and not to_confirm(before):
        raise Refused(UNCHANGED.format(number=force.number))


def approve(selection: Selection, user: User, note: str = "") -> Selection:
    """Freeze the list and give every applicant the state it says; call it in a transaction.

    Whoever is placed stays placed. Raises :class:`Refused` when it was decided already,
    the user may not decide it, or anything changed since it was proposed.
    """
    round_, selection = _to_decide(selection, user)
    if stored_digest(selection) != selection.digest:
        raise Refused(
            "명단의 내용이 제안할 때의 해시와 다릅니다. 확정하지 말고 시스템 관리자에게 알린 뒤 "
            "반려하세요."
        )
    material = material_of(round_)
    if changes := changes_since(selection, material):
        raise Refused("제안한 뒤에 바뀐 것이 있습니다.", *changes, "다시 제안하세요.")
    _give_states(selection, material)
    return _decided(selection, user, State.APPROVED, note)


def _give_states(selection: Selection, material: Material) -> None:
    """Move everybody but those placed to the state the list says; it is that of the material."""
    wanted = dict(selection.entries.order_by().values_list("application_id", "state"))
    moved = []
    for one in material.applications.values():
        if one.state not in (Application.State.PLACED, wanted[one.pk]):
            move_by_list(one, wanted[one.pk], f"선발안 제{selection.number}판")
            moved.append(one)
    audited_bulk(update=moved)


def return_(selection: Selection, user: User, note: str) -> Selection:
    """Give the list back with what is to be mended; call it in a transaction.

    Raises :class:`Refused`; a note is needed.
    """
    _, selection = _to_decide(selection, user)
    if not note.strip():
        raise Refused("반려하는 까닭을 적으세요. 예: 대상사업 인원 확인 필요")
    return _decided(selection, user, State.RETURNED, note)


def _to_decide(selection: Selection, user: User) -> tuple[Round, Selection]:
    """The locked round and the list read anew, if the user may decide it."""
    round_ = lock_round(selection.round)
    fresh = Selection.objects.select_related("rules", "district").get(pk=selection.pk)
    fresh.round = round_
    if fresh.state != State.PROPOSED:
        raise Refused(f"이미 ‘{fresh.get_state_display()}’된 선발안입니다. 화면을 새로 여세요.")
    if not allowed(user, Permission.APPROVE_SELECTION, round_):
        raise Refused("선발안은 팀장만 확정하거나 반려할 수 있습니다.")
    if fresh.proposed_by_id == user.pk:
        raise Refused(
            "제안한 사람은 스스로 확정하거나 반려할 수 없습니다. 다른 팀장에게 요청하세요."
        )
    return round_, fresh


def _decided(selection: Selection, user: User, state: str, note: str) -> Selection:
    selection.state, selection.decision_note = state, note.strip()[:200]
    selection.decided_by, selection.decided_at = user, timezone.now()
    selection.save()
    return selection
