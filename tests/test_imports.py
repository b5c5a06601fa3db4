"""Who may import whom: between the apps, between the rooms of an app, and what stays pure."""

import ast
import graphlib
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent
PLATFORM = "jobportal.platform"
MAY_IMPORT = {
    "reports": {"participants", "budgets", "programs", PLATFORM},
    "participants": {"programs", PLATFORM},
    "budgets": {"programs", PLATFORM},
    "programs": {PLATFORM},
    PLATFORM: set(),
    "jobportal.bootstrap": set(),
}
# The one way between siblings: paid wages enter the ledger.
ALSO = {("participants", "budgets.actions")}
# Lower rooms never import higher ones; rooms that are not named stand anywhere, but modules that
# stand in an app and in none of its rooms are queries over it, below what acts and what is shown.
HEIGHTS = {
    "values": 0,
    "rules": 0,
    "models": 1,
    "queries": 2,
    "workflow": 3,
    "facts": 3,
    "selection": 3,
    "placement": 3,
    "announcing": 3,
    "rosters": 3,
    "enquiries": 3,
    "appeals": 3,
    "disclosure": 3,
    "retention": 3,
    "matching": 3,
    "actions": 4,
    "forms": 5,
    "filters": 5,
    "tables": 5,
    "pages": 6,
    "views": 6,
    "urls": 7,
}
STANDING_IN = ("programs", "budgets", "participants", "reports")
STANDING = 3
# Report tables are declarations over queries, not tables of a page.
SPECIAL_HEIGHTS = {"reports.tables": 3}
PURE = ("jobportal.platform.values", "jobportal.platform.rules", "jobportal.platform.render.grid")


def module_name(path: Path) -> str:
    parts = path.relative_to(ROOT).with_suffix("").parts
    return ".".join(parts[:-1] if parts[-1] == "__init__" else parts)


MODULES = {
    module_name(path): path
    for top in ("jobportal", "programs", "budgets", "participants", "reports")
    for path in sorted((ROOT / top).rglob("*.py"))
    if "migrations" not in path.parts
}
TREES = {name: ast.parse(path.read_text(encoding="utf-8")) for name, path in MODULES.items()}


def imported(tree: ast.AST) -> set[str]:
    """Every name imported anywhere in a module, as ``package.module.name``."""
    names = set()
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            names |= {alias.name for alias in node.names}
        elif isinstance(node, ast.ImportFrom):
            names |= {f"{'.' * node.level}{node.module or ''}.{a.name}" for a in node.names}
    return names


def at_run_time(tree: ast.Module) -> ast.Module:
    """The module without what only a type checker reads."""
    body = [
        node
        for node in tree.body
        if not (isinstance(node, ast.If) and ast.unparse(node.test) == "TYPE_CHECKING")
    ]
    return ast.Module(body, [])


def within(name: str, package: str) -> bool:
    return name == package or name.startswith(f"{package}.")


def app_of(name: str) -> str | None:
    """The app a module belongs to; settings, addresses and the WSGI entry belong to none."""
    return next((app for app in MAY_IMPORT if within(name, app)), None)


def module_of(name: str) -> str | None:
    """Our module an imported name is, or is in."""
    while name and name not in MODULES:
        name = name.rpartition(".")[0]
    return name or None


def is_allowed_between_apps(importer: str, name: str) -> bool:
    target = app_of(name)
    home = app_of(importer)
    if home is None or target is None:
        return home is None or module_of(name) is None
    if target == home or target in MAY_IMPORT[home]:
        return True
    return any(home == who and within(name, what) for who, what in ALSO)


def height(name: str) -> int | None:
    for special, value in SPECIAL_HEIGHTS.items():
        if within(name, special):
            return value
    app = app_of(name)
    room = name.removeprefix(f"{app}.").split(".")[0] if app else ""
    return HEIGHTS.get(room, STANDING if stands_in_an_app(name) else None)


def stands_in_an_app(name: str) -> bool:
    """True of a module, or a name in it, that is in no room of its app."""
    module = module_of(name) or ""
    is_package = MODULES[module].name == "__init__.py" if module else True
    return module.rpartition(".")[0] in STANDING_IN and not is_package


def is_allowed_between_rooms(importer: str, name: str) -> bool:
    """Of one app, or of two: a form of one app imports no page of another either."""
    if app_of(importer) is None or module_of(name) is None:
        return True
    own, other = height(importer), height(name)
    return own is None or other is None or other <= own


def edges() -> list[tuple[str, str]]:
    return [(name, target) for name, tree in TREES.items() for target in sorted(imported(tree))]


def test_apps_import_only_what_they_stand_on():
    wrong = [edge for edge in edges() if not is_allowed_between_apps(*edge)]
    assert wrong == []


def test_lower_rooms_import_no_higher_ones():
    wrong = [edge for edge in edges() if not is_allowed_between_rooms(*edge)]
    assert wrong == []


def test_no_module_imports_itself_round_a_circle():
    graph = {
        name: {module_of(target) for target in imported(at_run_time(tree))}
        for name, tree in TREES.items()
    }
    graph = {name: targets - {None, name} for name, targets in graph.items()}
    # A package and a module inside it may know each other: the package lists what it holds.
    graph = {
        name: {t for t in targets if not within(name, t) and not within(t, name)}
        for name, targets in graph.items()
    }
    assert list(graphlib.TopologicalSorter(graph).static_order())


def test_pure_modules_stand_on_pure_modules_and_the_standard_library():
    queue = [name for name in MODULES if any(within(name, pure) for pure in PURE)]
    seen: set[str] = set()
    wrong = []
    while queue:
        name = queue.pop()
        if name in seen:
            continue
        seen.add(name)
        for target in imported(TREES[name]):
            module = module_of(target)
            if target.split(".")[0] == "django" or height(module or "") == HEIGHTS["models"]:
                wrong.append((name, target))
            elif module:
                queue.append(module)
    assert "jobportal.platform.values.money" in seen
    assert wrong == []


def test_imports_stand_at_the_top_by_full_name_and_without_stars():
    wrong = []
    for name, tree in TREES.items():
        for node in ast.walk(tree):
            if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef | ast.ClassDef):
                inline = (n for n in ast.walk(node) if isinstance(n, ast.Import | ast.ImportFrom))
                wrong += [(name, statement.lineno) for statement in inline]
        wrong += [(name, t) for t in imported(tree) if t.startswith(".") or t.endswith(".*")]
    assert wrong == []


@pytest.mark.parametrize(
    ("importer", "name", "allowed"),
    [
        ("reports.building", "budgets.models.LedgerEntry", True),
        ("budgets.queries", "reports.models.Document", False),
        ("budgets.queries", "participants.models.Placement", False),
        ("participants.actions", "budgets.actions.enter", True),
        ("participants.actions", "budgets.models.LedgerEntry", False),
        ("programs.models", "budgets.models.LedgerEntry", False),
        ("jobportal.platform.scope", "programs.models.Programme", False),
        ("jobportal.platform.scope", "django.db.models", True),
        ("jobportal.bootstrap.door", "jobportal.platform.scope", False),
        ("jobportal.platform.scope", "jobportal.settings", False),
        ("jobportal.urls", "reports.urls", True),
    ],
)
def test_directions_between_apps(importer, name, allowed):
    assert is_allowed_between_apps(importer, name) is allowed


@pytest.mark.parametrize(
    ("importer", "name", "allowed"),
    [
        ("budgets.actions", "budgets.models.LedgerEntry", True),
        ("budgets.models", "budgets.queries.spent", False),
        ("budgets.forms", "budgets.views.Page", False),
        ("jobportal.platform.models", "jobportal.platform.forms.RecordForm", False),
        ("reports.actions", "reports.tables.budget", True),
        ("reports.tables.budget", "reports.views.home", False),
        ("reports.views", "budgets.urls", False),
        ("participants.announcing.notices", "participants.actions.placing.begin", False),
        ("participants.actions.placing", "participants.announcing.notices.notices", True),
        ("participants.forms.what_if", "programs.views.showing.rules_shown", False),
    ],
)
def test_directions_between_rooms(importer, name, allowed):
    assert is_allowed_between_rooms(importer, name) is allowed
