"""Amounts of money in Danish prose, and the years that the words around them name.

«4,7 mio. kr. i 2019, 6,5 mio. kr. i 2020 og 5,3 mio. kr. i 2022 og frem» is three amounts of one run. An
amount knows how exactly it was written, so that 4,7 mio. kr. agrees with a table's 4.711.000 kr. and 5,3 mio.
kr. does not agree with 5.364.000 kr. A number without a currency is no amount.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from decimal import Decimal
from functools import cached_property

_WORD_NUMBERS = {
    "en halv": Decimal("0.5"),
    "halvanden": Decimal("1.5"),
    "en": Decimal(1),
    "én": Decimal(1),
    "to": Decimal(2),
    "tre": Decimal(3),
    "fire": Decimal(4),
    "fem": Decimal(5),
    "seks": Decimal(6),
    "syv": Decimal(7),
    "otte": Decimal(8),
    "ni": Decimal(9),
    "ti": Decimal(10),
}
_FACTORS = {"t": 1_000, "mi": 1_000_000, "ma": 1_000_000_000}

_DIGITS = r"\d{1,3}(?:\.\d{3})+(?:,\d+)?|\d+(?:,\d+)?"
_MILLIONS = r"(?P<{0}mi>mio\b\.?|mill?\b\.?|million(?:er)?\b)|(?P<{0}ma>mia\b\.?|milliard(?:er)?\b)"
_MAGNITUDE = _MILLIONS.format("") + r"|(?P<t>t(?:\b\.?|(?=kr))|tusinde?\b)"
# «18,6 mio. i 2021» leaves the currency out; «2 mio. borgere» is no money.
_KRONER = r"(?:kr\b\.?|kroner\b|DKK\b)(?:,-)?"
_CURRENCY = (
    rf"{_KRONER}"
    r"|(?<=[.\w])(?=\s*(?:(?:i|fra|til|årligt|om\s+året|pr\.\s+år|hvert|og)\s|[,;)]|$))"
)
_AMOUNT = re.compile(
    rf"(?<![\w.,/])(?:(?P<low>{_DIGITS})\s*[-–]\s*(?=\d)|(?P<minus>[-−–]|minus\s+))?"
    rf"(?P<number>{_DIGITS}|\b(?:{'|'.join(_WORD_NUMBERS)})(?=\s+(?:mi|tus)))"
    rf"\s*(?:(?:{_MAGNITUDE})\s*(?:{_CURRENCY})|{_KRONER})"
    rf"|(?<!\w)(?:kr\.?|DKK)\s*(?P<minus_in>-)?(?P<number_in>{_DIGITS})(?!\d)"
    rf"(?:\s*(?:{_MILLIONS.format('in_')})|,-)?",
    re.IGNORECASE,
)
_AMOUNT_AHEAD = rf"\s*:?\s*(?:{_DIGITS})\s*(?:mi|t\.?\s?kr|kr)"

_YEAR = r"(?:19|20)\d\d(?!\d|[.,]\d|-?\s?(?:pris|p/l|pl\b|niveau))"
# «5 mio. kr. i 2021, og i 2022 er der 6 mio. kr.»: a verb after the year opens a clause of its own.
_VERB_AHEAD = (
    r"\s+(?:er|gives|giver|afsættes|afsætter|får|bliver|kommer|går|bruges|stiger|falder|hæves|øges|skal|vil|kan|der"
    r"|tilføres|følger|lægges|sættes|prioriteres|reserveres|udgør|yderligere)\b"
)
_YEAR_LIST = (
    rf"{_YEAR}(?:"
    rf"\s*[-–/]\s*(?:{_YEAR}|\d\d(?!\d))"
    rf"|\s+til(?:\s+og\s+med)?\s+{_YEAR}"
    rf"|(?:\s*,\s*|\s*,?\s+(?:og|samt)\s+)(?:i\s+)?{_YEAR}(?!{_AMOUNT_AHEAD})"
    rf")*"
)
_YEAR_LIST_AFTER = _YEAR_LIST.replace(r"(?:i\s+)?", rf"(?:i\s+(?!{_YEAR}{_VERB_AHEAD}))?")
_TAIL = (
    r"(?:\s+(?:og\s+(?:i\s+)?)?(?:frem(?:efter|over|adrettet)?|(?:de\s+)?følgende\s+år|overslagsår(?:ene)?"
    r"|årene\s+(?:frem|derefter|herefter|efter|fremover)"
    rf"|(?:derefter|herefter)(?!{_AMOUNT_AHEAD}))\b|\s+ff\b\.?)?"
)
_PREPOSITION = (
    r"(?P<prep>fordelt\s+over|over|fra\s+og\s+med|med\s+virkning\s+fra|fra|i|for|pr\.)\s+"
    r"(?P<each>(?:hvert|begge|alle)\s+(?:af\s+)?|både\s+)?(?:de\s+)?"
    r"(?P<span>perioden\s+|budgetperioden\s+)?"
    r"(?:(?:år|året|årene|budgetåret|budgetårene|overslagsåret|overslagsårene|budget|budgettet)\s+)?(?:for\s+)?"
)
_YEARS = re.compile(rf"(?<!\w){_PREPOSITION}(?P<list>{_YEAR_LIST})(?P<tail>{_TAIL})", re.IGNORECASE)
_YEARS_AFTER = re.compile(rf"(?<!\w){_PREPOSITION}(?P<list>{_YEAR_LIST_AFTER})(?P<tail>{_TAIL})", re.IGNORECASE)
_BARE_YEARS = re.compile(rf"[ (]\(?(?P<list>{_YEAR_LIST})(?P<tail>{_TAIL})(?=[\s.,;)]|$)(?!\s*:)")
_LABEL_YEARS = re.compile(rf"(?<!\w)(?:(?P<prep>[Ii])\s+)?(?P<list>{_YEAR_LIST})(?P<tail>{_TAIL})\s*:\s*$")
_RANGE = re.compile(r"((?:19|20)\d\d)(?:(?:\s*[-–/]\s*|\s+til(?:\s+og\s+med)?\s+)(\d{2,4}))?")

_YEARLY = re.compile(
    r"(?<!\w)(?:årlig[te]?|om\s+året|(?:pr\.|per)\s+år|hvert\s+(?:eneste\s+)?år|hvert\s+af\s+årene|varigt)(?!\w)",
    re.IGNORECASE,
)
_LABEL_OF_NEXT = re.compile(rf"{_AMOUNT_AHEAD}|{_VERB_AHEAD}")
_YEARLY_AT_ONCE = re.compile(rf"\s*(?:{_YEARLY.pattern})?\s*", re.IGNORECASE)
# «… og 2,6 mio. kr. i hvert af de følgende år»: from the year after the one named last
_IN_FOLLOWING_YEARS = re.compile(
    r"\s*(?:årligt\s+)?(?P<words>i\s+(?:hvert\s+af\s+|alle\s+)?(?:de\s+(?:tre\s+|to\s+)?(?:efter)?følgende\s+år"
    r"|årene\s+(?:derefter|herefter|efter)|overslagsårene))\b(?!\s+(?:19|20)\d\d)",
    re.IGNORECASE,
)
_FROM_NOW_ON = re.compile(r"(?<!\w)(?:derefter|herefter|dernæst|efterfølgende)(?!\w)", re.IGNORECASE)
# An abbreviation's dot ends a sentence only where a capital follows; a blank line before a small letter is a
# page break inside the sentence.
_SENTENCE_END = re.compile(
    r"[.!?](?=\s+[A-ZÆØÅ«\"“•])|[!?;:](?=\s)|\n\s*\n(?=\s*(?:[A-ZÆØÅ•*#|-]|\d+\.))|\t|\n\s*[•*-]\s"
)
_CAPITAL_AHEAD = re.compile(r"\s+[A-ZÆØÅ«\"“•]")
_JOINT = re.compile(
    r"[\s,;()]*(?:(?:og|samt|plus|derefter|herefter|dernæst|efterfølgende|stigende|faldende|til|yderligere|så|på"
    r"|årligt|ca\.)[\s,;()]*)*",
    re.IGNORECASE,
)
_OTHER_CLAUSE = re.compile(r",|\b(?:og|samt|derefter|herefter)\b")
_INVISIBLE = re.compile("[\u00ad\u200b-\u200d\u2060\ufeff]")
_REACH = 160  # characters around an amount in which its years are sought
_NEAR = 80  # the same, where other words stand between


@dataclass(frozen=True, slots=True)
class Amount:
    """One amount in a text.

    `kroner` is what is written, `tolerance` half a unit of its last written digit (or the width of a written
    range), in kroner. `years` are those that the words name; with `open_ended` the last of them goes on.
    `yearly`: the words say that it is paid each year. `total`: they say that it is the sum over the years.
    `start` and `end` enclose the amount, `years_start` and `years_end` the words that give the years, or say
    «årligt» where no year is named.
    """

    kroner: int
    tolerance: int
    start: int
    end: int
    years: tuple[int, ...] = ()
    yearly: bool = False
    open_ended: bool = False
    total: bool = False
    years_start: int | None = None
    years_end: int | None = None

    def applies_to(self, year: int) -> bool | None:
        """Whether the amount is for that year; None where the words name no year."""
        if not self.years:
            return None
        return year in self.years or (self.open_ended and year > self.years[-1])


@dataclass(frozen=True)
class MoneyRun:
    """Amounts that one list of the text names: «4 mio. kr. i 2019 og 3 mio. kr. i 2020»."""

    amounts: tuple[Amount, ...]

    @cached_property
    def start(self) -> int:
        """Where the run begins: its first amount or, before it, the words that give its years."""
        return min(self._edges(self.amounts[0]))

    @cached_property
    def end(self) -> int:
        """Where the run ends."""
        return max(self._edges(self.amounts[-1]))

    @cached_property
    def years(self) -> tuple[int, ...]:
        """All years that the run names, in order."""
        return tuple(sorted({year for amount in self.amounts for year in amount.years}))

    @cached_property
    def open_ended(self) -> bool:
        """Whether an amount of the run goes on after the last year named."""
        return any(amount.open_ended for amount in self.amounts)

    @cached_property
    def yearly(self) -> bool:
        """Whether an amount of the run is paid each year."""
        return any(amount.yearly for amount in self.amounts)

    @cached_property
    def time(self) -> tuple[int, int] | None:
        """The words that give the time, from the first time word to the last year, if there are any."""
        starts = [amount.years_start for amount in self.amounts if amount.years_start is not None]
        ends = [amount.years_end for amount in self.amounts if amount.years_end is not None]
        return (min(starts), max(ends)) if starts else None

    @staticmethod
    def _edges(amount: Amount) -> tuple[int, ...]:
        edges = (amount.start, amount.end, amount.years_start, amount.years_end)
        return tuple(edge for edge in edges if edge is not None)


def parse_number(words: str) -> Decimal | None:
    """The value of a number in Danish writing («23.500», «-0,025», «− 1,2»), or None if it is none."""
    compact = re.sub(r"[\s ]+", "", words).replace("−", "-").replace("–", "-")
    if not re.fullmatch(rf"[-+]?(?:{_DIGITS})", compact):
        return None
    return Decimal(compact.replace(".", "").replace(",", "."))


def find_amounts(text: str) -> list[Amount]:
    """All amounts of money in `text`, in order, with offsets into it."""
    if _INVISIBLE.search(text):
        return _among_invisible(text)
    matches = list(_AMOUNT.finditer(text))
    found: list[Amount] = []
    for at, match in enumerate(matches):
        before = max((_reach(found[-1]) if found else 0), match.start() - _REACH)
        after = min((matches[at + 1].end() if at + 1 < len(matches) else len(text)), match.end() + _REACH)
        amount = _with_years(text, _plain(match), before, after)
        found.append(_continued(text, amount, found[-1] if found else None))
    return found


def _among_invisible(text: str) -> list[Amount]:
    """The same for a text with soft hyphens and the like, which must not change what it says."""
    places = [at for at, char in enumerate(text) if not _INVISIBLE.match(char)]

    def back(at: int | None) -> int | None:
        return None if at is None else places[at]

    def back_end(at: int | None) -> int | None:
        return None if at is None else places[at - 1] + 1

    return [
        replace(
            amount,
            start=places[amount.start],
            end=places[amount.end - 1] + 1,
            years_start=back(amount.years_start),
            years_end=back_end(amount.years_end),
        )
        for amount in find_amounts("".join(text[at] for at in places))
    ]


def find_runs(text: str) -> list[MoneyRun]:
    """The amounts of `text` grouped into the lists that they form."""
    runs: list[list[Amount]] = []
    for amount in find_amounts(text):
        if runs and _joined(text, runs[-1][-1], amount):
            runs[-1].append(amount)
        else:
            runs.append([amount])
    return [MoneyRun(tuple(amounts)) for amounts in runs]


def _joined(text: str, previous: Amount, amount: Amount) -> bool:
    start, end = _reach(previous), _begin(amount)
    if start < end and _ends_sentence(text, start):
        return False
    return _JOINT.fullmatch(text, start, max(start, end)) is not None


def _begin(amount: Amount) -> int:
    return amount.start if amount.years_start is None else min(amount.start, amount.years_start)


def _reach(amount: Amount) -> int:
    return amount.end if amount.years_end is None else max(amount.end, amount.years_end)


def _plain(match: re.Match[str]) -> Amount:
    """The amount itself, without years."""
    groups = match.groupdict()
    words = re.sub(r"\s+", " ", (match["number"] or match["number_in"]).casefold())
    factor = next((factor for name, factor in _FACTORS.items() if groups[name] or groups.get(f"in_{name}")), 1)
    value = _WORD_NUMBERS.get(words) or parse_number(words) or Decimal(0)
    decimals = len(words.partition(",")[2])
    tolerance = Decimal(factor) / 10**decimals / 2
    if match["low"] and (low := parse_number(match["low"])) is not None:
        tolerance = max(tolerance, (value - low) * factor)
    kroner = int(value * factor)
    return Amount(
        -kroner if match["minus"] or match["minus_in"] else kroner, int(tolerance), match.start(), match.end()
    )


def _with_years(text: str, amount: Amount, before: int, after: int) -> Amount:
    """The amount with the years that stand at it, after it in its clause, or before it in its sentence."""
    after = _clause_end(text, amount.end, after)
    before = _clause_start(text, before, amount.start)
    yearly = _yearly_words(text, amount, before, after)
    amount = replace(amount, yearly=yearly is not None)
    for look in (_years_at_once_after, _years_at_once_before, _years_later, _years_earlier):
        match = look(text, amount, before, after)
        if match is not None:
            return _dated(amount, match)
    if yearly is not None:
        return replace(amount, years_start=yearly.start(), years_end=yearly.end())
    return amount


def _clause_end(text: str, start: int, limit: int) -> int:
    if _ends_sentence(text, start):
        return start
    end = _SENTENCE_END.search(text, start, limit)
    return end.start() if end else limit


def _ends_sentence(text: str, at: int) -> bool:
    """«0,4 mio. kr. Midlerne …»: whether the dot of the abbreviation before `at` ended the sentence too."""
    return text[at - 1] == "." and _CAPITAL_AHEAD.match(text, at) is not None


def _clause_start(text: str, limit: int, end: int) -> int:
    start = limit
    for match in _SENTENCE_END.finditer(text, limit, end):
        label = text[match.start()] == ":"  # «2019: 1,5 mio. kr.»
        if not label:
            start = match.end()
    return start


def _years_at_once_after(text: str, amount: Amount, before: int, after: int) -> re.Match[str] | None:
    gap = _YEARLY_AT_ONCE.match(text, amount.end, after)
    at = gap.end() if gap else amount.end
    if at > amount.end and (match := _YEARS_AFTER.match(text, at, after)):
        return match
    return _BARE_YEARS.match(text, amount.end, after)


def _years_at_once_before(text: str, amount: Amount, before: int, after: int) -> re.Match[str] | None:
    if label := _LABEL_YEARS.search(text, before, amount.start):
        return label
    last = _last(_YEARS, text, before, amount.start)
    if last is None:
        return None
    gap = re.sub(rf"[\s:,]|{_YEARLY.pattern}|\b(?:der|afsættes|afsætter|på|med)\b", "", text[last.end() : amount.start])
    return last if not gap else None


def _years_later(text: str, amount: Amount, before: int, after: int) -> re.Match[str] | None:
    """«0,3 mio. kr. til flere bænke i 2019»: in the same clause, and not the label of the next amount."""
    end = min(after, amount.end + _NEAR)
    comma = re.compile(r",(?!\d|\s+(?:19|20)\d\d)").search(text, amount.end, end)
    end = comma.start() if comma else end
    match = _YEARS_AFTER.search(text, amount.end, end)
    if match is None or match["prep"].casefold() == "for" or _LABEL_OF_NEXT.match(text, match.end()):
        return None
    return match


def _years_earlier(text: str, amount: Amount, before: int, after: int) -> re.Match[str] | None:
    """«I 2019 afsættes der 0,4 mio. kr.»; a plan or an agreement «for 2018» gives no year to the money."""
    last = _last(_YEARS, text, before, amount.start)
    if last is None or last["prep"].casefold() in ("for", "pr.") or "budget" in last[0].casefold():
        return None
    return last


def _last(pattern: re.Pattern[str], text: str, start: int, end: int) -> re.Match[str] | None:
    return max(pattern.finditer(text, start, end), key=lambda match: match.start(), default=None)


def _yearly_words(text: str, amount: Amount, before: int, after: int) -> re.Match[str] | None:
    later = _YEARLY.search(text, amount.end, min(after, amount.end + _NEAR))
    if later and not _OTHER_CLAUSE.search(text, amount.end, later.start()):
        return later
    earlier = _last(_YEARLY, text, max(before, amount.start - _NEAR // 2), amount.start)
    return earlier if earlier and "," not in text[earlier.end() : amount.start] else None


def _dated(amount: Amount, match: re.Match[str]) -> Amount:
    groups = match.groupdict()
    prep = re.sub(r"\s+", " ", (groups.get("prep") or "").casefold())
    years = _expand(match["list"])
    start = match.start("prep") if groups.get("prep") else match.start("list")
    from_then = prep in ("fra", "fra og med", "med virkning fra") and len(years) == 1
    each = bool(groups.get("each")) or amount.yearly
    summed = len(years) > 1 and not each and (prep.endswith("over") or bool(groups.get("span")))
    return replace(
        amount,
        years=years,
        yearly=each,
        open_ended=bool(match["tail"]) or from_then,
        total=summed,
        years_start=start,
        years_end=max(match.end("list"), match.end("tail")),
    )


def _expand(words: str) -> tuple[int, ...]:
    """The years of «2019, 2020-22 og 2024»."""
    years: set[int] = set()
    for match in _RANGE.finditer(words):
        first = int(match[1])
        last = first
        if match[2]:
            last = int(match[2]) if len(match[2]) == 4 else first // 100 * 100 + int(match[2])
        years.update(range(first, last + 1) if first <= last <= first + 60 else (first,))
    return tuple(sorted(years))


def _continued(text: str, amount: Amount, previous: Amount | None) -> Amount:
    """«1,6 mio. kr. i 2019 og derefter 1 mio. kr. årligt» goes on from the year after."""
    following = _IN_FOLLOWING_YEARS.match(text, amount.end) if previous is not None else None
    if previous is not None and previous.years and following and _joined(text, previous, amount):
        start, end = following.span("words")
        then = (previous.years[-1] + 1,)
        return replace(amount, years=then, yearly=True, open_ended=True, years_start=start, years_end=end)
    if previous is None or amount.years or not previous.years or not amount.yearly:
        return amount
    gap = text[_reach(previous) : amount.start]
    if len(gap) > _NEAR or not _FROM_NOW_ON.search(gap):
        return amount
    return replace(amount, years=(previous.years[-1] + 1,), open_ended=True)
