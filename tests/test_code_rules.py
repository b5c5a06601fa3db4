"""What our own code never does, so that nobody has to look for it: held over the syntax trees."""

import ast
import re
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from django.conf import settings

from tests.test_imports import MODULES, ROOT, TREES, imported

# Modules that may, and why.
SQL_OF_PARTS = {
    "jobportal.platform.triggers",  # names of our own tables and columns, in migrations
    "jobportal.platform.models.inserting",  # the names of a model's own columns
    "jobportal.platform.models.rewriting",  # the names of a model's own columns
    "jobportal.platform.binding",  # names of our own tables and columns, in migrations
    "reports.bench.logs",  # EXPLAIN before what the portal itself asked
}
MARKS_SAFE = {
    "jobportal.platform.render.content",  # parts that were each escaped
    "jobportal.platform.manual",  # our own manual
}
OUTBOUND = {"urllib.request", "http.client", "requests", "httpx", "socket", "ftplib", "smtplib"}
OPENS_SOCKETS = {
    "jobportal.platform.management.commands.run",  # whether its port is free
    "jobportal.platform.virus",  # the virus scanner the settings name, and nothing else
    "jobportal.bootstrap.released",  # the installer's own index, asked by a command only
}
STARTS_PROGRAMS = "jobportal.bootstrap."  # none of them named by a user of the portal
NEVER_IMPORTED = {"pickle", "marshal", "shelve", "yaml", "pdb", "random"}
MADE_UP = ("reports.bench.", "participants.demo.")  # made-up data, the same at every run
SETTLES = {"settle_particles", "Refused"}
"""What chooses the particle after a word that is filled in."""
BOTH_FORMS = re.compile(
    r"[은는]\([은는]\)|[을를]\([을를]\)|[이가]\([이가]\)|[과와]\([과와]\)|\(으\)로|\(이\)"
)
TEMPLATES = sorted((ROOT / "templates").rglob("*.*"))

Rule = Callable[[str, ast.Call], bool]


def called(call: ast.Call) -> str:
    """The last part of what is called: ``execute`` of ``cursor.execute(…)``."""
    target = call.func
    if isinstance(target, ast.Attribute):
        return target.attr
    return target.id if isinstance(target, ast.Name) else ""


def is_put_together(node: ast.AST) -> bool:
    """Whether a text is made of parts: an f-string, ``%``, ``+`` or ``.format(…)``."""
    if isinstance(node, ast.Call):
        return called(node) in ("format", "join", "replace")
    return isinstance(node, ast.JoinedStr | ast.BinOp)


def puts_sql_together(call: ast.Call) -> bool:
    return called(call) in ("execute", "executemany") and any(map(is_put_together, call.args[:1]))


def goes_around_the_orm(call: ast.Call) -> bool:
    name = called(call)
    has_arguments = bool(call.args or call.keywords)
    return name in ("raw", "RawSQL") or (name == "extra" and has_arguments)


def runs_data(call: ast.Call) -> bool:
    is_plain = isinstance(call.func, ast.Name)
    return is_plain and called(call) in ("eval", "exec", "compile", "__import__")


def uses_a_shell(call: ast.Call) -> bool:
    has_shell = any(
        k.arg == "shell" and not (isinstance(k.value, ast.Constant) and k.value.value is False)
        for k in call.keywords
    )
    return has_shell or called(call) in ("system", "popen", "getoutput")


def marks_safe(call: ast.Call) -> bool:
    return called(call) in ("mark_safe", "SafeString", "SafeText", "__html__")


def takes_every_field(call: ast.Call) -> bool:
    if "modelform" not in called(call).lower():
        return False
    given = {k.arg: k.value for k in call.keywords}
    return "exclude" in given or "fields" not in given or _is_all(given["fields"])


def _is_all(node: ast.AST) -> bool:
    return isinstance(node, ast.Constant) and node.value == "__all__"


def calls(breaks: Callable[[ast.Call], bool]) -> Iterator[tuple[str, int]]:
    """Module and line of every call that breaks a rule."""
    for name, tree in TREES.items():
        for node in ast.walk(tree):
            if isinstance(node, ast.Call) and breaks(node):
                yield name, node.lineno


def told_in(tree: ast.AST) -> Iterator[ast.Constant]:
    """Every text with both forms of a particle, but those that are settled and docstrings."""
    for node in ast.iter_child_nodes(tree):
        if isinstance(node, ast.Constant) and BOTH_FORMS.search(str(node.value)):
            yield node
        settles = isinstance(node, ast.Call) and called(node) in SETTLES
        is_docstring = isinstance(node, ast.Expr) and isinstance(node.value, ast.Constant)
        if not settles and not is_docstring:
            yield from told_in(node)


def modules(breaks: Callable[[ast.Call], bool]) -> set[str]:
    return {name for name, _ in calls(breaks)}


def test_nobody_reads_both_forms_of_a_particle():
    told = {
        (name, node.lineno)
        for name, tree in TREES.items()
        if name != "jobportal.platform.values.particles"
        for node in told_in(tree)
    }
    assert told == set()
    pages = [*TEMPLATES, *(ROOT / "static" / "js").glob("*.js")]
    assert [one.name for one in pages if BOTH_FORMS.search(one.read_text("utf-8"))] == []


def test_sql_is_written_whole_with_bound_parameters():
    assert modules(puts_sql_together) == SQL_OF_PARTS
    assert list(calls(goes_around_the_orm)) == []


def test_nothing_is_marked_safe_but_what_was_escaped():
    assert modules(marks_safe) == MARKS_SAFE


@pytest.mark.parametrize("rule", [runs_data, uses_a_shell, takes_every_field])
def test_never(rule):
    assert list(calls(rule)) == []


def test_forms_name_their_fields():
    wrong = []
    for name, tree in TREES.items():
        for meta in (n for n in ast.walk(tree) if isinstance(n, ast.ClassDef) and n.name == "Meta"):
            for line in (s for s in meta.body if isinstance(s, ast.Assign)):
                target = ast.unparse(line.targets[0])
                if target == "exclude" or (target == "fields" and _is_all(line.value)):
                    wrong.append((name, line.lineno))
    assert wrong == []


def test_nothing_is_imported_that_runs_what_it_reads_or_calls_out():
    found = {
        (name, target.split(".")[0])
        for name, tree in TREES.items()
        for target in imported(tree)
        if target.split(".")[0] in NEVER_IMPORTED
        and not (target.startswith("random") and name.startswith(MADE_UP))
    }
    assert found == set()
    calling = {
        name
        for name, tree in TREES.items()
        if any(t == out or t.startswith(f"{out}.") for t in imported(tree) for out in OUTBOUND)
    }
    assert calling <= OPENS_SOCKETS


def test_only_the_way_in_starts_programs():
    starting = {name for name, tree in TREES.items() if "subprocess" in imported(tree)}
    assert {name for name in starting if not name.startswith(STARTS_PROGRAMS)} <= {
        "reports.bench.measure"
    }


@pytest.mark.parametrize("path", TEMPLATES, ids=lambda path: str(path.relative_to(ROOT)))
def test_templates_escape_everything_and_tell_nothing_in_comments(path: Path):
    text = path.read_text(encoding="utf-8")
    assert re.findall(r"\|\s*safe\b|\|\s*safeseq\b|autoescape\s+off", text) == []
    assert "<!--" not in text, "comments of HTML are sent to the browser"


@pytest.mark.parametrize(
    ("rule", "code", "broken"),
    [
        (puts_sql_together, 'c.execute(f"SELECT {x}")', True),
        (puts_sql_together, 'c.execute("SELECT %s" % x)', True),
        (puts_sql_together, 'c.execute("SELECT {}".format(x))', True),
        (puts_sql_together, 'c.execute("SELECT %s", [x])', False),
        (goes_around_the_orm, 'Model.objects.raw("SELECT 1")', True),
        (goes_around_the_orm, 'q.extra(where=["1=1"])', True),
        (goes_around_the_orm, "self.extra()", False),
        (runs_data, "eval(x)", True),
        (runs_data, 're.compile("x")', False),
        (uses_a_shell, "run(x, shell=True)", True),
        (uses_a_shell, "run(x, shell=False)", False),
        (uses_a_shell, "os.system(x)", True),
        (marks_safe, "mark_safe(x)", True),
        (takes_every_field, 'modelform_factory(M, fields="__all__")', True),
        (takes_every_field, "modelform_factory(M)", True),
        (takes_every_field, 'modelform_factory(M, fields=["a"])', False),
    ],
)
def test_the_rules_catch_what_they_are_for(rule, code, broken):
    assert rule(ast.parse(code, mode="eval").body) is broken


def test_the_admin_of_the_framework_is_not_installed():
    assert not any("admin" in app for app in settings.INSTALLED_APPS)
    assert not any(
        "django.contrib.admin" in target for t in TREES.values() for target in imported(t)
    )


def test_nothing_is_left_to_do():
    marks = re.compile(r"\b(?:TODO|FIXME|XXX|HACK)\b|breakpoint\(|pdb\.set_trace|debugger;")
    sources = [*MODULES.values(), *TEMPLATES, *(ROOT / "static" / "js").rglob("*.js")]
    assert [str(p) for p in sources if marks.search(p.read_text(encoding="utf-8"))] == []
