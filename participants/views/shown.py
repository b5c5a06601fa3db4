"""What pages show of a person, item by item: which permission opens it, and how others see it.

This is the matrix of roles and data (compliance 1.9) as data. What a permission opens is shown in
full where it reaches the record of the page; to everybody else who opened the page it is masked as
in lists, or not shown.
"""

from enum import Enum

from jobportal.platform.masking import (
    Audience,
    mask_address,
    mask_birth,
    mask_name,
    mask_phone,
    mask_rrn,
)
from jobportal.platform.models import Record
from jobportal.platform.pages import Page
from jobportal.platform.permissions import Permission
from participants.models import Person

P = Permission
WORK = frozenset({P.TAKE_IN, P.SCREEN, P.PLACE})
"""Who takes applications in, screens or places works with the data of the people."""


class Item(Enum):
    """What is shown of a person beyond their receipt number and state."""

    IDENTITY = "성명·생년월일"
    CONTACT = "전화번호·주소"
    NUMBER = "주민등록번호"
    GROUPS = "취업취약계층"
    NOTE = "비고"
    REASON = "상태의 사유"
    ENDING = "종료 내용과 변동 사유"
    HISTORY = "변경 이력"


OPENED_BY: dict[Item, frozenset[Permission]] = {
    Item.IDENTITY: WORK,
    Item.CONTACT: WORK,
    Item.NUMBER: frozenset({P.REVEAL_IDENTITY}),
    Item.GROUPS: frozenset({P.SCREEN}),
    Item.NOTE: WORK,
    Item.REASON: frozenset({P.SCREEN, P.PLACE, P.APPROVE_SELECTION}),
    Item.ENDING: frozenset({P.PLACE}),
    Item.HISTORY: WORK,
}
"""Disability and the words of an ending may tell of health: who screens, who places."""


def opens(page: Page, item: Item, record: Record) -> bool:
    """Whether the user sees the item of this record in full."""
    return any(page.may_for(permission, record) for permission in OPENED_BY[item])


def audience_of(page: Page, item: Item, record: Record) -> Audience:
    """How the item of this record is masked for the user."""
    return Audience.DETAIL if opens(page, item, record) else Audience.LIST


def name_and_birth(page: Page, person: Person, record: Record) -> dict[str, str]:
    """Name and birth date for the head of a page about the record."""
    audience = audience_of(page, Item.IDENTITY, record)
    return {
        "name": mask_name(person.name, audience),
        "birth": mask_birth(person.birth_on, audience),
    }


def person_rows(page: Page, person: Person, record: Record) -> list[tuple[str, str]]:
    """Label and text of each item of the person on a page about the record."""
    identity = audience_of(page, Item.IDENTITY, record)
    contact = audience_of(page, Item.CONTACT, record)
    number = mask_rrn(person.rrn, audience_of(page, Item.NUMBER, record))
    return [
        ("성명", mask_name(person.name, identity)),
        ("개명 전 성명", mask_name(person.former_name, identity)),
        ("생년월일", mask_birth(person.birth_on, identity)),
        ("성별", person.get_sex_display()),
        *((("주민등록번호", number),) if opens(page, Item.NUMBER, record) else ()),
        ("전화번호", mask_phone(person.phone, contact)),
        ("주소", mask_address(person.address, person.dong, contact)),
        ("행정동", person.dong),
    ]
