"""A client that checks the HTML of every page it is given, as a browser and a screen reader would need it."""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass, field
from functools import cached_property
from html.parser import HTMLParser
from typing import Any
from urllib.parse import urljoin, urlsplit

from flask import Flask
from flask.testing import FlaskClient
from werkzeug.exceptions import HTTPException
from werkzeug.test import TestResponse

VOID = frozenset(
    [
        "area",
        "base",
        "br",
        "col",
        "embed",
        "hr",
        "img",
        "input",
        "link",
        "meta",
        "source",
        "track",
        "wbr",
        "use",
        "path",
        "rect",
    ]
)
INLINE = frozenset({"a", "b", "em", "i", "mark", "small", "span", "strong", "svg", "time", "use"})
LABELLED = frozenset({"input", "select", "textarea"})
UNMARKED = frozenset({"fieldset", "button"})
"""What `aria-invalid` is not for; the words beside it say that something is wrong."""


@dataclass(eq=False)
class Element:
    """An element with its attributes and the text inside it: what was `said` from its beginning to its end."""

    tag: str
    attributes: dict[str, str]
    said: list[str] = field(repr=False)
    begin: int
    end: int | None = None

    @cached_property
    def text(self) -> str:
        return "".join(self.said[self.begin : self.end])


@dataclass
class Form:
    """A form: where it goes, how, and its fields with their values."""

    action: str
    method: str
    fields: dict[str, str] = field(default_factory=dict)


class PageParser(HTMLParser):
    """Collects what the checks look at; fails on tags that are not closed in order."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.elements: list[Element] = []
        self.forms: list[Form] = []
        self._open: list[Element] = []
        self._said: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag not in INLINE:
            self.handle_data(" ")
        names = [name for name, _ in attrs]
        assert len(names) == len(set(names)), f"<{tag}> has an attribute twice: {names}"
        begin = len(self._said)
        element = Element(tag, {name: value or "" for name, value in attrs}, self._said, begin, begin)
        self.elements.append(element)
        if tag == "form":
            self.forms.append(Form(element.attributes.get("action", ""), element.attributes.get("method", "get")))
        if self.forms and tag in LABELLED and any(one.tag == "form" for one in self._open):
            self._note_field(element)
        if tag == "option" and "selected" in element.attributes:
            name = next(one.attributes["name"] for one in reversed(self._open) if one.tag == "select")
            self.forms[-1].fields[name] = element.attributes.get("value", "")
        if tag not in VOID:
            element.end = None
            self._open.append(element)

    def _note_field(self, element: Element) -> None:
        name = element.attributes.get("name")
        chosen = element.attributes.get("type") not in {"checkbox", "radio"} or "checked" in element.attributes
        if name and chosen:
            self.forms[-1].fields[name] = element.attributes.get("value", "")

    def handle_endtag(self, tag: str) -> None:
        if tag in VOID:
            return
        assert self._open, f"</{tag}> closes nothing"
        assert self._open[-1].tag == tag, f"</{tag}> closes <{self._open[-1].tag}>"
        closed = self._open.pop()
        closed.end = len(self._said)
        if tag == "textarea" and any(one.tag == "form" for one in self._open):
            self.forms[-1].fields[closed.attributes["name"]] = closed.text.removeprefix("\n")

    def handle_data(self, data: str) -> None:
        self._said.append(data)

    def all(self, tag: str) -> list[Element]:
        return [element for element in self.elements if element.tag == tag]


@dataclass
class Page:
    """A page that was given, and passed the checks."""

    response: TestResponse
    parsed: PageParser

    @property
    def status(self) -> int:
        return self.response.status_code

    @property
    def text(self) -> str:
        """What a reader sees, with spaces and breaks as one space."""
        return " ".join(self.parsed.all("body")[0].text.split())

    @property
    def links(self) -> list[str]:
        return [element.attributes["href"] for element in self.parsed.all("a") if "href" in element.attributes]

    @property
    def main(self) -> str:
        return " ".join(self.parsed.all("main")[0].text.split())

    @property
    def is_refused(self) -> bool:
        """Whether it says what is wrong in a form."""
        return any(element.attributes.get("id") == "error-summary" for element in self.parsed.elements)

    def form(self, action: str) -> Form:
        """The form that goes to `action`."""
        return next(form for form in self.parsed.forms if urlsplit(form.action).path == action)

    def has_form(self, action: str) -> bool:
        return any(urlsplit(form.action).path == action for form in self.parsed.forms)


class Client:
    """A browser without JavaScript: every page that it is given is checked."""

    def __init__(self, app: Flask) -> None:
        self.app = app
        self.http: FlaskClient = app.test_client()

    def get(self, address: str, **options: Any) -> Page:
        response = self.http.get(address, **options)
        if response.status_code in {301, 302, 303, 308} and options.get("follow_redirects") is not False:
            return self.get(urljoin(address, response.headers["Location"]))
        return self.checked(response, address)

    def send(self, address: str, action: str, /, **values: Any) -> Page:
        """Opens the page at `address`, fills in the form that goes to `action`, and sends it."""
        form = self.get(address).form(action)
        return self.post(form.action, {**form.fields, **values})

    def post(self, address: str, data: dict[str, Any]) -> Page:
        response = self.http.post(address, data=data, content_type="multipart/form-data")
        if response.status_code in {302, 303}:
            return self.get(urljoin(address, response.headers["Location"]))
        return self.checked(response, address)

    def checked(self, response: TestResponse, address: str) -> Page:
        """The page in `response`, after every check."""
        assert response.mimetype == "text/html", f"{address} is {response.mimetype}"
        parser = PageParser()
        parser.feed(response.get_data(as_text=True))
        parser.close()
        page = Page(response, parser)
        self._check_frame(page, address)
        self._check_names(page, address)
        self._check_addresses(page, address)
        if page.status == 422 or page.is_refused:
            self._check_refusal(page, address)
        return page

    def _check_frame(self, page: Page, address: str) -> None:
        parsed = page.parsed
        assert page.response.get_data(as_text=True).lstrip().startswith("<!DOCTYPE html>"), address
        assert parsed.all("html")[0].attributes["lang"] in {"da", "en"}, address
        assert len(parsed.all("title")) == 1, address
        assert re.fullmatch(r"\S.* – Aftaleopfølgning", parsed.all("title")[0].text.strip()), address
        assert len(parsed.all("h1")) == 1, f"{address} has {len(parsed.all('h1'))} h1"
        assert parsed.all("h1")[0].text.strip(), address
        assert len(parsed.all("main")) == 1, address
        for element in parsed.elements:
            assert "style" not in element.attributes, f"{address}: inline style on <{element.tag}>"
            handlers = [name for name in element.attributes if name.startswith("on")]
            assert not handlers, f"{address}: {handlers} on <{element.tag}>"
        assert not parsed.all("style"), address
        assert all(script.attributes.get("src") for script in parsed.all("script")), f"{address}: inline script"

    def _check_names(self, page: Page, address: str) -> None:
        parsed = page.parsed
        ids = Counter(element.attributes["id"] for element in parsed.elements if "id" in element.attributes)
        doubled = {name for name, number in ids.items() if number > 1}
        assert not doubled, f"{address}: ids used twice: {doubled}"
        labels = {label.attributes.get("for"): label.text.strip() for label in parsed.all("label")}
        for element in parsed.elements:
            if element.tag in LABELLED and element.attributes.get("type") not in {"hidden", "submit"}:
                assert labels.get(element.attributes.get("id", "-")), f"{address}: unlabelled {element.attributes}"
            for name in ("aria-labelledby", "aria-describedby", "aria-controls"):
                for wanted in element.attributes.get(name, "").split():
                    assert wanted in ids, f"{address}: {name} points to #{wanted}, which is not there"
            if element.tag in {"a", "button", "summary", "th", "h2", "h3"}:
                named = element.text.strip() or element.attributes.get("aria-label")
                assert named, f"{address}: <{element.tag}> without a name: {element.attributes}"
            if element.tag == "img":
                assert "alt" in element.attributes, address
        for link in page.links:
            if link.startswith("#"):
                assert link[1:] in ids, f"{address}: {link} leads nowhere"

    def _check_addresses(self, page: Page, address: str) -> None:
        adapter = self.app.url_map.bind("localhost")
        anchors = [each.attributes for each in page.parsed.all("a") if "href" in each.attributes]
        # «external» are the links to the case system, which people add.
        targets = [(each["href"], "GET") for each in anchors if "external" not in each.get("rel", "")]
        targets += [(form.action or address, form.method.upper()) for form in page.parsed.forms]
        for target, method in set(targets):
            if target.startswith(("#", "mailto:", "http://127.0.0.1:8000")):
                continue
            assert urlsplit(target).netloc == "", f"{address} leads away, to {target}"
            path = urlsplit(urljoin(address, target)).path
            try:
                adapter.match(path, method=method)
            except HTTPException as error:
                raise AssertionError(f"{address}: {method} {target} is no page ({error})") from error
        for form in page.parsed.forms:
            if form.method.lower() == "post":
                assert form.fields.get("csrf_token"), f"{address}: the form to {form.action} has no token"

    def _check_refusal(self, page: Page, address: str) -> None:
        """A form that is refused: the title says so, a summary stands first and takes the focus, and each of its lines
        leads to a field that says the same."""
        elements = page.parsed.elements
        by_id = {each.attributes["id"]: each for each in elements if "id" in each.attributes}
        title = page.parsed.all("title")[0].text
        assert title.startswith(("Fejl: ", "Error: ")), f"{address}: the title does not say that something is wrong"
        summary = elements[next(at for at, each in enumerate(elements) if each.tag == "main") + 1]
        assert summary.attributes.get("id") == "error-summary", f"{address}: {summary.attributes} stands first"
        assert "autofocus" in summary.attributes, address
        lines = [each for each in page.parsed.all("a") if "data-error" in each.attributes]
        assert lines, f"{address}: the summary leads nowhere"
        for line in lines:
            target = by_id[line.attributes["href"].removeprefix("#")]
            told = " ".join(by_id[name].text for name in target.attributes.get("aria-describedby", "").split())
            assert line.text in told, f"{address}: {target.attributes} is not told «{line.text}»"
            marked = target.attributes.get("aria-invalid") == "true" or target.tag in UNMARKED
            assert marked, f"{address}: {target.attributes} is not marked as wrong"
