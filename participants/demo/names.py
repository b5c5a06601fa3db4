"""Names, birth dates, phones, addresses and resident numbers that nobody has, and look it."""

from datetime import date, timedelta
from random import Random

from jobportal.platform.values.residents import has_checksum

# Words for “made up” stand where a surname would: no list of them is ever taken for real people.
SURNAMES = (
    *(
        "가상",
        "가공",
        "견본",
        "공상",
        "꾸민",
        "나없",
        "누구",
        "다공",
        "대역",
        "모의",
        "모형",
        "무명",
    ),
    *(
        "배역",
        "본뜬",
        "빈칸",
        "상상",
        "시연",
        "시험",
        "아무",
        "없는",
        "연습",
        "예시",
        "임시",
        "자칭",
    ),
    *("작중", "차명", "참고", "타칭", "표본", "허구", "환상", "흉내"),
)
GIVEN = "결눔달람마물별샘온참찬코터품한길돌뫼빛숲율잎줄콩틈펄힘"
DONGS = ("가상1동", "가상2동", "가상3동", "나없1동", "나없2동", "허구동", "견본동", "빈칸동")
ROADS = ("가상로", "나없로", "허구대로", "견본길", "빈칸로", "꾸민길", "예시로", "표본대로")
PHONE = "0100000"


def a_name(random: Random) -> str:
    """A name of four letters, such as 가상온별."""
    return random.choice(SURNAMES) + random.choice(GIVEN) + random.choice(GIVEN)


def a_slip_of(name: str, random: Random) -> str:
    """The name with its last letter one jamo off, as somebody mistypes it."""
    block, final = divmod(ord(name[-1]) - ord("가"), 28)
    other = random.choice([n for n in (0, 4, 8, 16, 21) if n != final])
    return name[:-1] + chr(ord("가") + block * 28 + other)


def a_birth(random: Random, day: date, youngest: int, oldest: int) -> date:
    """A birth date that makes somebody between so many full years old on a day."""
    first = date(day.year - oldest - 1, day.month, 1) + timedelta(days=31)
    last = date(day.year - youngest, day.month, 1) - timedelta(days=1)
    return first + timedelta(days=random.randrange((last - first).days + 1))


def a_phone(random: Random) -> str:
    """A number of a block that is given to nobody."""
    return f"{PHONE}{random.randrange(10_000):04d}"


def an_address(random: Random) -> str:
    """A house in a road that does not exist."""
    road = f"{random.choice(ROADS)} {random.randrange(1, 400)}"
    floor, door = random.randrange(1, 20), random.randrange(1, 9)
    return f"{road}, {random.randrange(1, 30)}동 {floor}{door:02d}호"


def an_rrn(birth_on: date, is_male: bool, serial: int, random: Random) -> str:
    """A number whose checksum fails, so that it is nobody's who was born before October 2020.

    No two with different serials are alike.
    """
    kind = (1 if is_male else 2) + (2 if birth_on.year >= 2000 else 0)
    head = f"{birth_on:%y%m%d}{kind}{serial % 100_000:05d}"
    return random.choice([f"{head}{n}" for n in range(10) if not has_checksum(f"{head}{n}")])
