"""Styles, scripts and pages load nothing from outside and stay within the content policy."""

import re
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent
STATIC = ROOT / "static"
VENDOR = STATIC / "vendor"
TEMPLATES = sorted((ROOT / "templates").rglob("*.html"))
OWN_STYLES = sorted((STATIC / "css").rglob("*.css"))
OWN_SCRIPTS = sorted((STATIC / "js").rglob("*.js"))
ALL_STYLES = OWN_STYLES + sorted(VENDOR.rglob("*.css"))
VENDORED = sorted(path for path in VENDOR.iterdir() if path.is_dir())

CSS_COMMENT = re.compile(r"/\*.*?\*/", re.DOTALL)
COLOUR_LITERAL = re.compile(r"#[0-9a-fA-F]{3,8}\b|\b(?:rgb|rgba|hsl|hsla|oklch|lab)\(")
CSS_FETCH = re.compile(r"""(?:@import\s+(?:url\(\s*)?|url\(\s*)["']?([^"')\s;]+)""")
OFF_SITE = re.compile(r"(?:https?:)?//", re.IGNORECASE)
FETCHED_ATTRIBUTE = re.compile(
    r"""<(?:link|script|img|iframe|source|video|audio|object|embed|use|image)\b[^>]*?"""
    r"""\s(?:href|src|srcset|data|poster|xlink:href)\s*=\s*["']\s*(?:https?:)?//""",
    re.IGNORECASE,
)
INLINE_STYLE = re.compile(r"<style\b|\sstyle\s*=", re.IGNORECASE)
INLINE_SCRIPT = re.compile(r"<script\b(?![^>]*\ssrc=)|\son[a-z]+\s*=|javascript:", re.IGNORECASE)
POST_FORM = re.compile(
    r"<form\b[^>]*\bmethod\s*=\s*[\"']?post.*?</form>", re.IGNORECASE | re.DOTALL
)
DATA_TABLE = re.compile(r"<table\b.*?</table>", re.DOTALL)
TABLE_HEADING = re.compile(r"<th\b(?![^>]*\bscope=)[^>]*>")


def relative(path: Path) -> str:
    return str(path.relative_to(ROOT))


def css(path: Path) -> str:
    return CSS_COMMENT.sub("", path.read_text(encoding="utf-8"))


def test_there_are_styles_scripts_and_templates_to_look_at():
    assert OWN_STYLES
    assert OWN_SCRIPTS
    assert TEMPLATES
    assert VENDORED


@pytest.mark.parametrize("path", OWN_STYLES, ids=relative)
def test_our_styles_name_no_colour_but_through_the_tokens(path):
    assert COLOUR_LITERAL.findall(css(path)) == []


@pytest.mark.parametrize("path", OWN_STYLES, ids=relative)
def test_our_styles_use_only_properties_that_some_sheet_defines(path):
    defined = {
        name for sheet in ALL_STYLES for name in re.findall(r"(--[a-z0-9-]+)\s*:", css(sheet))
    }
    used = set(re.findall(r"var\((--[a-z0-9-]+)", css(path)))
    assert sorted(used - defined) == []


@pytest.mark.parametrize("path", ALL_STYLES, ids=relative)
def test_styles_load_nothing_from_another_site(path):
    fetched = CSS_FETCH.findall(css(path))
    assert [target for target in fetched if OFF_SITE.match(target)] == []


@pytest.mark.parametrize("path", ALL_STYLES, ids=relative)
def test_every_file_a_style_loads_is_there(path):
    targets = [target for target in CSS_FETCH.findall(css(path)) if not target.startswith("data:")]
    missing = [target for target in targets if not (path.parent / target).resolve().is_file()]
    assert missing == []


@pytest.mark.parametrize("path", OWN_SCRIPTS, ids=relative)
def test_scripts_name_no_address_of_another_site_and_build_no_code(path):
    text = path.read_text(encoding="utf-8")
    assert re.findall(r"https?://", text) == []
    assert re.findall(r"\beval\(|new Function\(|innerHTML|document\.write", text) == []


@pytest.mark.parametrize("path", TEMPLATES, ids=relative)
def test_pages_load_nothing_from_another_site(path):
    assert FETCHED_ATTRIBUTE.findall(path.read_text(encoding="utf-8")) == []


@pytest.mark.parametrize("path", TEMPLATES, ids=relative)
def test_pages_hold_no_inline_style_or_script(path):
    text = path.read_text(encoding="utf-8")
    assert INLINE_STYLE.findall(text) == []
    assert INLINE_SCRIPT.findall(text) == []


@pytest.mark.parametrize("path", TEMPLATES, ids=relative)
def test_forms_that_write_carry_the_csrf_token(path):
    forms = POST_FORM.findall(path.read_text(encoding="utf-8"))
    assert [form for form in forms if "{% csrf_token %}" not in form] == []


@pytest.mark.parametrize("path", TEMPLATES, ids=relative)
def test_tables_have_a_caption_and_every_heading_a_scope(path):
    tables = DATA_TABLE.findall(path.read_text(encoding="utf-8"))
    assert [table for table in tables if "<caption" not in table] == []
    assert [heading for table in tables for heading in TABLE_HEADING.findall(table)] == []


@pytest.mark.parametrize("folder", VENDORED, ids=lambda folder: folder.name)
def test_what_is_vendored_says_its_version_and_licence(folder):
    name, _, version = folder.name.rpartition("-")
    notes = (folder / "VERSION").read_text(encoding="utf-8")
    assert f"name: {name}\n" in notes
    assert f"version: {version}\n" in notes
    assert "licence: " in notes
    assert (folder / "LICENSE").stat().st_size > 0


@pytest.mark.parametrize(
    ("pattern", "text"),
    [
        (CSS_FETCH, '@import url("https://example.org/a.css");'),
        (COLOUR_LITERAL, "a{color:#fff}"),
        (COLOUR_LITERAL, "a{color:rgb(0 0 0)}"),
        (FETCHED_ATTRIBUTE, '<link rel="stylesheet" href="https://example.org/a.css">'),
        (FETCHED_ATTRIBUTE, '<script src="//example.org/a.js">'),
        (INLINE_STYLE, '<p style="color:red">'),
        (INLINE_SCRIPT, "<script>go()</script>"),
        (INLINE_SCRIPT, '<a onclick="go()">'),
        (POST_FORM, '<form class="a" method="post"><p></p></form>'),
        (TABLE_HEADING, "<th>계</th>"),
    ],
)
def test_the_patterns_catch_what_they_are_for(pattern, text):
    assert pattern.search(text)


def test_an_import_is_read_with_its_target():
    assert CSS_FETCH.findall('@import url("theme.css");') == ["theme.css"]
    assert CSS_FETCH.findall("@import 'theme.css';") == ["theme.css"]


@pytest.mark.parametrize("text", ['<th scope="row">', "<thead>"])
def test_a_heading_with_scope_is_not_caught(text):
    assert not TABLE_HEADING.search(text)
