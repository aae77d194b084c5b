"""Committees: where a text names them, and what each is called in it.

A register says which committees a municipality has. A document can name others, and the register may be empty, so
names are also known by their build (`committee_names`). `roll` goes through a document once and settles what each
committee is called in it; the roll then finds the mentions in any passage, whatever their inflection, case, hyphens or
abbreviation.

Passages are expected folded (`sentences.cased`): one line, no hyphenation across line ends.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field

from tracker.agreement.owners.abbreviations import introduced, kinds, never_told, usual
from tracker.agreement.owners.committee_names import (
    BY_LAW,
    GENITIVE,
    built_names,
    definite,
    is_council,
    is_of_others,
    treats_all,
)
from tracker.agreement.owners.own_bodies import own_body
from tracker.agreement.owners.register import Register

_BARE = re.compile(
    r"(?<![\w-])(?:(?:fag)?udvalget|det (?:ansvarlige|pågældende|relevante) (?:fag)?udvalg)(s?)(?![\w-])(?!\s+for\b)",
    re.IGNORECASE,
)
_SEVERAL = re.compile(
    r"(?<![\w-])(?:(?:de|disse)\s(?P<count>to|tre)|begge)(?:\s(?:nævnte|berørte|ansvarlige))?\s(?:fag)?udvalg(?![\w-])"
    r"|(?<![\w-])udvalgene(?=\s(?:\w+\s){0,2}hver\b)",
    re.IGNORECASE,
)
# «Fagudvalgene skal hver især …», «hvert fagudvalg»: all that have a field
_EACH = re.compile(
    r"(?<![\w-])(?:fagudvalgene(?=\s(?:\S+\s){0,8}hver\b)|(?:hvert|alle)\s(?:enkelt\s|stående\s)?fagudvalg)(?![\w-])",
    re.IGNORECASE,
)
_OF_TWO = re.compile(
    r"(?<![\w-])(?P<which>først|sidst)nævnte(?:\sudvalg)?(?![\w-])(?!\s[a-zæøå]+(?:en|et|ne)\b)", re.IGNORECASE
)
_BESIDE = re.compile(r"(?:,| og| samt)\s", re.IGNORECASE)  # «X og udvalget»
# «i dialog med X», «med deltagelse af X»: who only helps is not who «udvalget» goes back to
_WITH_HELP = re.compile(
    r"\b(?:(?:sammen|samarbejde|dialog) med|(?:deltagelse|repræsentanter|medlemmer) (?:af|fra|for))\s$", re.IGNORECASE
)
# «Kommunen har fire udvalg: Børn og Læring (BL), Teknik og Miljø (TM) …»: fields that are committees' names there
_FIELD_WORD = r"[A-ZÆØÅ][\wæøåÆØÅ]+-?"
_FIELDS = rf"{_FIELD_WORD}(?:(?:,|\s(?:og|&|i|for))?\s(?:for\s|det\s)?{_FIELD_WORD})*"
_TOLD_FIELD = rf"(?P<name>{_FIELDS})\s?\((?P<short>[A-ZÆØÅ][A-ZÆØÅa-zæøå]{{0,4}})\)"
_TELLS_FIELDS = re.compile(
    r"\b(?i:(?:fag)?udvalg(?:ene)?)\b(?:\s(?:er|hedder|der er|som er|i kommunen|er følgende))?\s?[:,]?\s+(?=[A-ZÆØÅ])"
)
# «Udvalg: Kultur og Fritid»
_LABELLED_FIELDS = re.compile(
    r"(?m)^\W*(?i:(?:ansvarligt )?(?:fag)?udvalg):\s+"
    rf"(?P<name>{_FIELD_WORD}(?:,\s{_FIELD_WORD})*\s(?:og|&)\s{_FIELD_WORD})\s*$"
)
# «Seniorudvalget»; the one for general education stands in the law beside the committees
_ONE_FIELD_ALONE = re.compile(r"(?!folkeoplysning)[A-Za-zÆØÅæøå]+udvalg(?:et)?", re.IGNORECASE)
_ONE_FIELD = re.compile(rf"(?:,?\s(?:og|samt)\s|[,;]\s)?{_TOLD_FIELD}")


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
    """The committees of one document: what each is called in it, and how to find them.

    `own`: the body whose minutes it is, where that is no committee like any other.
    """

    names: tuple[str, ...] = ()
    known: frozenset[str] = frozenset()
    spellings: Mapping[str, str] = field(default_factory=dict)  # key of a spelling -> the name
    patterns: tuple[tuple[re.Pattern[str], str], ...] = ()
    abbreviations: Mapping[str, str] = field(default_factory=dict)
    has_register: bool = False
    administrations: tuple[tuple[re.Pattern[str], str], ...] = ()
    own: str | None = None

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
        return tuple(_with_anaphora(passage, found, latest, recent, self.names))

    def _written(self, passage: str) -> Iterable[Mention]:
        for pattern, name in self.patterns:
            for match in pattern.finditer(passage):
                if is_of_others(passage, match.start()):
                    continue
                yield Mention(name, match.start(), match.end(), bool(match["genitive"]), name in self.known)
        for start, end, written, genitive in built_names(passage):
            name = self.spellings.get(_key(written), definite(written))
            yield Mention(name, start, end, genitive, name in self.known)

    def _abbreviated(self, passage: str) -> Iterable[Mention]:
        for abbreviation, name in self.abbreviations.items():
            # «TMU-01» is the code of a saving, not the committee.
            for match in re.finditer(rf"(?<![\w-]){re.escape(abbreviation)}(['’´]?s)?(?![\w-])", passage):
                yield Mention(name, match.start(), match.end(), bool(match[1]), name in self.known)


def roll(text: str, register: Register) -> Roll:
    """Goes through a whole document, folded line by line (`sentences.cased_lines`).

    Names are as in the register or, when it lacks them, as first written out.
    """
    spellings: dict[str, str] = {}
    abbreviations: dict[str, str] = {}
    patterns: list[tuple[re.Pattern[str], str]] = []
    # What is a committee's name today stands above what was another one's name before.
    called = [(each.name, each.name) for each in register.committees]
    called += [(former, each.name) for each in register.committees for former in each.former_names]
    for spelling, standing in called:
        if spellings.setdefault(_key(spelling), standing) == standing:
            patterns.append((_pattern(spelling), standing))
    for each in reversed(register.committees):  # the first one keeps what two share
        abbreviations.update(dict.fromkeys(each.abbreviations, each.name))
    administrations = tuple(
        (_pattern(part), each.name) for each in register.committees for part in each.administrations
    )
    known = frozenset(committee.name for committee in register.committees)
    names = [committee.name for committee in register.committees]
    taken = [match.span() for pattern, _name in patterns for match in pattern.finditer(text)]
    for start, end, written, _genitive in sorted(built_names(text)):
        if any(first <= start < last for first, last in taken):
            continue
        name = spellings.get(_key(written))
        if name is None:
            name = spellings[_key(written)] = definite(written)
            names.append(name)
            patterns.append((_pattern(name), name))
        short = introduced(text, start, end, written)
        if short:
            abbreviations.setdefault(short, name)
    own = _own(text, names, spellings, patterns, abbreviations)
    _add_fields(text, names, spellings, patterns, abbreviations)
    names = _without_bare_law(dict.fromkeys(names), spellings, patterns)
    names = _without_short_forms(names, text, known, spellings, patterns)
    abbreviations = {**usual(names, text), **abbreviations}
    for short, name in {**never_told(text, names, abbreviations), **kinds(text)}.items():
        abbreviations[short] = name
        names += [] if name in names else [name]
    patterns.sort(key=lambda pair: -len(pair[0].pattern))
    return Roll(tuple(names), known, spellings, tuple(patterns), abbreviations, bool(register), administrations, own)


def _own(
    text: str,
    names: list[str],
    spellings: dict[str, str],
    patterns: list[tuple[re.Pattern[str], str]],
    abbreviations: dict[str, str],
) -> str | None:
    """Adds the body whose minutes `text` is, where it is no committee like any other, and tells its name."""
    body = own_body(text)
    if body is None:
        return None
    own = spellings.setdefault(_key(body.name), body.name)
    names.append(own)
    patterns += [(_pattern(called), own) for called in (body.name, *body.called)]
    if body.short:
        abbreviations[body.short] = own
    return own


def _add_fields(
    text: str,
    names: list[str],
    spellings: dict[str, str],
    patterns: list[tuple[re.Pattern[str], str]],
    abbreviations: dict[str, str],
) -> None:
    """Adds the committees that `text` calls by nothing but their fields."""
    for name, short in _told_fields(text):
        standing = spellings.setdefault(_key(name), name)
        names.append(standing)
        patterns += [(_pattern(name), standing)] if " " in name else []  # «Kultur» alone is a word
        abbreviations.setdefault(short, standing)
    for labelled in _LABELLED_FIELDS.finditer(text):
        if not any(True for _ in built_names(labelled["name"])):
            names.append(spellings.setdefault(_key(labelled["name"]), labelled["name"]))
            patterns.append((_pattern(labelled["name"]), names[-1]))


def _without_bare_law(
    names: Iterable[str], spellings: dict[str, str], patterns: list[tuple[re.Pattern[str], str]]
) -> list[str]:
    """«§ 17, stk. 4-udvalget» alone is the one that the text names in full, where it is one."""
    found = list(names)
    full = [name for name in found if name.startswith(f"{BY_LAW} ")]
    if len(full) == 1 and BY_LAW in found:
        spellings[_key(BY_LAW)] = full[0]
        patterns[:] = [(pattern, full[0] if name == BY_LAW else name) for pattern, name in patterns]
        found.remove(BY_LAW)
    return found


def _without_short_forms(
    names: Sequence[str],
    text: str,
    known: frozenset[str],
    spellings: dict[str, str],
    patterns: list[tuple[re.Pattern[str], str]],
) -> list[str]:
    """«Seniorudvalget» is the «Senior- og Sundhedsudvalget» of a paper in which one name alone has that field.

    Where one sentence speaks of both, they are two.
    """
    found = list(names)
    fields = {name: _key(name).split() for name in names if not is_council(name)}
    for short in names:
        full = [name for name, own in fields.items() if len(own) > 1 and _key(short) in own]
        if short in known or not _ONE_FIELD_ALONE.fullmatch(short) or len(full) != 1:
            continue
        if not _are_two(text, _pattern(short), _pattern(full[0])):
            spellings[_key(short)] = full[0]
            patterns[:] = [(pattern, full[0] if name == short else name) for pattern, name in patterns]
            found.remove(short)
    return found


def _are_two(text: str, short: re.Pattern[str], full: re.Pattern[str]) -> bool:
    """Whether one sentence of `text` names a committee by `short`, and another one by `full`."""
    return any(
        full.search(sentence) and short.search(full.sub("", sentence)) for sentence in re.split(r"[.:;\n]", text)
    )


def _told_fields(text: str) -> Iterable[tuple[str, str]]:
    """The committees that are called by nothing but their fields, where the text tells of them in a row, and their
    abbreviations."""
    for told in _TELLS_FIELDS.finditer(text):
        found, at = [], told.end()
        while match := _ONE_FIELD.match(text, at):
            found.append((" ".join(match["name"].split()), match["short"]))
            at = match.end()
        if found[1:] and any(" og " in name for name, _short in found):  # persons and parties have none
            yield from ((name, short) for name, short in found if not any(True for _ in built_names(name)))


def _key(written: str) -> str:
    """What two spellings of one name share: «Børn- Kultur og Fritidsudvalget», «Børne-, Kultur- & Fritidsudvalget»."""
    parts = re.findall(r"\w+", re.sub(r"^udvalget? for |(?<=\w)-(?=udvalg)", "", written.casefold()))
    parts = [part for part in parts if part != "og"]
    if parts[1:] and re.fullmatch("udvalg(et)?s?", parts[-1]):  # «Det Sociale Udvalg» is «Socialt Udvalg»
        parts = [re.sub("(?<=\\w{3})(?:t|e)$", "", part) for part in parts[:-1] if part != "det"] + ["udvalg"]
    elif parts:
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
    return re.compile(rf"(?<![\w-]){body}(?P<genitive>{GENITIVE})(?![\w])", flags)


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


def _with_anaphora(
    passage: str, found: list[Mention], latest: str | None, recent: Sequence[str], names: Sequence[str]
) -> list[Mention]:
    result = list(found)
    for match in _EACH.finditer(passage):
        result += [Mention(name, match.start(), match.end(), anaphoric=True) for name in names if not treats_all(name)]
    for match in _OF_TWO.finditer(passage):
        earlier = [mention.name for mention in found if mention.end <= match.start()]
        two = list(dict.fromkeys(reversed([*recent, *earlier])))[:2]
        if len(two) == 2:
            one = two[match["which"].casefold() == "først"]
            result.append(Mention(one, match.start(), match.end(), anaphoric=True))
    for match in _SEVERAL.finditer(passage):
        earlier = [mention.name for mention in found if mention.end <= match.start() and not is_council(mention.name)]
        named = list(dict.fromkeys(reversed([*recent, *earlier])))[: 3 if match["count"] == "tre" else 2]
        result += [Mention(name, match.start(), match.end(), anaphoric=True) for name in reversed(named)]
    for match in _BARE.finditer(passage):
        if any(mention.start <= match.start() < mention.end for mention in result):
            continue
        before = [mention for mention in found if mention.end <= match.start() and not is_council(mention.name)]
        at = match.start()
        told = [mention for mention in before if _is_antecedent(passage, mention, at)]
        nearest = bool(before) and before[-1:] == told[-1:]
        name = told[-1].name if nearest else latest or next((one.name for one in reversed(told or before)), None)
        if name:
            result.append(Mention(name, match.start(), match.end(), bool(match[1]), anaphoric=True))
    return sorted(result, key=lambda mention: mention.start)


def _is_antecedent(passage: str, named: Mention, at: int) -> bool:
    """Whether «udvalget» at `at` can go back to `named` before it, which neither stands beside it nor helps it."""
    return not (_BESIDE.fullmatch(passage[named.end : at]) or _WITH_HELP.search(passage[: named.start]))
