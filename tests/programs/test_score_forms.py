"""Whatever the scoring table holds, its form shows and gives back."""

from fractions import Fraction

from hypothesis import given
from hypothesis import strategies as st

from jobportal.platform.rules.codes import Employment, VulnerableGroup
from jobportal.platform.rules.rubric import Choice, Method, Rubric, ScoreInput, ScoreItem
from programs.forms.rubric import RubricForm
from tests.programs.views.preparing import typed

VALUES = {
    ScoreInput.EMPLOYMENT: list(Employment),
    ScoreInput.VULNERABLE_GROUPS: list(VulnerableGroup),
    ScoreInput.CERTIFICATES: ["직업상담사", "산업기사", "요양보호사"],
}
POINTS = st.fractions(0, 20, max_denominator=4)


@st.composite
def looked_up(draw, code: str) -> ScoreItem:
    """An item with points for some values of its input."""
    what = draw(st.sampled_from(list(VALUES)))
    values = draw(st.lists(st.sampled_from(VALUES[what]), unique=True, min_size=1))
    choices = tuple(Choice(str(value), draw(POINTS)) for value in values)
    return ScoreItem(code, "값별", what, Method.LOOKUP, Fraction(20), choices=choices)


@st.composite
def counted(draw, code: str) -> ScoreItem:
    """An item that counts all of a list, or some."""
    what = draw(st.sampled_from([ScoreInput.VULNERABLE_GROUPS, ScoreInput.CERTIFICATES]))
    chosen = draw(st.sets(st.sampled_from(VALUES[what])))
    options = tuple(str(value) for value in VALUES[what] if value in chosen)
    return ScoreItem(
        code, "개수", what, Method.COUNT, Fraction(20), points_each=draw(POINTS), options=options
    )


@given(looked_up("A"), counted("B"), st.integers(1, 9), st.data())
def test_an_untouched_form_gives_the_table_back(one, other, reviewers, data):
    external = data.draw(st.integers(0, reviewers))
    rubric = Rubric((one, other), min_reviewers=reviewers, min_external=external)
    form = RubricForm(typed(RubricForm(rubric=rubric)), rubric=rubric)
    assert form.is_valid(), form.errors
    assert form.changed_rubric == rubric


@given(looked_up("A"))
def test_no_code_of_a_value_is_a_label_of_the_form(item):
    form = RubricForm(rubric=Rubric((item,)))
    shown = [label for row in form.items() for value, _ in row["values"] for label in _words(value)]
    codes = {word.value for word in (*Employment, *VulnerableGroup)}
    assert codes.isdisjoint(shown)


def _words(field) -> list[str]:
    return [label for _, label in getattr(field.field, "choices", [])]
