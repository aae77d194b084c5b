"""The abbreviations of committees: those that a document tells, those that are usual, and those that it never tells."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence

from tracker.agreement.owners.committee_names import KINDS_OF_COMMITTEE, LINK_WORDS, definite

# «Teknik- og Miljøudvalget (TMU)», «(herefter »TMU«)», «(TMU, formand: …)», «…, i det følgende TMU», «… forkortes TMU»
_CALLED = r"(?:(?:herefter|i det følgende|(?:også )?kaldet|benævnt|forkortet|fork\.)\s(?:som\s)?){1,2}"
_ABBREVIATION_AFTER = re.compile(
    rf"(?:\s*[(\[](?:{_CALLED})?|,\s{_CALLED}"
    r"|(?:,\s(?:der|som)(?:\s(?:i\s)?[a-zæøå]+){0,3})?\s(?:kaldes|forkortes|skrives|benævnes|omtales(?:\ssom)?|er\sforkortet"
    r"|går\sunder\snavnet|vi\skalder)\s(?:(?:herefter|i det følgende|til)\s)?)"
    r"[\"'“”„»«]?(?P<abbreviation>[A-ZÆØÅ][A-ZÆØÅa-zæøå]{0,3}[A-ZÆØÅ])(?![\w-])"
)
# «TMU = Teknik- og Miljøudvalget», and where the letters are the name's: «TMU (…)», «TMU er …», «| TMU | … |», «TMU …»
_ABBREVIATION_BEFORE = re.compile(
    r"(?<![\w-])(?P<abbreviation>[A-ZÆØÅ]{2,5})[\"'“”»«)]?\s*"
    r"(?:(?P<sign>[=:–(\[|-])|(?:er|menes|betyder|står for|dækker over),?\s|,(?:\sdvs\.)?\s)?\s*$"
)
# «Teknik- og Miljøudvalget = TMU», «… – TMU», «| … | TMU |», where the letters are the name's
_ABBREVIATION_BESIDE = re.compile(r"\s*[=:–|\t,-]\s*(?P<abbreviation>[A-ZÆØÅ]{2,5})(?=\s*(?:$|[.,;:|)]))", re.MULTILINE)
_LONGEST_KEY = 24  # characters from an abbreviation to the name that it stands for
_PARTIES = frozenset(["DF", "EL", "LA", "RV", "SF"])  # «Formand for Skole- og Familieudvalget (SF)»

# An abbreviation in a place where only a body stands: «forelægges BUU», «behandles i ØU», «KB beslutter»
_UNTOLD = re.compile(
    r"(?:\b(?:forelægges|fremlægges for|forelagt(?: for)?|fremlagt for|præsenteres for|(?:behandles|drøftes|besluttes"
    r"|godkendes|vedtages|behandling|drøftelse|møde) i|(?:afrapporteres|afrapportering|indstilling|oversendes) til)\s"
    r"(?P<short>[A-ZÆØÅ]{1,4}[UB])|(?<![\w-])(?P<body>[A-ZÆØÅ]{1,4}[UB])(?:['’´]?s)?\s(?:beslutter|godkender|behandler|drøfter|forelægges"
    r"|vedtager|præsenteres|orienteres|får forelagt|tager stilling|afgør|træffer|(?:næste )?møde)"
    r"|(?<![\w-])(?P<town>ØK?U|(?<=i )KB|(?<=af )KB|(?<=til )KB|(?<=for )KB|(?<=og )KB))(?![\w-]| Hal)"
)
_EVERY_TOWN_HAS = {"ØU": "Økonomiudvalget", "ØKU": "Økonomiudvalget", "KB": "Kommunalbestyrelsen"}
_NO_COMMITTEES = frozenset(
    ["EU", "DTU", "SDU", "AAU", "AU", "KU", "HMU", "LMU", "CMU", "AMU", "STU", "FGU", "VEU", "SU"]
)

# Abbreviations that are not the initials of the name.
_USUAL = {
    "kommunalbestyrelsen": ("KB",),
    "byrådet": ("BY", "BYR"),
    "regionsrådet": ("RR",),
    "økonomiudvalget": ("ØK", "ØKU", "ØKE"),
    "forretningsudvalget": ("FU",),
    "social- og sundhedsudvalget": ("SOSU",),
}


def introduced(text: str, start: int, end: int, written: str) -> str | None:
    """The abbreviation that a document tells of the name at `start`, after it or before it."""
    after = _ABBREVIATION_AFTER.match(text, end)
    before = _ABBREVIATION_BEFORE.search(text, max(0, start - _LONGEST_KEY), start)
    for told, surely in (
        (after, True),
        (before, before is not None and before["sign"] == "="),
        (_ABBREVIATION_BESIDE.match(text, end), False),
    ):
        short = told["abbreviation"] if told else ""
        if short and short not in _PARTIES and (surely or _abbreviates(short, written)):
            return short
    return None


def usual(names: Sequence[str], text: str) -> dict[str, str]:
    """What `text` writes for `names` without telling: initials («TMU», «USO»), where one name alone has them."""
    found: dict[str, set[str]] = {}
    for name in names:
        words = re.sub(r"^udvalget? for ", "", name, flags=re.IGNORECASE)
        parts = re.findall(r"\w+", re.sub(r" udvalg$", "", words, flags=re.IGNORECASE))
        initials = "".join(part[0] for part in parts if part.casefold() not in LINK_WORDS).upper()
        others = _USUAL.get(name.casefold(), ())
        single = f"{words[:2].upper()}U" if len(initials) == 1 else ""  # «SOU», Socialudvalget
        for short in (*others, f"{initials}U", f"U{initials}" if words != name else "", single):
            if len(short) > 1:
                found.setdefault(short, set()).add(name)
    written = set(re.findall(r"(?<![\w-])[A-ZÆØÅ]{2,5}(?![\w-])", text))
    return {short: next(iter(owners)) for short, owners in found.items() if len(owners) == 1 and short in written}


def kinds(text: str) -> dict[str, str]:
    """What a key calls a body by its kind: «LU = lokaludvalget» in a local committee's own minutes."""
    told = re.finditer(
        r"(?<![\w-])(?P<short>[A-ZÆØÅ]{2,5})\s?=\s?(?P<kind>[a-zæøåA-ZÆØÅ]+udvalg)(?:et)?(?![\w-])", text
    )
    return {
        one["short"]: definite(one["kind"]) for one in told if one["kind"].casefold() in KINDS_OF_COMMITTEE - {"udvalg"}
    }


def never_told(text: str, names: Sequence[str], told: Mapping[str, str]) -> dict[str, str]:
    """What `text` writes for committees that it never names: those that every town has, and what acts as one does."""
    found: dict[str, str] = {}
    for match in _UNTOLD.finditer(text):
        short = match["short"] or match["body"] or match["town"]
        if short in told:
            continue
        every_towns = _EVERY_TOWN_HAS.get(short)
        if every_towns is None:
            if not short.endswith("U") or short in _NO_COMMITTEES:
                continue
            found[short] = short
            continue
        begins = every_towns.removesuffix("udvalget").casefold()
        alike = [name for name in names if name.casefold().startswith(begins)]
        found[short] = alike[0] if len(alike) == 1 else every_towns
    return found


def _abbreviates(short: str, name: str) -> bool:
    """Whether the letters of `short` stand in `name` in their order, the first at a word's beginning."""
    words = re.sub(r"^udvalget? for ", "", name.casefold())
    at = -1
    for letter in short.casefold():
        at = words.find(letter, at + 1)
        if at < 0:
            return False
    return words.startswith(short[0].casefold())
