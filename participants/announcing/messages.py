"""Results by text message: who may be sent one, what it says and costs, who is left out and why."""

from collections import Counter, defaultdict
from collections.abc import Iterator
from dataclasses import dataclass, field

from jobportal.platform.values.residents import holds_rrn
from jobportal.platform.values.short_messages import (
    LMS_BYTES,
    byte_count,
    letter_name,
    message_kind,
    outside,
    tidy,
)
from participants.announcing.message_templates import fill, fillers, template_faults
from participants.announcing.recipients import NO_LONGER, Recipient
from participants.models import Consent, ConsentItem, Publication
from programs.models import Round

NO_CONSENT = "문자 안내에 동의하지 않음"
CONSENT_WITHDRAWN = "문자 안내 동의를 철회함"
LEFT = "신청을 취하했거나 선발이 취소됨"
NO_MOBILE = "휴대전화 번호가 없음"
SAME_PHONE = "다른 사람과 같은 번호"


@dataclass(frozen=True)
class Message:
    """One message to one phone."""

    recipient: Recipient
    phone: str
    text: str

    @property
    def size(self) -> int:
        """Bytes, as the carriers count them."""
        return byte_count(self.text)

    @property
    def kind(self) -> str:
        """SMS or LMS; "" when it is too long for either."""
        return message_kind(self.size)


@dataclass
class MessageList:
    """The messages, who is sent none and why, and what stands against sending any."""

    messages: list[Message] = field(default_factory=list)
    excluded: list[tuple[Recipient, str]] = field(default_factory=list)
    faults: list[str] = field(default_factory=list)

    @property
    def excluded_counts(self) -> dict[str, int]:
        """How many are sent none, by the reason."""
        return dict(Counter(why for _, why in self.excluded).most_common())

    @property
    def longest(self) -> Message | None:
        """The longest message."""
        return max(self.messages, key=lambda message: message.size, default=None)


def message_list(template: str, publication: Publication, people: list[Recipient]) -> MessageList:
    """The messages of a template to these people; two queries for any number of them.

    One phone is sent one message: whoever shares it with somebody before them is left out and
    named. There are no messages while there is a fault.
    """
    faults = template_faults(template)
    if faults:
        return MessageList(faults=faults)
    chosen, excluded = _chosen(people, message_consents(publication.selection.round))
    known, template = fillers(publication), tidy(template)
    messages, unfilled = [], defaultdict(list)
    for one in chosen:
        text, empty = fill(template, one, known)
        messages.append(Message(one, one.person.phone, tidy(text)))
        for name in empty:
            unfilled[name].append(one.application.receipt)
    faults = _unfilled_faults(unfilled) or list(_text_faults(messages))
    return MessageList([] if faults else messages, excluded, faults)


def _chosen(
    people: list[Recipient], consents: dict[int, str]
) -> tuple[list[Recipient], list[tuple[Recipient, str]]]:
    phones: set[str] = set()
    chosen, excluded = [], []
    for one in people:
        why = _why_not(one, consents, phones)
        if why:
            excluded.append((one, why))
        else:
            phones.add(one.person.phone)
            chosen.append(one)
    return chosen, excluded


def _why_not(one: Recipient, consents: dict[int, str], phones: set[str]) -> str:
    if one.application.state in NO_LONGER:
        return LEFT
    if why := consents.get(one.application.pk, NO_CONSENT):
        return why
    if not one.person.phone.startswith("01"):
        return NO_MOBILE
    return SAME_PHONE if one.person.phone in phones else ""


def message_consents(round_: Round) -> dict[int, str]:
    """Why each application of a round may be sent no messages, "" when it may; one query.

    Applications without an answer to such an item are not among them.
    """
    answers = Consent.objects.filter(
        application__round=round_,
        item__for_messages=True,
        item__category=ConsentItem.Category.OPTIONAL,
    )
    return {
        consent.application_id: ""
        if consent.holds
        else (CONSENT_WITHDRAWN if consent.withdrawn_on else NO_CONSENT)
        for consent in answers.order_by("on", "pk")
    }


def _unfilled_faults(unfilled: dict[str, list[str]]) -> list[str]:
    return [
        f"‘{{{name}}}’: 채울 수 없는 사람이 {len(receipts):,}명 있습니다(예: {receipts[0]}). "
        "자리표시를 빼거나 받는 사람의 결과를 나누어 고르세요."
        for name, receipts in unfilled.items()
    ]


def _text_faults(messages: list[Message]) -> Iterator[str]:
    """What a phone cannot show, what must not be sent, what is too long; each fault once."""
    letters: dict[str, str] = {}
    for message in messages:
        for letter in outside(message.text):
            letters.setdefault(letter, message.recipient.application.receipt)
    for letter, receipt in letters.items():
        yield f"{letter_name(letter)}: 문자로 보낼 수 없는 글자입니다({receipt}). 바꾸어 적으세요."
    if letters:
        return
    if any(holds_rrn(message.text) for message in messages):
        yield "채운 글에 주민등록번호로 보이는 숫자가 있습니다. 채우는 자료를 확인하세요."
    longest = max(messages, key=lambda message: message.size, default=None)
    if longest and not longest.kind:
        yield (
            f"{longest.recipient.application.receipt}: 문자가 {longest.size:,}바이트입니다. "
            f"{LMS_BYTES:,}바이트 안으로 줄이세요."
        )
