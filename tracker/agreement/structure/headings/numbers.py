"""How the numbers of headings are written, what they count, and which comes after which."""

from __future__ import annotations

import re

from tracker.agreement.structure.headings.heading import Heading

OPENING = r"^\s*(?:[\"“”„»«]|[→►▶■+]\s?)?(?P<hashes>#{1,6}\s+)?(?P<bold>\*\*|__|[_*](?=\d))?\s*(?:#(?=\d))?"
_AFTER_NUMBER = (
    r"(?:\s?\\?[.:)/]{1,2})?(?:\*\*)?"
    r"(?:(?<=\d\.|[a-z]\.)(?=(?-i:[A-ZÆØÅ][a-zæøå]))|\s*[-–—:]\s+|\s+(?:[./|]\s+)?|$)(?:\*\*(?=.*\*\*))?"
)
# What a number can be the number of: «Indsats 2: …», «Hensigtserklæring nr. 4 – …», «Spørgsmål 1 …»
_NOUN = (
    r"(?:Kapitel|Afsnit|Del|Artikel|Tema|Emne|Indsats(?:område)?|Initiativ|Tiltag|Handling|Opgave|(?:Del|Resultat)?mål"
    r"|Målsætning|Forslag|Anbefaling|Spørgsmål|Bemærkning|Pejlemærke|Princip|(?:Arbejds)?spor|Fase|Etape|Trin|Skridt"
    r"|Fokus(?:område)?|Projekt|Aktivitet|Budgetnote|Hensigtserklæring|Løfte|Aftalepunkt)"
)
_COUNTED = rf"(?:(?P<counts>{_NOUN})(?:\s+nr\.?)?\s+|(?P<paragraph>§)\s*)?"
DECIMAL = re.compile(
    rf"{OPENING}(?:(?:ad|nyt)\s)?{_COUNTED}(?P<number>\d{{1,2}}(?:\.\d{{1,2}}){{1,3}}){_AFTER_NUMBER}(?P<title>.*)$",
    re.IGNORECASE,
)
# «1.a Skolerne», «2b) Veje», «II.3 Havnen»
DIVIDED = re.compile(
    rf"{OPENING}{_COUNTED}(?P<number>\d{{1,2}}\.?[a-z](?![a-zæøå])|(?-i:[IVX]{{1,5}})\.\d{{1,2}}){_AFTER_NUMBER}(?P<title>.*)$",
    re.IGNORECASE,
)
SINGLE = re.compile(
    rf"{OPENING}{_COUNTED}\(?(?P<number>\d{{1,3}}){_AFTER_NUMBER}(?:\d{{1,3}}\.\s+)?(?P<title>.*)$",
    re.IGNORECASE,
)
# «Boligområde nr. 2 – …», «ØNSKE 3: …», «Strategisk mål 1: …»: any noun, where it is counted from the first on
BY_ANY_NOUN = re.compile(
    rf"{OPENING}(?P<counts>(?!(?:Stk|Tabel|Figur|Bilag|Side|Uge|Kl|Model|Scenarie|Alternativ)\b)(?-i:[A-ZÆØÅ])[a-zæøå-]+\.?"
    r"(?:\s[a-zæøå-]+\.?){0,2}?)(?:\s+nr\.?)?\s+(?P<number>\d{1,2})(?:\*\*)?(?:(?:\s*[–—:|]|\s-)\s+|\s*$)(?P<title>.*)$",
    re.IGNORECASE,
)
# «Ad 1. …», «Ad punkt 3: …», «Ad dagsordenens punkt 3», «Vedr. spørgsmål 2 …», «Åben sag 3»
_POINT = r"(?:(?:åben|åbent|lukket)\s)?(?:(?:dagsordens|dagsordenens\s)?punkt|pkt|sag)\.?"
COUNTED_OR_POINT = rf"(?:(?P<counts>ad\s+(?:{_POINT})?|{_POINT}|{_NOUN})\s*(?:nr\.?\s*)?|(?P<paragraph>§)\s*)?"
AD = re.compile(
    rf"{OPENING}(?P<counts>ad(?:\s+(?:{_POINT}|{_NOUN}))?|(?:til|vedr\.?|vedrørende|svar på|om)\s+(?:{_POINT}|{_NOUN}))"
    rf"\s*(?:nr\.?\s*)?(?P<number>\d{{1,3}}){_AFTER_NUMBER}(?P<title>.*)$",
    re.IGNORECASE,
)
# «Indsats: Flere bænke»: what is not counted, but called the same again and again; «Emne:», «Sag:» are `named_items`
NAMED = re.compile(rf"{OPENING}(?P<number>)(?P<counts>(?!Emne\b){_NOUN}|område)\s*:\s+(?P<title>.*)$", re.IGNORECASE)
# «H1 Skolernes ferie», «S-02: Mere lys»
CODED = re.compile(
    rf"{OPENING}(?P<number>(?P<counts>[A-ZÆØÅ]{{1,3}})[-.]?\d{{1,3}})[.:)]?(?:\*\*)?(?:\s*[-–—:])?\s+(?P<title>[^a-zæøå].*)$"
)
# «A. Poster», «Indsats B: Skole», «Spor C - Veje», «II – Økonomi», «a) Flere bænke»
LETTER = re.compile(
    rf"{OPENING}(?P<counts>(?i:{_NOUN}|Bilag|ad)\s+)?(?:\[\s?)?(?P<number>[A-ZÆØÅ]|[IVX]{{2,5}}|[a-z](?=[.)]))"
    r"(?:[.:)]|\s?\]|\s*[–—]|(?(counts)\s-|(?=\s\s|\s[A-ZÆØÅ]{4})))(?:\*\*)?\s+(?P<title>[^a-zæøå].*)$"
)
# «Åben - Trafikplan», «(Åbent) Trafikplan»: that the public may listen is no part of a title
_OPENNESS = re.compile(r"^(?:\(åbent?\)|åbent?(?:\s(?:sag|punkt))?\s?[-–—:])\s+(?=\S)", re.IGNORECASE)
_ROMAN = {"I": 1, "V": 5, "X": 10}
# «Pkt. 42», «Punkt 3: Titel», «Sag: 14 Titel», «Sag 9/2021: Titel», and no «Punkt 1 og 2 tiltrådt»
ITEM = re.compile(
    rf"{OPENING}(?:(?P<counts>{_POINT}(?:\s*nr\.?)?:?)|nr\.?)\s*(?P<number>20\d\d-\d{{1,3}}|\d{{1,4}}(?:/(?:20)?\d\d|\.\d{{1,2}}(?!\d)|[a-z])?)\b(?!/)\s*[.:–—-]*"
    r"(?:\*\*)?\s*(?!(?:og|samt|til|er|blev|udgår|udsat|sendes|tiltrådt|tiltrædes|godkendt|godkendes|afvist|ændres)\b)(?P<title>.*)$",
    re.IGNORECASE,
)
# «16.00-16.10 Velkomst», «kl. 9.15: Budgettet»
TIMED = re.compile(
    rf"{OPENING}(?:kl\.?\s*)?(?P<number>(?:[6-9]|[01]\d|2[0-3])[.:][0-5][05])(?:\s*[-–—]\s*(?:kl\.?\s*)?\d{{1,2}}[.:]\d\d)?"
    r"[.:]?\s+(?P<title>(?-i:[^a-zæøå\d]).*)$",
    re.IGNORECASE,
)
# Items told in other ways: «1. punkt: Havnen», «Havnen (punkt 1)», «141/22 Havnen», «3 - Åben - Havnen»,
# «Åben - 3 - Havnen», «Havnen          Sag 3», and «- 13 -» over the title
OTHER_ITEMS = (
    re.compile(rf"{OPENING}(?P<number>\d{{1,3}})\.\s(?P<counts>punkt|sag)\s*[.:–-]\s*(?P<title>.*)$", re.IGNORECASE),
    re.compile(
        rf"{OPENING}(?P<title>[^.]{{3,120}}?)\s\((?P<counts>punkt|pkt\.?|sag)\s?(?P<number>\d{{1,3}})\)(?:\*\*)?$",
        re.IGNORECASE,
    ),
    re.compile(rf"{OPENING}(?P<counts>)(?P<number>\d{{1,4}}/(?:20)?\d\d)(?:[.:]|\s[-–])?\s+(?P<title>[A-ZÆØÅ].*)$"),
    re.compile(
        rf"{OPENING}(?P<number>\d{{1,3}})\s?[-–.]\s?(?P<counts>åben|åbent|lukket)(?:\s(?:sag|punkt))?\s?[-–:]\s(?P<title>.*)$",
        re.IGNORECASE,
    ),
    re.compile(
        rf"{OPENING}(?P<counts>åben|åbent|lukket)\s[-–]\s(?P<number>\d{{1,3}})\s[-–]\s(?P<title>.*)$", re.IGNORECASE
    ),
    re.compile(
        rf"{OPENING}(?P<title>\S.{{3,80}}?)\s{{3,}}(?P<counts>sag|punkt|pkt\.?)\s(?:nr\.?\s)?(?P<number>\d{{1,4}})\s*$",
        re.IGNORECASE,
    ),
    re.compile(r"^\s*(?P<hashes>)(?P<counts>)[-–—]\s?(?P<number>\d{1,3})\s?[-–—](?P<title>)\s*$"),
)
_CASE_NUMBER = r"(?:j\.?\s?nr|journalnr|sagsn(?:umme)?r|sags-?\s?id|sag(?=\s\d+/\d))\b[.:]*\s*\S*\d\S*"
# Beside a number and no title: «(genoptaget fra 6. maj)», «J.nr. 05.01.12G01», «Sags-id: 21/4417»
BESIDE = re.compile(rf"[–—-]?\s*(?:\([^()]*\)|{_CASE_NUMBER})", re.IGNORECASE)
# «Grusgrav ved Krat. J.nr. 09.00.05K08», «Trafikplan (sagsnr. 21/4417)»: the archive's number is no part of a title
_BEHIND = re.compile(rf"(?<=\w)[\s.,;:/|–—-]*\s\(?{_CASE_NUMBER}$", re.IGNORECASE)


def place_in_alphabet(letter: str) -> int:
    return "ABCDEFGHIJKLMNOPQRSTUVWXYZÆØÅ".find(letter) + 1 if len(letter) == 1 else 0


def roman(number: str) -> int:
    values = [_ROMAN.get(letter, 0) for letter in number]
    return sum(
        -value if value < following else value for value, following in zip(values, [*values[1:], 0], strict=True)
    )


def heading_of(match: re.Match[str], title: str, start: int, end: int, first: int, last: int) -> Heading:
    """The heading whose number and counted word `match` has found."""
    key = tuple(map(_value, re.findall(r"\d+|(?<=\d)[a-z]|(?<=\d\.)[a-z]|[IVX]+(?=\.)", _small(match["number"]))))
    level = len((match["hashes"] or "").strip())
    number = f"§ {match['number']}" if counted(match) == "§" else match["number"]
    title = f"Lukket: {title}" if counted(match) == "lukket" else title  # that the public may not listen is told
    return Heading(
        number, key, _BEHIND.sub("", _OPENNESS.sub("", title)), start, end, first, last, level, counted(match)
    )


def _small(number: str) -> str:
    """The number with its letters small: «2B» is «2b»; a Roman one stays."""
    return number.lower() if number[:1].isdigit() else number


def _value(part: str) -> int:
    if part.isdigit():
        return int(part)
    return roman(part) if part.isupper() else place_in_alphabet(part.upper())


def counted(match: re.Match[str]) -> str:
    found = match.groupdict()
    return (found.get("counts") or found.get("paragraph") or "").strip().casefold()
