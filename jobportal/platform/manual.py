"""The user manual as HTML, read from the Korean Markdown files of ``docs/manual``."""

from functools import cache

import markdown
from django.conf import settings
from django.utils.safestring import SafeString, mark_safe

MANUAL = settings.BASE_DIR / "docs" / "manual"


@cache
def manual_html() -> list[dict[str, str | SafeString]]:
    """The chapters in order of their file names: name, title, and the text as HTML.

    The files are part of the program, written by its makers, so their HTML is trusted.
    """
    chapters = []
    for path in sorted(MANUAL.glob("*.md")):
        text = path.read_text(encoding="utf-8")
        title = text.splitlines()[0].lstrip("# ").strip()
        html = markdown.markdown(text, extensions=["tables", "sane_lists"])
        html = html.replace("<h2", "<h3").replace("</h2", "</h3")
        html = html.replace("<h1", "<h2").replace("</h1", "</h2")
        chapters.append({"name": path.stem, "title": title, "html": mark_safe(html)})  # noqa: S308
    return chapters
