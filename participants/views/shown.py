"""What a person's own page shows of them, item by item, through the masking of that audience."""

from jobportal.platform.masking import (
    Audience,
    mask_address,
    mask_birth,
    mask_name,
    mask_phone,
    mask_rrn,
)
from participants.models import Person

DETAIL = Audience.DETAIL


def person_rows(person: Person) -> list[tuple[str, str]]:
    """Label and text of each item of the person."""
    return [
        ("성명", mask_name(person.name, DETAIL)),
        ("개명 전 성명", mask_name(person.former_name, DETAIL)),
        ("생년월일", mask_birth(person.birth_on, DETAIL)),
        ("성별", person.get_sex_display()),
        ("주민등록번호", mask_rrn(person.rrn, DETAIL)),
        ("전화번호", mask_phone(person.phone, DETAIL)),
        ("주소", mask_address(person.address, person.dong, DETAIL)),
        ("행정동", person.dong),
    ]
