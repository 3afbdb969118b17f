"""A page with the words of a refused form in its fields again, whichever template drew them.

    refilled('<form action="/saved"><input name="name" value=""></form>', SentForm("/saved", (("name", "Tier one"),)))

The page is read once, and only start tags of fields (and the inner of a `textarea`) are written anew. Of several forms with
one address the one is taken whose hidden fields are those that were sent.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from html import escape
from html.parser import HTMLParser
from itertools import accumulate
from urllib.parse import urlsplit

from assay.web.sent_forms import SECRET, TOKENS, SentForm

OWN = (*TOKENS, "mark")
"""Hidden fields that each page has anew."""
BUTTONS = ("submit", "button", "image", "reset")


@dataclass
class _Tag:
    """A start tag as it stands in the page, from `start` to `end`."""

    name: str
    attributes: dict[str, str | None]
    start: int
    end: int
    closed_at: int = 0
    """Where its end tag begins."""
    text: str = ""
    options: list[_Tag] = field(default_factory=list)

    @property
    def kind(self) -> str:
        return (self.attributes.get("type") or "text").lower() if self.name == "input" else self.name

    @property
    def field(self) -> str:
        return self.attributes.get("name") or ""

    @property
    def value(self) -> str:
        said = self.attributes.get("value")
        return said if said is not None else self.text.strip()

    def written(self, **changes: str | bool) -> str:
        """The tag with other attributes; False takes one away, True gives one without a value."""
        kept = {name: value for name, value in self.attributes.items() if changes.get(name) is not False}
        said = {
            **kept,
            **{name: None if value is True else str(value) for name, value in changes.items() if value is not False},
        }
        return f"<{self.name}{''.join(_attribute(name, value) for name, value in said.items())}>"


def _attribute(name: str, value: str | None) -> str:
    return f" {name}" if value is None else f' {name}="{escape(value)}"'


@dataclass
class _Form:
    action: str
    fields: list[_Tag] = field(default_factory=list)

    @property
    def hidden(self) -> dict[str, str]:
        return {one.field: one.value for one in self.fields if one.kind == "hidden" and one.field not in OWN}


class _Reader(HTMLParser):
    """The forms of a page, and what labels its fields have."""

    def __init__(self, page: str) -> None:
        super().__init__(convert_charrefs=True)
        # Lines as the parser counts them: a form feed or U+2028 in somebody's text ends none.
        self._lines = [0, *accumulate(len(line) + 1 for line in page.split("\n"))]
        self.forms: list[_Form] = []
        self.labels: dict[str, str] = {}
        self._form: _Form | None = None
        self._open: list[_Tag] = []
        self.feed(page)

    def _place(self) -> int:
        line, column = self.getpos()
        return self._lines[line - 1] + column

    def handle_starttag(self, name: str, attributes: list[tuple[str, str | None]]) -> None:
        start, text = self._place(), self.get_starttag_text() or ""
        tag = _Tag(name, dict(attributes), start, start + len(text))
        if name == "form":
            self._form = _Form(tag.attributes.get("action") or "")
            self.forms.append(self._form)
        elif name in ("input", "textarea", "select") and self._form and tag.field:
            self._form.fields.append(tag)
        if name == "option" and (select := next((one for one in reversed(self._open) if one.name == "select"), None)):
            select.options.append(tag)
        if name in ("textarea", "select", "option", "label"):
            self._open.append(tag)

    def handle_endtag(self, name: str) -> None:
        if name == "form":
            self._form = None
        for place in range(len(self._open) - 1, -1, -1):
            if self._open[place].name == name:
                tag = self._open[place]
                del self._open[place:]
                tag.closed_at = self._place()
                if name == "label" and (target := tag.attributes.get("for")):
                    self.labels[target] = " ".join(tag.text.split())
                return

    def handle_data(self, data: str) -> None:
        for tag in self._open:
            tag.text += data


@dataclass(frozen=True)
class Refilled:
    """`page` with what was sent in its fields. `missing` tells that some of it has no field there.

    `fragment` is the part of the page that the browser goes to; `field` (its id, its label) is where to go on writing.
    """

    page: str
    missing: bool
    fragment: str = ""
    field: tuple[str, str] | None = None


def refilled(page: str, sent: SentForm, told: str = "", about: str | None = None) -> Refilled:
    """The page as somebody left it who sent `sent`; `told` is what was wrong, which may quote a value.

    `about` names the field that is to be written anew; "" says that it is none, nothing that the message has to tell.
    """
    reader = _Reader(page)
    form = _form_of(reader.forms, sent)
    if form is None:
        return Refilled(page, bool(sent.typed))
    changes = sorted(_changes(form, sent))
    places = {one.field for one in form.fields if one.kind not in ("hidden", *BUTTONS)}
    missing = any(one.name not in places and one.name not in form.hidden for one in sent.typed)
    return Refilled(
        _put(page, changes), missing, urlsplit(form.action).fragment, _to_write(form, sent, told, about, reader.labels)
    )


def _form_of(forms: Sequence[_Form], sent: SentForm) -> _Form | None:
    """The one that was sent: its address, none of its hidden fields another, and most of the names."""
    path = urlsplit(sent.path).path
    said = dict(sent.pairs)
    names = set(said)
    alike = [one for one in forms if urlsplit(one.action).path == path]
    own = [one for one in alike if all(said.get(name, value) == value for name, value in one.hidden.items())]
    return max(own, key=lambda one: len({tag.field for tag in one.fields} & names), default=None)


def _changes(form: _Form, sent: SentForm) -> Iterator[tuple[int, int, str]]:
    """(from, to, text) of what is written anew."""
    values: dict[str, list[str]] = {}
    for name, value in sent.pairs:
        values.setdefault(name, []).append(value)
    place: Counter[str] = Counter()
    for tag in form.fields:
        if tag.kind in ("hidden", "file", "password", *BUTTONS) or tag.field in SECRET:
            continue
        said = values.get(tag.field, [])
        if tag.kind in ("checkbox", "radio"):
            yield (
                tag.start,
                tag.end,
                tag.written(checked=tag.value in said if "value" in tag.attributes else bool(said)),
            )
        elif tag.name == "select":
            yield from _chosen(tag, said)
        elif place[tag.field] < len(said):
            text = said[place[tag.field]]
            place[tag.field] += 1
            if tag.name == "textarea":
                yield tag.end, tag.closed_at, escape("\n" + text if text.startswith("\n") else text)
            else:
                yield tag.start, tag.end, tag.written(value=text)


def _chosen(select: _Tag, said: Sequence[str]) -> Iterator[tuple[int, int, str]]:
    if not said and "multiple" not in select.attributes:
        return
    for option in select.options:
        yield option.start, option.end, option.written(selected=option.value in said)


def _put(page: str, changes: Sequence[tuple[int, int, str]]) -> str:
    parts, at = [], 0
    for start, end, text in changes:
        parts += [page[at:start], text]
        at = end
    return "".join((*parts, page[at:]))


def _to_write(
    form: _Form, sent: SentForm, told: str, about: str | None, labels: dict[str, str]
) -> tuple[str, str] | None:
    """The field that the message is about, else that whose value or name it quotes, else an empty one that is required, else
    the first one that can be written.
    """
    open_fields = [one for one in form.fields if one.kind not in ("hidden", "checkbox", "radio", *BUTTONS)]
    named = [one for one in open_fields if one.attributes.get("id")]
    said = dict(sent.pairs)
    quoted = [one for one in named if said.get(one.field, "").strip() and repr(said[one.field].strip()) in told]
    empty = [one for one in named if "required" in one.attributes and not said.get(one.field, "").strip()]
    meant = [one for one in named if one.field == about]
    by_name = [one for one in named if told.startswith(f"{one.field}:")]
    found = next(iter((*meant, *quoted, *by_name, *empty, *named)), None) if about != "" else None
    if found is None:
        return None
    place = found.attributes["id"] or ""
    return place, labels.get(place) or found.attributes.get("aria-label") or found.field
