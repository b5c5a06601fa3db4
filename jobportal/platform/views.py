"""The user manual."""

from jobportal.platform.manual import manual_html
from jobportal.platform.pages import Page


class Manual(Page):
    """The user manual, read from ``docs/manual``."""

    template = "manual.html"
    title, section = "도움말", ""

    def extra(self):
        return {"chapters": manual_html()}
