"""What a section of an agreement is called. A section without a number is known by its title, which stands for both."""

from __future__ import annotations


def title_beside(number: str, title: str | None) -> str:
    """The title of a section where its number stands beside it: empty where the title is what it is known by."""
    return "" if title is None or title == number else title


def heading_words(number: str, title: str | None) -> str:
    """The heading of a section as it is told in a line: «3.01 Veje», or «Økonomi» where it has no number."""
    return f"{number} {title_beside(number, title)}".strip()
