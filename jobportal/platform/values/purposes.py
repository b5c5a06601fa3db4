"""Why somebody takes personal data out of the portal: a reason in words, no mere filling in."""

import re

LEAST = 5
MOST = 80
_WORD = re.compile(r"[가-힣A-Za-z0-9]")
_REPEATED = re.compile(r"(.{1,4}?)\1+")
# Words that say nothing of what the data is for, the longer ones first.
_EMPTY = re.compile(
    "개인정보|내려받기|다운로드|업무용|처리용|확인용|업무|처리|확인|자료|출력|사용|용도|필요|명단|"
    "엑셀|파일|요청|작업|관련|위함|위해|때문|합니다|입니다|임|함|용|을|를|에|의|로|서"
)


EXAMPLE = "하반기 선발심사 회의 자료 작성"


def purpose_fault(text: str, example: str = EXAMPLE) -> str:
    """Why a text is no purpose, in Korean; "" when it is one (compliance PD-37).

    ``example`` is one that would do.
    """
    letters = "".join(_WORD.findall(text))
    example = f"예: {example}"
    if len(letters) < LEAST:
        return f"목적을 {LEAST}자 이상 적으세요(낱자와 기호는 세지 않습니다). {example}"
    if letters.isdecimal() or _REPEATED.fullmatch(letters) or len(set(letters)) < 3:
        return f"같은 글자나 숫자만으로는 목적을 알 수 없습니다. {example}"
    if len(_EMPTY.sub("", letters)) < 2:
        return f"‘{text.strip()}’만으로는 무엇에 쓰는지 알 수 없습니다. {example}"
    return ""
