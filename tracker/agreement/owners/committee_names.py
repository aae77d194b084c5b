"""Names of committees that are known by their build: «Kultur- og Fritidsudvalget», «Udvalget for Ældre og Sundhed»,
«Byrådet».

Passages are expected folded (`sentences.cased`): one line, no hyphenation across line ends.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import Final

_WORD = r"[A-Za-zÆØÅæøåÉéÄäÖöÜü]"
_UPPER = r"[A-ZÆØÅ]"
GENITIVE = r"(?:['’´]?s)?"

# Kultur- og Fritidsudvalget, Plan-, Miljø- og Klimaudvalget, Teknik-og Miljøudvalget, miljø- og klimaudvalget
_HYPHENATED = rf"{_WORD}+-,?(?:\s*(?!samt\b){_WORD}+-?,?)?(?:\s*{_WORD}+-,?)?\s*(?:og|&)\s*{_WORD}+-?udvalg(?:et)?"
# Børn, Kultur og Fritidsudvalget, Børn og Unge-udvalget: only with capitals, since nothing else marks the name
_SPACED = rf"{_UPPER}{_WORD}+(?:,\s+{_UPPER}{_WORD}+)?\s+(?:og|&)\s+{_UPPER}{_WORD}+-?udvalg(?:et)?"
_SINGLE = rf"{_WORD}+udvalg(?:et)?|(?-i:{_UPPER}[a-zæøå]{{3,}})-udvalg(?:et)?"  # not «MED-udvalget»
_QUOTED = r"udvalget\s+[\"“”»«][^\"“”»«]{3,80}[\"“”»«]"
_BUILT = re.compile(
    rf"(?<![\w-])(?:(?P<quoted>{_QUOTED})|(?P<name>(?-i:{_SPACED})|{_HYPHENATED}|{_SINGLE}))"
    rf"(?P<genitive>{GENITIVE})(?![\w])",
    re.IGNORECASE,
)
_COUNCIL = re.compile(
    rf"(?<![\w-])(?P<name>kommunalbestyrelsen|byrådet|borgerrepræsentationen|regionsrådet|magistraten)"
    rf"(?P<genitive>{GENITIVE})(?![\w-])",
    re.IGNORECASE,
)
# «på byrådsmødet», «Økonomiudvalgsmødet den …»: the body that meets
_MEETS = re.compile(
    rf"(?<![\w-])(?P<name>byråd|kommunalbestyrelse|regionsråd|(?:{_WORD}+-,?\s*(?:{_WORD}+-,?\s*)?(?:og|&)\s+)?{_WORD}+udvalg)s?"
    r"møde(?:t|r|rne)?(?![\w-])",
    re.IGNORECASE,
)
# «Børne- og Socialudvalgene» are two, one a word; so are «Børne- og Unge- samt Social- og Sundhedsudvalget»
_PLURAL = re.compile(rf"(?<![\w-])(?P<parts>(?:{_WORD}+-,?\s*)+(?:og|&)\s*{_WORD}+)udvalgene(?![\w-])", re.IGNORECASE)
_ELLIPSIS = re.compile(
    rf"(?<![\w-])(?P<first>{_WORD}+-(?:,?\s*(?:og|&)|,)\s*{_WORD}+-)\s"
    rf"(?:samt\s(?=(?:{_WORD}+-,?\s*(?:og|&)\s*)?{_WORD}+udvalg)|og\s(?={_WORD}+-,?\s*(?:og|&)\s*{_WORD}+udvalg))",
    re.IGNORECASE,
)
# Teknisk Udvalg, Det Sociale Udvalg, Social- og Sundhedspolitisk Udvalg; with small letters only what fields are called
_FIELD = (
    r"(?:teknisk|social|kulturel|økonomisk|klinisk|grøn|grønt|socialt|kulturelt|[a-zæøå]+(?:politisk|faglig|fagligt))e?"
)
_DESCRIBED = re.compile(
    rf"(?<![\w-])(?P<name>(?:[Dd]et\s+)?(?:(?:{_UPPER}{_WORD}+-?(?:,\s+|\s+(?:og|&)\s+))*"
    rf"(?P<described>{_UPPER}[a-zæøå]+(?:sk|t|e|lig|al|el))\s+Udvalg(?:et)?"
    rf"|(?:{_WORD}+-,?\s+)*(?:(?<=-\s)(?:og|&)\s+)?(?i:{_FIELD})\s+[Uu]dvalg(?:et)?))"
    rf"(?P<genitive>{GENITIVE})(?![\w-])(?!\s+for\b)"
)
# Words that describe any committee, and name none: «Midlertidigt Udvalg», «Det Nye Udvalg»
_DESCRIBES_ANY = re.compile(
    r"(?:ny|midlertidig|særlig|rådgivende|stående|relevant|ansvarlig|pågældende|politisk|samme|fælles|kommunal|enkelt"
    r"|respektive|nedsat|nuværende|kommende|tidligere|forberedende|det|dette|et|intet|andet|hvert|sådant|vore?t?)(?:t|te|e)?",
    re.IGNORECASE,
)
# Udvalget Vækst og Bosætning
_BESIDE = re.compile(
    rf"(?<![\w-])(?P<name>[Uu]dvalget\s+{_UPPER}{_WORD}+(?:,\s+{_UPPER}{_WORD}+)*\s+(?:og|&)\s+{_UPPER}{_WORD}+)"
    r"(?![\w-])"
)
_OF_OTHERS = re.compile(r"\b(?:folketingets|europa-parlamentets|landstingets)\s$", re.IGNORECASE)
_FOR = re.compile(
    r"(?<![\w-])(?:(?:udvalget|(?-i:Udvalg)(?=\s+for\s+(?-i:[A-ZÆØÅ])))\s+for|(?:tema|opgave)udvalget\s+(?:for|om))\s+",
    re.IGNORECASE,
)
# § 17, stk. 4-udvalget om bosætning, § 17.4-udvalget Unges Trivsel; «et § 17, stk. 4-udvalg» is none yet
_BY_LAW = re.compile(
    rf"§\s?17(?:,|\.)?\s?(?:stk\.?\s?)?4(?:\s?[-–]\s?|\s)udvalget(?P<genitive>{GENITIVE})(?![\w-])"
    rf"(?:(?P<linked>\s(?:om|for|vedrørende|vedr\.)\s)(?=\w)|\s(?P<titled>[\"“”»«][^\"“”»«]{{3,80}}[\"“”»«]"
    rf"|(?-i:{_UPPER}{_WORD}+(?:,?\s(?:(?:og|&|i|på)\s)?{_UPPER}{_WORD}+)*)))?",
    re.IGNORECASE,
)
_LAW_WRITTEN = re.compile(r"§\s?17(?:,|\.)?\s?(?:stk\.?\s?)?4(?:\s?[-–]\s?|\s)udvalget", re.IGNORECASE)
BY_LAW: Final = "§ 17, stk. 4-udvalget"
_OF_A_BODY = re.compile(r"\s(?:\w*møde|område|dagsorden|budget|opgave|ansvar|formand|medlemmer)\w*")
_FOR_WORD = re.compile(rf"({_WORD}[\w-]*)(,?\s*)")

# Bodies that a text calls «…udvalg» without naming one: kinds of committees, and bodies that decide nothing here.
KINDS_OF_COMMITTEE = frozenset(
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
        "derefter",
        "herefter",
        "dernæst",
        "siden",
        "endelig",
        "så",
    ]
)
# Describing forms and genitives, with small letters: «bæredygtig udvikling», «fremtidens arbejdsplads»
_CARRIES_ON = (
    *("ende", "ig", "isk", "iv", "al", "lig", "nære", "ens", "ets", "nes"),
    *("tryg", "grøn", "grønne", "ny", "nye"),
)
LINK_WORDS = frozenset({"og", "&", "det", "den", "de", "nære"})


def is_council(name: str) -> bool:
    """Whether `name` is the council, which «udvalget» never means."""
    return bool(_COUNCIL.fullmatch(name))


def treats_all(name: str) -> bool:
    """Whether `name` is a body that treats cases of every field: the council, or the committee for finance."""
    return is_council(name) or bool(re.match(r"økonomi|forretningsudvalg|udvalget for økonomi", name, re.IGNORECASE))


def is_of_others(text: str, start: int) -> bool:
    """Whether the committee named at `start` is one of the parliament's: «Folketingets Sundhedsudvalg»."""
    return bool(_OF_OTHERS.search(text, max(0, start - 30), start))


def built_names(text: str) -> Iterable[tuple[int, int, str, bool]]:
    """Names recognised by their build: start, end, as written without genitive, whether genitive."""
    yield from _shortened(text)
    others: list[str] = []  # «… for Børn og Læring og Økonomiudvalget»: what stands beside the names that end here
    done = 0
    for start, end in _for_names(text):
        others += [text[done:start], " " * (end - start)]
        done = end
        own = text[start:end]
        genitive = own.endswith("s") and bool(_OF_A_BODY.match(text, end))
        yield start, end, own.removesuffix("s") if genitive else own, genitive
    for match in _MEETS.finditer(text):
        name = match["name"].removesuffix("s")
        if name.casefold() not in KINDS_OF_COMMITTEE:
            body = name + ("n" if name.endswith("e") else "et")
            yield match.start(), match.end(), body[:1].upper() + body[1:], False
    for match in _COUNCIL.finditer(text):
        yield match.start(), match.end(), match["name"], bool(match["genitive"])
    for match in _BY_LAW.finditer(text):
        end = _end_of_for_name(text, match.end("linked")) if match["linked"] else match.end()
        genitive = bool(match["genitive"]) and not match["linked"] and not match["titled"]
        yield (
            match.start(),
            end,
            _LAW_WRITTEN.sub(BY_LAW, text[match.start() : end]).removesuffix("s" if genitive else ""),
            genitive,
        )
    for match in _BESIDE.finditer(text):
        yield match.start(), match.end(), match["name"], False
    for match in _DESCRIBED.finditer(text):
        if is_of_others(text, match.start()) or _DESCRIBES_ANY.fullmatch(match["described"] or ""):
            continue
        yield match.start(), match.end(), match["name"], bool(match["genitive"])
    yield from _compounds(_ELLIPSIS.sub(lambda part: " " * len(part[0]), "".join([*others, text[done:]])))


def _for_names(text: str) -> Iterable[tuple[int, int]]:
    for match in _FOR.finditer(text):
        end = _end_of_for_name(text, match.end())
        if end > match.end():
            yield match.start(), end


def _shortened(text: str) -> Iterable[tuple[int, int, str, bool]]:
    """Names whose «udvalg» is said once for several: «Børne- og Socialudvalgene»."""
    for match in _PLURAL.finditer(text):
        for part in re.finditer(rf"{_WORD}{{2,}}(?:-|$)", match["parts"]):
            begin = match.start() + part.start()
            yield begin, begin + len(part[0]), part[0].removesuffix("-") + "udvalget", False
    for match in _ELLIPSIS.finditer(text):
        yield match.start(), match.end("first"), match["first"].removesuffix("-") + "udvalget", False


def _compounds(text: str) -> Iterable[tuple[int, int, str, bool]]:
    for match in _BUILT.finditer(text):
        if is_of_others(text, match.start()):
            continue
        written, start = match["quoted"] or match["name"], match.start()
        if match["quoted"] is None:
            written, start = _without_what_stands_alone(written, start)
            for before in built_names(text[match.start() : start]) if start > match.start() else ():
                yield before[0] + match.start(), before[1] + match.start(), before[2], before[3]
        plain = written.casefold().removesuffix("et").replace("-udvalg", "udvalg")
        if plain in KINDS_OF_COMMITTEE or not (written[0].isupper() or written.endswith(("et", "en"))):
            continue
        yield start, match.end(), written, bool(match["genitive"])


def _without_what_stands_alone(written: str, start: int) -> tuple[str, int]:
    """«Parterne og Økonomiudvalget», «SDU og Økonomiudvalget» -> «Økonomiudvalget», «Fagudvalget, Kultur- og …» ->
    «Kultur- og …»."""
    spaced = re.match(rf"(?-i:{_SPACED})$", written)
    if not spaced or "-" in written:
        return written, start
    first, joint = re.split(r"[\s,]", written, maxsplit=1)[0], re.search(r"(?:\s(?:og|&)|,)\s+", written)
    abbreviated = first.isupper() and len(first) > 1 and not written.isupper()
    if joint and (abbreviated or _STANDS_ALONE.search(first)):
        return _without_what_stands_alone(written[joint.end() :], start + joint.end())
    return written, start


def _end_of_for_name(text: str, at: int) -> int:
    """Where «Udvalget for …» ends: after the words that belong to the name."""
    end, linked, capitals = at, True, None
    joined = closed = False  # «Job og Erhverv»: what a comma then begins is no part of the name
    in_capitals = text[:at].rstrip().endswith("UDVALGET FOR")
    while match := _FOR_WORD.match(text, at):
        word, gap = match[1], match[2]
        plain = word.casefold()
        if (
            plain in _ENDS_FOR_NAME - {"den"}
            or (word.isupper() and len(word) > 1 and not in_capitals)
            or re.search(r"udvalg(et)?$|^(byråd|kommunalbest|regionsråd)", plain)
        ):
            break
        if plain in LINK_WORDS or word.endswith("-"):
            if closed:
                break
            joined = joined or plain in {"og", "&"}
            linked, at = True, match.end()
            continue
        if capitals is None:
            capitals = word[0].isupper()
        if not linked or (capitals and not word[0].isupper()):
            break
        end, at = match.end(1), match.end()
        if "\n" in gap:
            break
        # With small letters only a comma, «og» or a describing form («bæredygtig udvikling») carries the name on.
        closed = joined and "," in gap
        linked = (capitals or "," in gap or plain.endswith(_CARRIES_ON)) and not closed
        if text[at : at + 2] == "& ":
            joined, linked, at = True, True, at + 2
    return end


def definite(written: str) -> str:
    """The name as a list shows it: definite, first letter a capital, single spaces."""
    name = re.sub(r"\s+", " ", written).strip()
    if name.isupper():  # a heading in capitals
        name = re.sub(r"\b(?:Og|For|Det|Den|De|I|På)\b", lambda small: small[0].lower(), name.title())
    if name.casefold().endswith("udvalg") and not name.casefold().endswith(" udvalg"):
        name += "et"
    if name.casefold().startswith("udvalg for"):
        name = "Udvalget" + name[len("udvalg") :]
    return name[0].upper() + name[1:]
