"""A day as heads and signatures write it, with its weekday and with «den»; one pattern, and the day of a match."""

from __future__ import annotations

import re
from datetime import date

from tracker.danish import MONTH_WORDS, MONTHS

_ENGLISH = ("january", "february", "march", "april", "may", "june", "july", "august", "september", "october")
_MONTH_NUMBERS = {
    form: number
    for names in (MONTHS, _ENGLISH)
    for number, name in enumerate(names, start=1)
    for form in (name, name[:3], name[:4])
}
_WORD = "|".join(sorted(_MONTH_NUMBERS, key=len, reverse=True))
_DATE = (
    r"(?:"
    rf"(?P<d1>\d{{1,2}})(?:\.\s*|\s+)(?P<m1>{_WORD})\.?,?\s+(?P<y1>(?:19|20)\d\d)(?!\d)"
    r"|(?P<y2>(?:19|20)\d\d)-(?P<m2>\d\d)-(?P<d2>\d\d)"
    r"|(?P<d3>\d{1,2})\s?[./-]\s?(?P<m3>\d{1,2})(?:\s?[./-]\s?|\s)(?P<y3>(?:(?:19|20)\d\d|\d\d))(?!\d)"
    rf"|(?P<m4>{_WORD})\s+(?P<d4>\d{{1,2}}),\s+(?P<y4>(?:19|20)\d\d)"
    rf"|(?:å|aa)r\s(?P<y6>(?:19|20)\d\d),?\s(?:den\s)?(?P<d6>\d{{1,2}})\.\s(?P<m6>{_WORD})\b"
    r")"
)
_WEEKDAY = r"(?:(?:(?:man|tirs|ons|tors|fre|lør|søn)(?:dag\b|\b\.?)|(?:mon|tues|wednes|thurs|fri|satur|sun)day),?\s+)?"
_FIRST_OF_TWO = (
    rf"(?:\d{{1,2}}\.?\s?(?:[-–]|og|til)\s?(?={_WEEKDAY}(?:den\s)?\d{{1,2}}\.?\s?[a-zæøå]){_WEEKDAY}(?:den\s)?)?"
)
# «8. februar 2024», «torsdag, den 8/2-24», «d. 08.02.2024», «2024-02-08», «Aar 1998, den 8. februar», and of
# «7.-8. februar 2024» the last
DAY = rf"(?:(?<![\w.,/-]){_WEEKDAY}(?:den\s+|d\.\s*)?{_WEEKDAY}{_FIRST_OF_TWO}{_DATE})"

# «februar 2024», and no day of it
MONTH = rf"(?:(?<![\w.,/-])(?<!\d\s)(?<!\d\.\s)(?P<m5>{MONTH_WORDS})\s(?P<y5>(?:19|20)\d\d)(?!\d))"

# «fredag den 6. september», «6. september», «d. 6/9», and no year after it; of «den 6. og 7. september» the last
YEARLESS = (
    rf"(?:(?<![\w.,/-]){_WEEKDAY}(?:den\s+|d\.\s*)?{_WEEKDAY}{_FIRST_OF_TWO}"
    rf"(?:(?P<day>\d{{1,2}})\.\s?(?P<month>{MONTH_WORDS})(?!\w)(?!,?\s+(?:19|20)\d\d)"
    r"|(?:(?<=den\s)|(?<=d\.\s))(?P<d8>\d{1,2})/(?P<m8>\d{1,2})(?![\d/.-])))"
)


def placed(day: int, month: str, year: int) -> date | None:
    """The day of a month, by the month's name or number, or None where the calendar has no such day."""
    number = int(month) if month.isdigit() else _MONTH_NUMBERS[month.casefold()]
    try:
        return date(year, number, day)
    except ValueError:
        return None


def day_of(match: re.Match[str]) -> date | None:
    """The date of a match of a pattern with `DAY`, or None where the calendar has no such day; a month's first day."""
    groups = match.groupdict()
    form = next(form for form in "123456" if groups.get(f"y{form}"))
    year, month, day = groups[f"y{form}"], groups[f"m{form}"].casefold(), int(groups.get(f"d{form}") or 1)
    number = int(month) if month.isdigit() else _MONTH_NUMBERS.get(month, 0)
    try:
        return date(int(year) + (2000 if len(year) == 2 else 0), number, day)
    except ValueError:
        return None
