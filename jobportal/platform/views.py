"""The user manual."""

from jobportal.platform.manual import manual_html
from jobportal.platform.pages import FOR_EVERYBODY, Page


class Manual(Page):
    """The user manual, read from ``docs/manual``."""

    template = "manual.html"
    permission = FOR_EVERYBODY
    title, section = "도움말", ""

    def extra(self):
        return {"chapters": manual_html()}
