"""The documentation says what is there: every model, sheet, decision and link."""

import re
from pathlib import Path

import pytest
from django.apps import apps
from django.core.management import get_commands

from jobportal.bootstrap.door import OURS
from jobportal.platform.manual import manual_html
from jobportal.platform.records import all_kinds
from reports.catalogue import TABLES

ROOT = Path(__file__).resolve().parent.parent
DOCS = ROOT / "docs"
OUR_APPS = ("platform", "programs", "budgets", "participants", "reports")
PAGES = sorted([ROOT / "README.md", ROOT / "CHANGELOG.md", *DOCS.rglob("*.md")])
COMMAND = re.compile(r"manage\.py ([a-z_0-9]+)")
REPORT_TABLE = re.compile(r"[Rr]eport\s+table\s+`([a-z-]+)`")
LINK = re.compile(r"\]\(([^)\s]+)\)")


def read(path: Path) -> str:
    return path.read_text(encoding="utf-8")


def our_models() -> list[type]:
    return [model for label in OUR_APPS for model in apps.get_app_config(label).get_models()]


@pytest.mark.parametrize("model", our_models(), ids=lambda model: model.__name__)
def test_every_model_stands_in_the_glossary_with_its_korean_name(model):
    rows = [row for row in read(DOCS / "glossary.md").splitlines() if row.startswith("|")]
    assert any(
        f"`{model.__name__}`" in row and str(model._meta.verbose_name) in row for row in rows
    )


def test_every_choice_stands_in_the_glossary():
    glossary = read(DOCS / "glossary.md")
    missing = [
        f"{model.__name__}.{field.name} {code}"
        for model in our_models()
        for field in model._meta.fields
        for code, label in field.flatchoices
        if isinstance(code, str) and (f"`{code}`" not in glossary or label not in glossary)
    ]
    assert missing == []


@pytest.mark.parametrize("kind", all_kinds(), ids=lambda kind: kind.slug)
def test_every_kind_of_record_stands_in_the_table_of_sheets_with_its_key(kind):
    key = ", ".join(str(kind.field(name).verbose_name) for name in kind.key)
    rows = read(DOCS / "packs.md").splitlines()
    found = [row for row in rows if row.startswith(f"| {kind.label} | `{kind.slug}` |")]
    if kind.in_packs:
        assert len(found) == 1
        assert f"| {key} |" in found[0]
    else:
        assert found == []


def test_every_decision_is_linked_from_their_list():
    listed = read(DOCS / "decisions" / "README.md")
    pages = sorted(DOCS.glob("decisions/[0-9]*.md"))
    assert pages
    assert [page.name for page in pages if f"({page.name})" not in listed] == []


@pytest.mark.parametrize("page", PAGES, ids=lambda page: str(page.relative_to(ROOT)))
def test_every_relative_link_leads_somewhere(page):
    links = [link.partition("#")[0] for link in LINK.findall(read(page)) if "://" not in link]
    assert [link for link in links if link and not (page.parent / link).exists()] == []


@pytest.mark.parametrize("page", PAGES, ids=lambda page: str(page.relative_to(ROOT)))
def test_every_command_named_is_there(page):
    known = {*get_commands(), *OURS, "install"}
    assert set(COMMAND.findall(read(page))) - known == set()


@pytest.mark.parametrize("page", PAGES, ids=lambda page: str(page.relative_to(ROOT)))
def test_every_file_of_the_code_that_is_named_is_there(page):
    named = re.findall(
        r"`((?:jobportal|programs|budgets|participants|reports|tests|templates|static|docs)/"
        r"[\w./-]*)`",
        read(page),
    )
    assert [path for path in named if not (ROOT / path).exists()] == []


def test_every_report_table_named_is_in_the_catalogue():
    named = {key for page in PAGES for key in REPORT_TABLE.findall(read(page))}
    assert named
    assert named - set(TABLES) == set()


def test_every_table_of_the_catalogue_says_what_it_shows():
    assert [key for key, table in TABLES.items() if not table.help_text.endswith("니다.")] == []


def test_every_chapter_of_the_manual_begins_with_its_title_and_shows_no_pictures():
    chapters = manual_html()
    assert len(chapters) == len(list(DOCS.glob("manual/*.md")))
    for chapter in chapters:
        assert chapter["html"].startswith(f"<h2>{chapter['title']}</h2>")
        assert "<img" not in chapter["html"]
