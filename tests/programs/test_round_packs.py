"""Rounds that come in a pack are held against one another before anything is written."""

import pytest

from jobportal.platform.intake.packs import PackCheck
from programs.models import Round

pytestmark = pytest.mark.django_db

HEAD = "코드,일자리사업,연도,반기,차수,사업 시작일,사업 종료일\n"


def problems(folder, rows: str) -> list[str]:
    sheets = {
        "자치구": "코드,이름\ngasang,가상구\n",
        "일자리사업": "코드,종류\n동행,공공근로\n자체,자체 일자리\n",
        "회차": HEAD + rows,
    }
    for name, text in sheets.items():
        (folder / f"{name}.csv").write_text(text, encoding="utf-8")
    return [problem.what for problem in PackCheck(folder, "시험").result.problems]


def test_two_new_rounds_that_overlap_are_told_with_their_row(tmp_path, district):
    rows = (
        "A,동행,2026,상반기,1,2026-01-10,2026-06-30\nB,동행,2026,하반기,1,2026-06-30,2026-12-20\n"
    )
    (what,) = problems(tmp_path, rows)
    assert "회차 ‘A’(2026. 1. 10. ~ 2026. 6. 30.)와 사업기간이 겹칩니다" in what
    assert not Round.objects.exists()


@pytest.mark.parametrize(
    "second",
    [
        "B,동행,2026,하반기,1,2026-07-01,2026-12-20",
        "B,동행,2026,상반기,2,2026-01-10,2026-06-30",
        "B,자체,2026,상반기,1,2026-01-10,2026-06-30",
    ],
)
def test_rounds_side_by_side_or_one_after_the_other_are_taken(tmp_path, district, second):
    assert problems(tmp_path, f"A,동행,2026,상반기,1,2026-01-10,2026-06-30\n{second}\n") == []
