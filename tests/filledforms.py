"""The forms of a page as a browser would send them back: each field with what stands in it."""

from dataclasses import dataclass, field
from html.parser import HTMLParser

FREE = ("text", "search", "")


@dataclass
class FilledForm:
    """Where a form goes, what it sends, and the names of what is typed freely, wanted, unseen."""

    action: str
    values: dict[str, list[str]] = field(default_factory=dict)
    free: list[str] = field(default_factory=list)
    wanted: set[str] = field(default_factory=set)
    unseen: list[str] = field(default_factory=list)

    def put(self, name: str, value: str) -> None:
        self.values.setdefault(name, []).append(value)


class FilledForms(HTMLParser):
    """The forms of a page that write: the last button pressed, the first of the choices made."""

    def __init__(self, text: str):
        super().__init__()
        self.found: list[FilledForm] = []
        self.form = self.select = self.area = None
        self.feed(text)

    def handle_starttag(self, tag, attrs):
        told = {name: value or "" for name, value in attrs}
        if tag == "form":
            is_post = told.get("method", "").lower() == "post"
            self.form = FilledForm(told.get("action", "")) if is_post else None
            if self.form:
                self.found.append(self.form)
        elif self.form is not None and tag == "option" and self.select:
            self._option(told)
        elif self.form is not None and told.get("name"):
            self._field(tag, told["name"], told)

    def _option(self, told: dict) -> None:
        value = told.get("value", "")
        if "selected" in told or (value and self.select not in self.form.values):
            self.form.values[self.select] = [value]

    def _field(self, tag: str, name: str, told: dict) -> None:
        kind = told.get("type", "").lower()
        match tag, kind:
            case "select", _:
                self.select = name
            case "textarea", _:
                self.area = name
                self.form.free.append(name)
                self.form.wanted.add(name)
            case "button", _:
                self.form.values[name] = [told.get("value", "")]
            case "input", "checkbox" if "checked" in told:
                self.form.put(name, told.get("value", "on"))
            case "input", "radio" if "checked" in told or name not in self.form.values:
                self.form.values[name] = [told.get("value", "on")]
            case "input", "hidden":
                self.form.put(name, told.get("value", ""))
                self.form.unseen.append(name)
            case "input", kind if kind not in ("checkbox", "radio", "file", "password"):
                self.form.put(name, told.get("value", ""))
                if kind in FREE and told.get("inputmode") not in ("numeric", "tel"):
                    self.form.free.append(name)
                if "required" in told and not name.endswith("on"):
                    self.form.wanted.add(name)

    def handle_data(self, data):
        if self.area and data.strip():
            self.form.put(self.area, data.removeprefix("\n"))

    def handle_endtag(self, tag):
        if tag == "form":
            self.form = None
        elif tag == "select":
            self.select = None
        elif tag == "textarea":
            if self.form and self.area:
                self.form.values.setdefault(self.area, [""])
            self.area = None
