"""Official text: 1. → 가. → 1) → 가), no mark for a single item, “끝.” after the last character."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from jobportal.platform.values.official_text import END, Item, item, numbered

DEEP = [
    item("첫째", item("아래 하나", item("더 아래", "끝 하나", "끝 둘"), "더 아래 둘"), "아래 둘"),
    item("둘째", "혼자"),
]


def test_items_are_marked_level_by_level():
    marks = [(line.level, line.mark) for line in numbered(DEEP)]
    assert marks == [
        (0, "1."),
        (1, "가."),
        (2, "1)"),
        (3, "가)"),
        (3, "나)"),
        (2, "2)"),
        (1, "나."),
        (0, "2."),
        (1, ""),
    ]


def test_the_last_line_ends_with_the_word_for_the_end_and_only_it():
    lines = numbered(DEEP)
    assert lines[-1].text == f"혼자{END}"
    assert END == "\u00a0\u00a0끝."
    assert not any(line.text.endswith("끝.") for line in lines[:-1])
    assert not numbered(DEEP, is_ended=False)[-1].text.endswith("끝.")


def test_a_body_of_one_item_bears_no_mark():
    (line,) = numbered([item("하나")])
    assert (line.mark, line.text) == ("", f"하나{END}")
    assert numbered([]) == ()


def test_more_items_than_there_are_marks_are_refused():
    numbered([item(str(n)) for n in range(28)])
    with pytest.raises(ValueError, match="29"):
        numbered([item(str(n)) for n in range(29)])


def test_dates_stay_on_one_line():
    (line,) = numbered([item("2026. 11. 21.까지 2026. 12. 안에 3. 4.")], is_ended=False)
    assert line.text == "2026.\u00a011.\u00a021.까지 2026.\u00a012. 안에 3. 4."


@given(st.lists(st.text(min_size=1), min_size=2, max_size=28))
def test_every_text_stands_once_in_its_order(texts):
    lines = numbered([Item(text) for text in texts], is_ended=False)
    assert [line.text.replace("\u00a0", " ") for line in lines] == [
        text.replace("\u00a0", " ") for text in texts
    ]
    assert len({line.mark for line in lines}) == len(texts)
