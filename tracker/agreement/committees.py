"""Committees: which exist, and where a text names them.

A register from the configuration says which committees a municipality has. A document can name others, and the register
may be empty, so names are also known by their build («Kultur- og Fritidsudvalget», «Udvalget for Ældre og Sundhed»,
«Byrådet»). `roll` goes through a document once and settles what each committee is called in it; the roll then finds the
mentions in any passage, whatever their inflection, case, hyphens or abbreviation.

Passages are expected folded (`sentences.cased`): one line, no hyphenation across line ends.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date

_WORD = r"[A-Za-zÆØÅæøåÉéÄäÖöÜü]"
_UPPER = r"[A-ZÆØÅ]"
_GENITIVE = r"(?:['’´]?s)?"

# Kultur- og Fritidsudvalget, Plan-, Miljø- og Klimaudvalget, Teknik-og Miljøudvalget, miljø- og klimaudvalget
_HYPHENATED = rf"{_WORD}+-,?(?:\s*{_WORD}+-?,?)?(?:\s*{_WORD}+-,?)?\s*(?:og|&)\s*{_WORD}+udvalg(?:et)?"
# Børn, Kultur og Fritidsudvalget, Kultur og Fritidsudvalget: only with capitals, since nothing else marks the name
_SPACED = rf"{_UPPER}{_WORD}+(?:,\s+{_UPPER}{_WORD}+)?\s+(?:og|&)\s+{_UPPER}{_WORD}+udvalg(?:et)?"
_SINGLE = rf"{_WORD}+udvalg(?:et)?"
_QUOTED = r"udvalget\s+[\"“”»«][^\"“”»«]{3,80}[\"“”»«]"
_BUILT = re.compile(
    rf"(?<![\w-])(?:(?P<quoted>{_QUOTED})|(?P<name>(?-i:{_SPACED})|{_HYPHENATED}|{_SINGLE}))"
    rf"(?P<genitive>{_GENITIVE})(?![\w])",
    re.IGNORECASE,
)
_COUNCIL = re.compile(
    rf"(?<![\w-])(?P<name>kommunalbestyrelsen|byrådet|borgerrepræsentationen|regionsrådet|magistraten)"
    rf"(?P<genitive>{_GENITIVE})(?![\w-])",
    re.IGNORECASE,
)
# «på byrådsmødet», «Økonomiudvalgsmødet den …»: the body that meets
_MEETS = re.compile(
    rf"(?<![\w-])(?P<name>byråd|kommunalbestyrelse|regionsråd|(?:{_WORD}+-,?\s*(?:{_WORD}+-,?\s*)?(?:og|&)\s+)?{_WORD}+udvalg)s?"
    r"møde(?:t|r|rne)?(?![\w-])",
    re.IGNORECASE,
)
_FOR = re.compile(r"(?<![\w-])udvalget?\s+for\s+", re.IGNORECASE)
_FOR_WORD = re.compile(rf"({_WORD}[\w-]*)(,?\s*)")
_BARE = re.compile(
    r"(?<![\w-])(?:(?:fag)?udvalget|det (?:ansvarlige|pågældende|relevante) (?:fag)?udvalg)(s?)(?![\w-])(?!\s+for\b)",
    re.IGNORECASE,
)
_SEVERAL = re.compile(r"(?<![\w-])(?:(?:de|disse)\s(?P<count>to|tre)|begge)\s(?:fag)?udvalg(?![\w-])", re.IGNORECASE)
_ABBREVIATION_AFTER = re.compile(r"\s*\((?P<abbreviation>[A-ZÆØÅ][A-ZÆØÅa-zæøå]{0,3}[A-ZÆØÅ])\)")
_ABBREVIATION_BEFORE = re.compile(r"(?<![\w-])(?P<abbreviation>[A-ZÆØÅ]{2,5})\s*(?P<sign>[=:–-])?\s*$")

# Abbreviations that are not the initials of the name.
_USUAL = {
    "kommunalbestyrelsen": ("KB",),
    "byrådet": ("BY", "BYR"),
    "regionsrådet": ("RR",),
    "økonomiudvalget": ("ØK", "ØKU", "ØKE"),
    "forretningsudvalget": ("FU",),
    "social- og sundhedsudvalget": ("SOSU",),
}

# Bodies that a text calls «…udvalg» without naming one: kinds of committees, and bodies that decide nothing here.
_KINDS_OF_COMMITTEE = frozenset(
    [
        "fagudvalg",
        "underudvalg",
        "opgaveudvalg",
        "lokaludvalg",
        "hovedudvalg",
        "ansættelsesudvalg",
        "folketingsudvalg",
        "samarbejdsudvalg",
        "brugerudvalg",
        "forældreudvalg",
        "kontaktudvalg",
        "koordinationsudvalg",
        "byggeudvalg",
        "arbejdsudvalg",
        "ekspertudvalg",
        "særudvalg",
        "medudvalg",
        "sikkerhedsudvalg",
        "beboerudvalg",
        "bedømmelsesudvalg",
        "dommerudvalg",
        "dialogudvalg",
        "styringsudvalg",
        "udvalg",
    ]
)
# «Parterne og Økonomiudvalget» are two; «Kultur og Fritidsudvalget» is one. A definite noun before «og» stands alone.
_STANDS_ALONE = re.compile(r"(?:en|et|ne|erne|rådet|udvalg|kommune)$", re.IGNORECASE)
# Words that end «Udvalget for …» when the name is written with small letters.
_ENDS_FOR_NAME = frozenset(
    [
        "i",
        "inden",
        "senest",
        "til",
        "på",
        "med",
        "om",
        "den",
        "som",
        "der",
        "hvor",
        "at",
        "er",
        "har",
        "skal",
        "vil",
        "kan",
        "får",
        "bliver",
        "drøfter",
        "beslutter",
        "vedtager",
        "forelægges",
        "fremlægges",
        "orienteres",
        "tager",
        "træffer",
        "godkender",
        "behandler",
        "følger",
        "anbefaler",
        "indstiller",
        "efter",
        "ved",
        "fra",
        "samt",
        "forelægger",
        "præsenteres",
        "udmønter",
        "ønsker",
        "evaluerer",
        "forud",
        "primo",
        "medio",
        "ultimo",
        "hvert",
        "hver",
        "ikke",
        "også",
        "derfor",
    ]
)
_LINK_WORDS = frozenset({"og", "&", "det", "den", "de", "nære"})


@dataclass(frozen=True, slots=True)
class Committee:
    """A committee of the register.

    `former_names` are read as this committee. `administrations` are the parts of the town hall that work for it, and
    `subjects` words of its field («dagtilbud», «veje»): by these a commitment that names no committee is offered to it.
    It exists from `valid_from` to `valid_until`, both included, and `successor` then takes over.
    """

    name: str
    abbreviations: tuple[str, ...] = ()
    former_names: tuple[str, ...] = ()
    subjects: tuple[str, ...] = ()
    administrations: tuple[str, ...] = ()
    valid_from: date | None = None
    valid_until: date | None = None
    successor: str | None = None

    def exists_on(self, day: date) -> bool:
        """Whether there is such a committee on `day`."""
        return (self.valid_from or day) <= day <= (self.valid_until or day)


@dataclass(frozen=True, slots=True)
class Register:
    """The committees that a municipality has told of; may be empty."""

    committees: tuple[Committee, ...] = ()

    def __bool__(self) -> bool:
        return bool(self.committees)

    def at(self, day: date | None) -> Register:
        """The register as an agreement of `day` means it; as it stands where the day is unknown.

        The names of a committee that had ended are read as its successor that exists on the day, where there is one. A
        committee that did not exist on the day is known by its names alone, and nothing is offered to it.
        """
        if day is None:
            return self
        by_name = {each.name: each for each in self.committees}
        standing = {each.name: each for each in self.committees if each.exists_on(day)}
        left = []
        for each in self.committees:
            heir = self._heir(each, by_name, day)
            if each.name in standing:
                continue
            if heir is None:
                left.append(replace(each, subjects=(), administrations=()))
                continue
            known = standing[heir]
            standing[heir] = replace(
                known,
                abbreviations=(*known.abbreviations, *each.abbreviations),
                former_names=(*known.former_names, each.name, *each.former_names),
            )
        return Register((*standing.values(), *left))

    @staticmethod
    def _heir(ended: Committee, by_name: Mapping[str, Committee], day: date) -> str | None:
        """The name of the one that has taken over from `ended` by `day`, over several steps if need be."""
        seen, each = {ended.name}, ended
        while each.valid_until and each.valid_until < day and each.successor not in {*seen, None}:
            each = by_name.get(each.successor or "", each)
            seen.add(each.name)
            if each.exists_on(day):
                return each.name
        return None


NO_REGISTER = Register()
"""Where a municipality has told of none: committees are those that the document names."""


@dataclass(frozen=True, slots=True)
class Mention:
    """A committee named in a passage, with offsets into that passage. `known`: the register has it."""

    name: str
    start: int
    end: int
    genitive: bool = False
    known: bool = True
    anaphoric: bool = False


@dataclass(frozen=True, slots=True)
class Roll:
    """The committees of one document: what each is called in it, and how to find them."""

    names: tuple[str, ...] = ()
    known: frozenset[str] = frozenset()
    spellings: Mapping[str, str] = field(default_factory=dict)  # key of a spelling -> the name
    patterns: tuple[tuple[re.Pattern[str], str], ...] = ()
    abbreviations: Mapping[str, str] = field(default_factory=dict)
    has_register: bool = False
    administrations: tuple[tuple[re.Pattern[str], str], ...] = ()

    def working_for(self, passage: str) -> str | None:
        """The committee whose administration `passage` names first; names of committees are `mentions`."""
        found = [(match.start(), name) for pattern, name in self.administrations if (match := pattern.search(passage))]
        return min(found)[1] if found else None

    def mentions(self, passage: str, latest: str | None = None, recent: Sequence[str] = ()) -> tuple[Mention, ...]:
        """The committees that `passage` names, in order of place.

        `latest` is the committee that a bare «udvalget» means when the passage has named none before it; without it a
        bare «udvalget» before any name is left out. `recent`: those named before, the last one last («de to udvalg»).
        """
        found = _without_overlaps([*self._written(passage), *self._abbreviated(passage)])
        return tuple(_with_anaphora(passage, found, latest, recent))

    def _written(self, passage: str) -> Iterable[Mention]:
        for pattern, name in self.patterns:
            for match in pattern.finditer(passage):
                yield Mention(name, match.start(), match.end(), bool(match["genitive"]), name in self.known)
        for start, end, written, genitive in _built_names(passage):
            name = self.spellings.get(_key(written), _definite(written))
            yield Mention(name, start, end, genitive, name in self.known)

    def _abbreviated(self, passage: str) -> Iterable[Mention]:
        for abbreviation, name in self.abbreviations.items():
            # «TMU-01» is the code of a saving, not the committee.
            for match in re.finditer(rf"(?<![\w-]){re.escape(abbreviation)}(['’´]?s)?(?![\w-])", passage):
                yield Mention(name, match.start(), match.end(), bool(match[1]), name in self.known)


def roll(text: str, register: Register) -> Roll:
    """Goes through a whole (folded) document: names as in the register or, when it lacks them, as first written out."""
    spellings: dict[str, str] = {}
    abbreviations: dict[str, str] = {}
    patterns: list[tuple[re.Pattern[str], str]] = []
    # What is a committee's name today stands above what was another one's name before.
    called = [(each.name, each.name) for each in register.committees]
    called += [(former, each.name) for each in register.committees for former in each.former_names]
    for spelling, standing in called:
        if spellings.setdefault(_key(spelling), standing) == standing:
            patterns.append((_pattern(spelling), standing))
    for committee in register.committees:
        for abbreviation in committee.abbreviations:
            abbreviations.setdefault(abbreviation, committee.name)
    administrations = tuple(
        (_pattern(part), each.name) for each in register.committees for part in each.administrations
    )
    known = frozenset(committee.name for committee in register.committees)
    names = [committee.name for committee in register.committees]
    taken = [match.span() for pattern, _name in patterns for match in pattern.finditer(text)]
    for start, end, written, _genitive in _built_names(text):
        if any(first <= start < last for first, last in taken):
            continue
        name = spellings.get(_key(written))
        if name is None:
            name = spellings[_key(written)] = _definite(written)
            names.append(name)
            patterns.append((_pattern(name), name))
        introduced = _introduced(text, start, end, written)
        if introduced:
            abbreviations.setdefault(introduced, name)
    abbreviations = {**_usual_abbreviations(names, text), **abbreviations}
    patterns.sort(key=lambda pair: -len(pair[0].pattern))
    return Roll(tuple(names), known, spellings, tuple(patterns), abbreviations, bool(register), administrations)


def _introduced(text: str, start: int, end: int, written: str) -> str | None:
    """The abbreviation that stands for the name at `start`: «(TMU)» after it, «TMU =» or a key's «TMU» before it."""
    after = _ABBREVIATION_AFTER.match(text, end)
    if after:
        return after["abbreviation"]
    before = _ABBREVIATION_BEFORE.search(text, max(0, start - 12), start)
    if before and (before["sign"] == "=" or _abbreviates(before["abbreviation"], written)):
        return before["abbreviation"]
    return None


def _usual_abbreviations(names: Sequence[str], text: str) -> dict[str, str]:
    """What `text` writes for `names` without telling: initials («TMU», «USO»), where one name alone has them."""
    found: dict[str, set[str]] = {}
    for name in names:
        words = re.sub(r"^udvalget? for ", "", name, flags=re.IGNORECASE)
        initials = "".join(part[0] for part in re.findall(r"\w+", words) if part.casefold() not in _LINK_WORDS).upper()
        usual = _USUAL.get(name.casefold(), ())
        for short in (*usual, f"{initials}U", f"U{initials}" if words != name else ""):
            if len(short) > 1:
                found.setdefault(short, set()).add(name)
    written = set(re.findall(r"(?<![\w-])[A-ZÆØÅ]{2,5}(?![\w-])", text))
    return {short: next(iter(owners)) for short, owners in found.items() if len(owners) == 1 and short in written}


def _abbreviates(short: str, name: str) -> bool:
    """Whether the letters of `short` stand in `name` in their order, the first at a word's beginning."""
    words = re.sub(r"^udvalget? for ", "", name.casefold())
    at = -1
    for letter in short.casefold():
        at = words.find(letter, at + 1)
        if at < 0:
            return False
    return words.startswith(short[0].casefold())


def is_council(name: str) -> bool:
    """Whether `name` is the council, which «udvalget» never means."""
    return bool(_COUNCIL.fullmatch(name))


def _built_names(text: str) -> Iterable[tuple[int, int, str, bool]]:
    """Names recognised by their build: start, end, as written without genitive, whether genitive."""
    for match in _FOR.finditer(text):
        end = _end_of_for_name(text, match.end())
        if end > match.end():
            yield match.start(), end, text[match.start() : end], False
    for match in _MEETS.finditer(text):
        name = match["name"].removesuffix("s")
        if name.casefold() not in _KINDS_OF_COMMITTEE:
            body = name + ("n" if name.endswith("e") else "et")
            yield match.start(), match.end(), body[:1].upper() + body[1:], False
    for match in _COUNCIL.finditer(text):
        yield match.start(), match.end(), match["name"], bool(match["genitive"])
    for match in _BUILT.finditer(text):
        written, start = match["quoted"] or match["name"], match.start()
        if match["quoted"] is None:
            written, start = _without_what_stands_alone(written, start)
            for before in _built_names(text[match.start() : start]) if start > match.start() else ():
                yield before[0] + match.start(), before[1] + match.start(), before[2], before[3]
        plain = written.casefold().removesuffix("et")
        if plain in _KINDS_OF_COMMITTEE or not (written[0].isupper() or written.endswith(("et", "en"))):
            continue
        yield start, match.end(), written, bool(match["genitive"])


def _without_what_stands_alone(written: str, start: int) -> tuple[str, int]:
    """«Parterne og Økonomiudvalget» -> «Økonomiudvalget», «Fagudvalget, Kultur- og …» -> «Kultur- og …»."""
    spaced = re.match(rf"(?-i:{_SPACED})$", written)
    if not spaced or "-" in written:
        return written, start
    first, joint = re.split(r"[\s,]", written, maxsplit=1)[0], re.search(r"(?:\s(?:og|&)|,)\s+", written)
    if joint and _STANDS_ALONE.search(first):
        return _without_what_stands_alone(written[joint.end() :], start + joint.end())
    return written, start


def _end_of_for_name(text: str, at: int) -> int:
    """Where «Udvalget for …» ends: after the words that belong to the name."""
    end, linked, capitals = at, True, None
    while match := _FOR_WORD.match(text, at):
        word, gap = match[1], match[2]
        plain = word.casefold()
        if (
            plain in _ENDS_FOR_NAME - {"den"}
            or (word.isupper() and len(word) > 1)
            or re.search(r"udvalg(et)?$|^(byråd|kommunalbest|regionsråd)", plain)
        ):
            break
        if plain in _LINK_WORDS or word.endswith("-"):
            linked, at = True, match.end()
            continue
        if capitals is None:
            capitals = word[0].isupper()
        if not linked or (capitals and not word[0].isupper()):
            break
        end, at = match.end(1), match.end()
        # With small letters only a comma, «og» or a describing form («bæredygtig udvikling») carries the name on.
        linked = capitals or "," in gap or plain.endswith(("ende", "ig", "isk", "al", "lig", "nære"))
        if text[at : at + 2] == "& ":
            linked, at = True, at + 2
    return end


def _definite(written: str) -> str:
    """The name as a list shows it: definite, first letter a capital, single spaces."""
    name = re.sub(r"\s+", " ", written).strip()
    if name.casefold().endswith("udvalg"):
        name += "et"
    if name.casefold().startswith("udvalg for"):
        name = "Udvalget" + name[len("udvalg") :]
    return name[0].upper() + name[1:]


def _key(written: str) -> str:
    """What two spellings of one name share: «Børn- Kultur og Fritidsudvalget», «Børne-, Kultur- & Fritidsudvalget»."""
    parts = re.findall(r"\w+", written.casefold())
    parts = [part for part in parts if part != "og"]
    if parts:
        parts[-1] = re.sub(r"udvalg(et)?s?$", "", parts[-1]) or parts[-1]
    return " ".join(re.sub(r"(?<=\w{3})(?:s|e)$", "", part) for part in parts)


def _pattern(name: str) -> re.Pattern[str]:
    """Finds `name` whatever the case, hyphens, commas and «og» or «&» in it."""
    tokens = re.findall(r"[\w]+|&", name)
    body = r"[\s,-]*".join(_token_pattern(token) for token in tokens)
    body = re.sub(r"(udvalg)et$", r"\1(?:et)?", body, flags=re.IGNORECASE)
    is_marked = re.search(r"udvalg|råd|bestyrelse|magistrat|repræsentation", name, re.IGNORECASE)
    # «Social og Sundhed» is a committee in some towns; «social og sundhed» are words.
    flags = re.IGNORECASE if is_marked else re.NOFLAG
    return re.compile(rf"(?<![\w-]){body}(?P<genitive>{_GENITIVE})(?![\w])", flags)


def _token_pattern(token: str) -> str:
    if token.casefold() in {"og", "&"}:
        return "(?:og|&)"
    if len(token) > 3 and token[0].isupper() and not re.search(r"udvalg|udvalget$|råd", token, re.IGNORECASE):
        return re.escape(token.removesuffix("e").removesuffix("s")) + "[es]?"  # Børne- and Børn, Fritids- and Fritid
    return re.escape(token)


def _without_overlaps(found: list[Mention]) -> list[Mention]:
    kept: list[Mention] = []
    for mention in sorted(found, key=lambda m: (m.start, -(m.end - m.start))):
        if not kept or mention.start >= kept[-1].end:
            kept.append(mention)
    return kept


def _with_anaphora(passage: str, found: list[Mention], latest: str | None, recent: Sequence[str]) -> list[Mention]:
    result = list(found)
    for match in _SEVERAL.finditer(passage):
        earlier = [mention.name for mention in found if mention.end <= match.start() and not is_council(mention.name)]
        named = list(dict.fromkeys(reversed([*recent, *earlier])))[: 3 if match["count"] == "tre" else 2]
        result += [Mention(name, match.start(), match.end(), anaphoric=True) for name in reversed(named)]
    for match in _BARE.finditer(passage):
        if any(mention.start <= match.start() < mention.end for mention in found):
            continue
        before = [mention for mention in found if mention.end <= match.start() and not is_council(mention.name)]
        name = before[-1].name if before else latest
        if name:
            result.append(Mention(name, match.start(), match.end(), bool(match[1]), anaphoric=True))
    return sorted(result, key=lambda mention: mention.start)
