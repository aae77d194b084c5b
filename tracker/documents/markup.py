"""Finding one's way in the XML of Word: children by name through wrappers that print nothing themselves."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

WORD = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_ALTERNATIVES = "{http://schemas.openxmlformats.org/markup-compatibility/2006}AlternateContent"
_WRAPPERS = frozenset({"sdt", "sdtContent", "customXml", "smartTag", "ins", "moveTo"})
"""What stands around text that counts: controls, labels, and insertions that are tracked. Deletions are not among
them, so that what a deletion holds is left out."""

_OFF = ("0", "false", "off")


def named(element: Any) -> str:
    """The name of an element of Word's own; empty for any other, such as a comment or a drawing."""
    tag = element.tag
    return tag[len(WORD) :] if isinstance(tag, str) and tag.startswith(WORD) else ""


def child(element: Any | None, name: str) -> Any | None:
    """The first child of that name, or None."""
    return None if element is None else element.find(WORD + name)


def children(element: Any, *names: str) -> Iterator[Any]:
    """The children of those names, also those inside wrappers, in order."""
    for inner in content(element):
        if named(inner) in names:
            yield inner


def content(element: Any) -> Iterator[Any]:
    """What an element holds, with wrappers opened and one of several alternatives chosen."""
    for inner in element:
        if named(inner) in _WRAPPERS:
            yield from content(inner)
        elif inner.tag == _ALTERNATIVES:
            yield from content(inner[0]) if len(inner) else ()
        else:
            yield inner


def attribute(element: Any | None, name: str) -> str | None:
    """The value of an attribute of Word's own, or None."""
    return None if element is None else element.get(WORD + name)


def integer(element: Any | None) -> int | None:
    """The number that an element has as its value; None where it has none."""
    try:
        return int(attribute(element, "val") or "")
    except ValueError:
        return None


def switched_on(element: Any | None, name: str) -> bool | None:
    """Whether a property such as bold is on; None where the element does not say."""
    found = child(element, name)
    return None if found is None else (attribute(found, "val") or "1").lower() not in _OFF
