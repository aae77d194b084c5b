"""What opens a clause, and what that makes of it: «der», «som» say more, «så» what for, «hvis» on what condition."""

from __future__ import annotations

import re
from enum import StrEnum


class Opener(StrEnum):
    """What a clause is to the one before it."""

    MAIN = "main"
    COORDINATED = "coordinated"  # og forelægges …
    CONTENT = "content"  # (enige om), at …
    RELATIVE = "relative"  # , der …
    RESULT = "result"  # så …, for at …, med henblik på …
    CONDITION = "condition"  # hvis …, når …
    REASON = "reason"  # da …, fordi …, idet …
    QUESTION = "question"  # om …, hvordan …
    PARALLEL = "parallel"  # ligesom …


_OPENERS: tuple[tuple[Opener, str], ...] = (
    (
        Opener.RESULT,
        r"så(?:ledes)?(?: at)?|hvormed|for (?:dermed |derved |på den måde )?at|med henblik på|med det formål"
        r"|sådan at|til at",
    ),
    (
        Opener.CONDITION,
        r"hvis|(?:senest |først )?når|såfremt|i det omfang|i tilfælde af|forudsat|medmindre|under forudsætning af,? at",
    ),
    (
        Opener.REASON,
        r"da|fordi|idet|eftersom|mens|medens|selv ?om|(?:først |straks )?efter,? at|skønt|siden|dengang"
        r"|inden (?:der|de|den|det)(?= \w+ (?:er|bliver|tages|træffes))",
    ),
    (Opener.CONTENT, r"(?:og |samt |men |herunder |end )?at(?! \d+\.(?!\d))"),
    (
        Opener.RELATIVE,
        r"(?:og )?(?:der|(?:sådan )?som|hvor(?!dan|ledes|vidt|for|når| mange| meget| ofte| længe|fra)|hvori|hvoraf"
        r"|hvis)|hvilket|hvorefter|hvorfor|hvorfra|hvortil",
    ),
    (
        Opener.QUESTION,
        r"(?:om|hvordan|hvorledes|hvorvidt|hvad|hvilke[nt]?|hvornår|hvem|hvor mange|hvor meget|hvor ofte|hvor længe)",
    ),
    (Opener.PARALLEL, r"ligesom|såvel som"),
)
_OPENER = re.compile("|".join(rf"(?P<{opener.value}>(?:{words})\b)" for opener, words in _OPENERS), re.IGNORECASE)
# «Der bliver udbud», after a comma too: no relative clause has a bare noun there
_THERE_IS = re.compile(
    r"der (?:er|bliver) [\w-]*(?:møde|temadag|studietur|seminar|høring|udbud|indvielse|licitation)\b"
)
_DECIDED_THAT = re.compile(
    r"\b(?:godkend\w*|tiltr\w+|vedtag\w*|anbefal\w*|som indstillet|bifald\w*|til efterretning|ændret"
    r"|(?:anbefalingen|indstillingen|forslaget|det) (?:følges|imødekommes|støttes)),\s$",
    re.IGNORECASE,
)
# «Udvalget besluttede at godkende planen, idet den tages op igen i maj»: what follows is decided too
_DECIDES = re.compile(
    r"\b(?:beslutte(?:de|r|t)|vedt(?:og|ager|aget)|tiltr(?:ådte|æder|ådt)|godkend(?:te|er|t)|anbefal(?:ede|er|et)"
    r"|indstille[rt]|drøfte(?:de|t)|udsat|udsat?te|udsættes|hjemvis(?:t|es)|oversend(?:t|es)|tages? til efterretning"
    r"|tog)\b[^.;:]*,\s$",
    re.IGNORECASE,
)
# «Hvad hallerne angår, tages spørgsmålet op i maj»: names the matter, and asks nothing
_AS_TO = re.compile(r"hvad (?:angår|(?:[\w-]+ ){1,6}angår)\b", re.IGNORECASE)
# «Om udfaldet aflægges der beretning i maj»: what it is about, with the verb right behind it, and no question
_ABOUT_WHAT = re.compile(
    r"Om\s(?:[\w-]+\s){1,4}?[a-zæøå]{3,}(?:es\s(?:der|[A-ZÆØÅ][\w-]+|[\w-]*(?:udvalget|rådet|bestyrelsen))|(?:er|år)\s(?:der|vi))\b"
)
# «Kom og vær med, når vi planter skoven»: the occasion is what is to be
_COME = re.compile(
    r"\W*(?:(?:kom|vær med|mød (?:op|frem)|deltag|fejr)\b"
    r"|(?:alle|i|du|naboer|borgere|borgerne|byens borgere)\ser\s(?:[\w]+\s)?velkomn?en?)"
    r"[^.;]*,\s$",
    re.IGNORECASE,
)
_WHEN = re.compile(r"når\s", re.IGNORECASE)
# «…, hvis rapport forelægges i maj»: whose; what a condition is about has an article
_WHOSE = re.compile(
    r"hvis\s(?:[a-zæøå]+e\s)?[a-zæøå]*(?:rapport|resultat|anbefaling|arbejde|konklusion|forslag|plan|svar|analyse|oplæg|udkast"
    r"|vurdering|undersøgelse|indstilling|opgave|medlem|formand|leder|kontrakt|aftale|lejemål|kommissorium|indsats"
    r"|renovering|udvidelse|ombygning|opførelse|indhold)(?:mer|er|r)?\s",
    re.IGNORECASE,
)
_AND_IF = re.compile(r"og\shvis\s", re.IGNORECASE)
_WHILE = re.compile(r"idet\s", re.IGNORECASE)
# «Foreningen spørger, om lyset er sat op, og om stien åbner i maj»: two questions
_AND_WHETHER = re.compile(
    r"(?:og|samt|eller)\s(?:om|hvornår|hvordan|hvorfor|hvad|hvem)\s(?!at\b|nødvendigt\b|muligt\b)"
)
_WHETHER = re.compile(r",\s(?:om|hvornår|hvordan|hvorfor|hvad|hvem|hvorvidt)\s[^.;:]*,?\s$")
_IN_TIME = re.compile(r"\bså (?:god tid|betids|tidligt),?\s*$", re.IGNORECASE)  # «i så god tid, at …»

# «Bliver svaret nej, optages …», «Lukkes skolen i 2020, skal …»: the verb first, then who, and a verb after the comma
_CONDITION_BY_ORDER = re.compile(
    r"(?P<verb>[A-ZÆØÅ][a-zæøå]*(?:er|ør|år|ar|al|es)|Er|Har|Får|Går|Skulle|Kan|Vil)\s"
    r"(?:der|det|den|de|vi|[\w-]{3,}(?:en|et|ne)|[A-ZÆØÅ][\w-]+|[\w-]+ (?:kommune|udvalg))\s[^,]{2,120},\s"
    r"(?!der\b|her\b|eller\b|efter\b|under\b|over\b)[a-zæøå]+(?:r|s|l)\s"
)
_NO_VERBS = frozenset(
    re.findall(r"\w+", "efter over under der her hver flere især når før heller eller desværre kommuner")
)


def opener_at(sentence: str, begin: int) -> Opener:
    """What the clause at `begin` is, by the words that open it and, for some of these, by what stands before them."""
    opener = _opener(sentence[begin:])
    if opener in (Opener.REASON, Opener.RESULT) and _DECIDED_THAT.search(sentence, 0, begin):
        return Opener.MAIN  # «Godkendt, idet ordningen først begynder i maj»
    if _WHILE.match(sentence, begin) and _DECIDES.search(sentence, 0, begin):
        return Opener.MAIN
    if opener is Opener.CONDITION and _WHEN.match(sentence, begin) and _COME.fullmatch(sentence, 0, begin):
        return Opener.MAIN
    if opener is Opener.CONDITION and sentence[begin - 2 : begin] == ", " and _WHOSE.match(sentence, begin):
        return Opener.RELATIVE
    if opener is Opener.RELATIVE and _AND_IF.match(sentence, begin) and not _WHOSE.match(sentence, begin + 3):
        return Opener.CONDITION
    if opener is Opener.MAIN and _AND_WHETHER.match(sentence, begin) and _WHETHER.search(sentence, 0, begin):
        return Opener.QUESTION
    if opener is Opener.CONTENT and _IN_TIME.search(sentence, 0, begin):
        return Opener.RESULT
    return opener


def _opener(body: str) -> Opener:
    match = _OPENER.match(body)
    if match is None or not match.lastgroup:
        return Opener.MAIN
    opener = Opener(match.lastgroup)
    if _AS_TO.match(body) or _ABOUT_WHAT.match(body):
        return Opener.MAIN
    if opener is Opener.RELATIVE and (re.match(r"(?:Der|Som)\b", body) or _THERE_IS.match(body)):
        return Opener.MAIN  # «Der afsættes …» opens a sentence
    return opener


def condition_first(sentence: str) -> int:
    """Where a condition that opens the sentence without «hvis» ends: «Bliver svaret nej, …»; 0 where none does."""
    match = _CONDITION_BY_ORDER.match(sentence)
    if match is None or match["verb"].casefold() in _NO_VERBS:
        return 0
    return sentence.index(",", match.end("verb"))
