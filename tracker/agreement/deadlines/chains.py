"""A year that is not written is that of the time before it in the same chain of acts."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from datetime import date

from tracker.agreement.deadlines.almanac import Stretch
from tracker.agreement.deadlines.meanings import Elsewhere, Meaning, NoTime, Vague, anchors_chain, counts_from_before
from tracker.agreement.deadlines.next_steps import is_next_step
from tracker.agreement.deadlines.outcomes import Outcome
from tracker.agreement.deadlines.past import is_past
from tracker.agreement.deadlines.placing import Context
from tracker.agreement.text.spans import Folded

# A full stop before a capital («mio. kr.» and «1. behandling» go on in small letters), a blank line, the next of a list
_SENTENCE_ENDS = re.compile(
    r"[.!?][»\"”)]*\s+(?=[A-ZÆØÅ•])|\n[ \t]*\n|[•\u2022]|\n[ \t]*(?:[-–*]|\w{1,2}[.)])[ \t]+(?=[A-ZÆØÅ]|at\b)"
    r"|\|[ \t]*\n[ \t]*(?=\|)|(?<= {3})\S[^\n]*\n(?=\S[^\n]*? {3})"  # the next row of a table
    r"|\n[ \t]*(?=[A-ZÆØÅ][\wæøå]{2,15}(?: [\wæøå]{2,15})?: )"
)
_ONWARD = re.compile(r"\b(?:igen|følger(?! (?:vi|op|med)\b)|derefter|herefter|dernæst|efterfølgende|derpå)\b")
# «pengene følger børnene»: goes with them, and not after
_GOES_WITH = re.compile(r"\b(?:[^\W\d_]+(?:en|et|ne)|de|den|det) følger [^\W\d_]{3,}(?:en|et|ne)\b")
# «Sygefraværet skal ned på fire procent i 2022»: what is worked at until then
_IS_AIMED_AT = re.compile(
    r"\b(?:skal|vil|bør)\s(?:[\w-]+\s){0,4}?(?:ned(?:\s(?:med|på|til|under))?|op\s(?:på|til|over)|nedbringes|nedsættes|reduceres"
    r"|mindskes|halveres|falde|sænkes|hæves|øges|stige|fordobles|være\s(?:på|over|under|højst|mindst|nået|faldet|steget))\b[^.;:]*\Z"
)
# «nyt gulv i maj og nyt tag året efter»: a second thing, which no verb of its own carries
_BESIDE = re.compile(r"\s*,? ?(?:og|samt|mens|men)(?: (?![^\W\d_]+(?:s|er|ør|år)\b)[^\W\d_]+){1,4}\s*\Z")
_SAME = re.compile(r"\bsamme (?:år|måned)\b")
_THEREAFTER = re.compile(r"\s(?:derefter|herefter|derpå)(?=\W*(?:$|[.,;)]))")  # «i andet kvartal derefter»
_MONEY_BEFORE = re.compile(r"(?:kr|kroner|mio|mia|t\.kr|pct|%)\.?\s*(?:(?:årligt|om året|pr\. år)\s*)?\Z")
_ALREADY = re.compile(r"\ballerede\b")
# A date right after a verb in the past is history: «Byrådet gav den 24. januar håndslag».
_PAST_BEFORE = re.compile(
    r"\b(?:[^\W\d_]{2,}ede|gav|blev|var|fik|tog|vedtog|holdt|kom|gik|skete|satte|begyndte|startede|blev [^\W\d_]+) \Z"
)
# «Med henblik på ikrafttræden 1. februar 2019 sendes udbuddet ud senest 20. august»: what comes last is told first
_FOR_THE_SAKE_OF = re.compile(r"\bmed henblik på [^.,;:]{0,60}\Z")
_INSTEAD_OF = re.compile(r"\b(?:i stedet for|frem for|fremfor)(?: som planlagt)? \Z")
_SET_AGAINST = re.compile(r"\s*(?:den|det|de) (?:gamle|nuværende|hidtidige|eksisterende|tidligere|anden|andet|andre) ")
_LONG_WORD = re.compile(r"[^\W\d_]{5,}")
_NAMED = re.compile(r"[^\W\d_]{3,}")
# «Den evalueres i september»: what the sentence before was about
_POINTS_BACK = re.compile(r"\s*(?:den|denne|disse) (?:[^\W\d_]{2,}(?:s|er|ør|år)|skal|vil) ")
# «… i efteråret 2023 og vedtages i foråret»: a step that follows
_NEXT_STEP = re.compile(
    r"\s*,? ?(?:og|hvorefter|hvorpå)(?: den| det| de)? (?![^\W\d_]+(?:ernes|ens|ets)\b)[^\W\d_]{2,}(?:s|er|ør|år)\b"
    r"(?![^.,;:]*\b(?:efter|inden|før|forud|på baggrund|allerede)\b)[^.,;:]*\Z"
)
_KNOWN_THING = re.compile(r"\b(?:den|det|de) [^\W\d_]+e ([^\W\d_]{5,})")  # «den endelige politik»
# «Udkast: uge 10 2023. Endelig plan: inden sommerferien»: the next of several labels that give times
_NEXT_LABEL = re.compile(r"[^.:;!?]{0,12}\.\s+[^\W\d_][^.:;!?]{1,50}:\s(?:[^\W\d_]+\s){0,2}\Z")
_LABEL_BEFORE = re.compile(r"[^\W\d_][^.:;!?]{1,50}:\s(?:[^\W\d_]+\s){0,3}\Z")
# «Ferieplanen for skoleåret 2023/24 …»: what the plan is about, not when
_ABOUT = re.compile(r"[^\W\d_]{4,} for \Z")
_SPAN_OF_PLAN = re.compile(r"(?:for )?(?:skoleåret|sæsonen|folketingsåret)\b", re.IGNORECASE)
# «Mødeplanen for næste år fastlægges i november»: it is made before that year
_YEARS_PLAN = re.compile(
    r"\w*(?:plan|kalender|program|budget|katalog|takst|bevilling)(?:en|er|erne|et|ne|mer|met)? for \Z"
)
_NEXT_YEAR = re.compile(r"(?:det )?(?:næste|kommende) år\b")
# «… og den ¶ Budgetforlig · Side 4 ¶ åbner igen»: a sentence that goes on over the end of a page
_PAGE_TURNS = re.compile(r"(?<=[^\s.!?:;])[ \t]*\n[ \t]*\n[^\n]{1,100}\n[ \t]*\n(?=[a-zæøå])")
_HOLDS_UNTIL = re.compile(r"\b(?:gælder|løber|udløber|ophører|er opsagt)(?: kun| foreløbig)? \Z")
_OPENS = re.compile(r"[.!?] +\Z")
_PARAGRAPH_ENDS = re.compile(r"\n[ \t]*\n|[•\u2022]|\n[ \t]*(?:[-–*]|\w{1,2}[.)])[ \t]")
# «kunne ikke støtte forslaget om at lukke til juli», «Forslaget om at lukke fra marts blev forkastet»
_WILL_NOT = (
    r"(?:kunne|kan|vil|ville)\s(?:[^\W\d_]+\s){0,2}?ikke\s"
    r"(?:støtte|tiltræde|imødekomme|anbefale|godkende|følge|medvirke til)\b"
)
_TURNED_DOWN_BEFORE = re.compile(
    rf"\b(?:{_WILL_NOT}|afvis(?:te|er)\b|forkastede\b|nedstemte\b|stemte (?:imod|nej til)\b)(?:(?!\bmen\b)[^.;!?])*\Z"
)
_TURNED_DOWN_AFTER = re.compile(
    rf"[^.;,!?]{{0,60}}?\s(?:{_WILL_NOT}|(?:blev|er)\s(?:[^\W\d_]+\s)?(?:forkastet|afvist|nedstemt|trukket)\b|faldt\b)"
)
_PROPOSAL_BEFORE = re.compile(
    r"\b(?:forslag|ønske|idé|tanke|anmodning)(?:et|en|n)?\s(?:fra [^.;,]{1,30}\s)?om at\b[^.;,]*\Z"
)
_WAS_TO_BE = re.compile(r"\bskulle (?:\w+ ){0,3}(?:have|være)\b[^.,;]*\Z")
# «Byggeriet udskydes til foråret 2022, og udvalget får en ny tidsplan på mødet i november»: what is told of a delay is
# told now, and not when it is over
_WAS_MOVED = re.compile(
    r"\b(?:(?:rykke|udskyde|udsætte|skubbe|flytte|forsinke)[rs]|er (?:nu )?(?:rykket|udskudt|udsat|skubbet|forsinket))"
    r"\b[^.;:]*\Z"
)
_ACCOUNT_OF_DELAY = re.compile(
    r"\s*,? (?:og|men) [^.;:]{0,80}\b(?:får|forelægges|orienteres|modtager|præsenteres)\b[^.;:]{0,60}?\b"
    r"(?:(?:revideret|opdateret|ajourført|ny|justeret) \w*(?:tidsplan|plan|økonomi|risiko\w*|prognose|vurdering|budget)"
    r"|redegørelse|forklaring|(?:om|for) (?:årsag\w*|forsinkelse\w*|udskydelse\w*))\b[^.;:]*\Z"
)
_DEFINITE = ("en", "et", "n", "t", "ne", "ene", "erne")
# «tilsynsrapporten af 14. januar», «brevet fra den 3. marts»: the day of a paper, which was before
_OF_A_PAPER = re.compile(
    r"(?:\bdom|\w*(?:brev|mail|notat|skrivelse|afgørelse|rapport|(?<!an)svar|referat|henvendelse|udtalelse|redegørelse|beretning"
    r"|protokol))(?:met|len|ten|men|en|et|n|t)? (?:(?:af|fra) (?:den )?)?\Z",
    re.IGNORECASE,
)
# «13. Næste års budget», alone on its line: what a section is about, not when
_ONLY_NUMBER = re.compile(r"(?:^|\n)[ \t#*]*(?:[\d.]*\d[.)]?|[a-z][.)])?[ \t]*\Z")
# «Forslaget om at lukke i 2021 blev trukket tilbage; …»: a year that nothing came of
_GIVEN_UP = re.compile(
    r"[^.,;:]{0,40}\b(?:blev|er|var)(?: [^\W\d_]+){0,2} (?:trukket tilbage|opgivet|droppet|afvist|nedstemt|forkastet"
    r"|skrinlagt|taget af bordet|lagt på is)\b"
)
_FARTHEST = 1000  # characters over which a chain goes on, whatever stands between
_FEW_WORDS = 2  # beside a time, of which no sentence is made
_SENTENCE = 300  # characters before an expression in which its sentence begins
_DAY_OR_MONTH = re.compile(
    r"(?:(?:fra|af) )?(?:den |d\. ?)?(?:\d|januar|februar|marts|april|maj|ju[nl]i|august|[^\W\d_]+(?:ber|ober)\b)"
)
_YEAR = re.compile(r"\b(?:19|20)\d\d\b")
_REACH = 24  # characters before an expression in which money and a verb show


def dates_a_paper(text: str, start: int, end: int) -> bool:
    """Whether the time at `start` is the day that a paper bears: «tilsynsrapporten af 14. januar»."""
    of = _OF_A_PAPER.search(text, max(0, start - _SENTENCE), start)
    if of is None or " til " in text[start:end] or not _DAY_OR_MONTH.match(text, start, end):
        return False
    return of[0].endswith(("af ", "fra ", "den ")) or text.startswith(("fra ", "af "), start)


@dataclass(frozen=True, slots=True)
class _Link:
    """An expression that was read, and where it stands in the folded text."""

    stretch: Stretch
    begin: int
    end: int
    holds: bool = False  # until then something goes on as it is: «De nuværende takster gælder til og med den 30. juni»
    may_be_later: bool = False  # «tidligst i november»: nothing counts back from there
    lends_on: bool = True  # whether the next sentence may be of that year too


class Chain:
    """Follows a passage from left to right and knows what an expression may take its year from."""

    def __init__(self, folded: Folded, context: Context) -> None:
        self._folded = folded
        self._context = context
        self._lending: _Link | None = None  # the last time that lends its year
        self._latest: _Link | None = None  # the last time at all, from which «året efter» counts

    def context_at(self, meaning: Meaning, start: int, end: int) -> Context:
        """The context of an expression that stands from `start` to `end` in the folded text."""
        if isinstance(meaning, NoTime | Vague):
            return self._context  # words that take no year end no chain either
        beside = counts_from_before(meaning)
        link = self._latest if beside else self._lending
        if link is None or start - link.end > _FARTHEST or (beside and link.may_be_later):
            return self._context
        if not beside and (_GIVEN_UP.match(self._folded.text, link.end, start) or self._is_told_of_delay(link, start)):
            return self._context
        text, offsets = self._folded.text, self._folded.offsets
        # the capital that begins the next sentence shows
        between = _PAGE_TURNS.sub(" ", self._folded.source[offsets[link.end - 1] : offsets[start] + 1])
        ends = [one.end() for one in _SENTENCE_ENDS.finditer(between, 1, len(between))]
        if ends and isinstance(meaning, Elsewhere) and meaning.over:
            return self._context  # counted from the signing, whatever the sentence before tells
        # the words of its own sentence: «Så bygger vi den op igen. Planen ligger fremme fra den 17. juni»
        own = _GOES_WITH.sub(" ", between[max(ends, default=0) :].casefold())
        onward = bool(_ONWARD.search(own) or _THEREAFTER.match(text, end))
        steps = bool(_NEXT_STEP.match(text[link.end : start]))
        next_step = bool(ends) and not onward and not beside and self._is_next_step(link, start)
        if ends and not (onward or beside or link.lends_on):
            return self._context
        taken_up = onward or beside or next_step or self._is_taken_up(link, start) or self._is_next_label(link, start)
        opens = not taken_up and bool(ends) and self._opens_next(link, start)
        if len(ends) > int(taken_up or opens) and not self._is_same(link, start, end):
            self._lending = self._latest = None
            return self._context
        if _ALREADY.search(text, link.end, end) and not beside:
            return self._context
        if link.holds:  # what takes its place is settled before
            onward = opens = False
        else:
            onward = onward or (bool(ends) and not opens)
        return replace(self._context, previous=link.stretch, onward=onward, opens=opens, steps=steps, soon=next_step)

    def _is_same(self, link: _Link, start: int, end: int) -> bool:
        """Whether the words point back in their paragraph: «… i sommeren 2023. … senest den 1. december samme år»."""
        source, offsets = self._folded.source, self._folded.offsets
        between = source[offsets[link.end - 1] + 1 : offsets[start]]
        return bool(_SAME.search(self._folded.text, start, end)) and not _PARAGRAPH_ENDS.search(between)

    def _is_told_of_delay(self, link: _Link, start: int) -> bool:
        text = self._folded.text
        moved = _WAS_MOVED.search(text, max(0, link.begin - _REACH), link.begin)
        return moved is not None and _ACCOUNT_OF_DELAY.match(text, link.end, start) is not None

    def _is_next_step(self, link: _Link, start: int) -> bool:
        """Whether the sentence at `start` tells what is done after what is still to be done at `link`."""
        text, offsets = self._folded.text, self._folded.offsets
        signed_on = self._context.signed_on
        if signed_on is None or link.stretch.last < signed_on:
            return False
        if _PARAGRAPH_ENDS.search(self._folded.source, offsets[link.end - 1] + 1, offsets[start]):
            return False
        stop = max(text.rfind(mark, link.end, start) for mark in ".!?") + 1
        begin = max(text.rfind(mark, max(0, link.begin - _SENTENCE), link.begin) for mark in ".!?•") + 1
        return stop > 0 and is_next_step(text[begin:stop], text[stop : start + _SENTENCE], start - stop)

    def _is_taken_up(self, link: _Link, start: int) -> bool:
        """Whether the sentence goes on about what the one before was about.

        It names the thing again as known («en ny vagtplan … . Vagtplanen evalueres»), or begins with what it is set
        against («Den gamle lukker»).
        """
        text = self._folded.text
        stop = max(text.rfind(mark, link.end, start) for mark in ".!?") + 1
        if not stop:
            return False  # no other sentence begins between: rows of a table, items of a list
        if _SET_AGAINST.match(text, stop) or _POINTS_BACK.match(text, stop):
            return True
        begin = max(text.rfind(mark, max(0, link.begin - _SENTENCE), link.begin) for mark in ".!?•") + 1
        named = set(_NAMED.findall(text, begin, stop))
        known = _KNOWN_THING.findall(text, stop, start)
        again = (word for word in _LONG_WORD.findall(text, stop, start) if word not in named)
        return any(word in named for word in known) or any(
            word.removesuffix(ending) in named for word in again for ending in _DEFINITE if word.endswith(ending)
        )

    def _is_next_label(self, link: _Link, start: int) -> bool:
        """Whether both times stand beside labels, one right after the other in the same paragraph."""
        text, offsets = self._folded.text, self._folded.offsets
        if not _NEXT_LABEL.match(text, link.end, start) or not _LABEL_BEFORE.search(text[: link.begin][-_SENTENCE:]):
            return False
        return not _PARAGRAPH_ENDS.search(self._folded.source[offsets[link.end - 1] + 1 : offsets[start]])

    def _opens_next(self, link: _Link, start: int) -> bool:
        """Whether the time opens the next sentence of the same paragraph: «… den 4. september 2020. I uge 38 …»."""
        text, offsets = self._folded.text, self._folded.offsets
        if not _OPENS.search(text, link.end, start):
            return False
        between = self._folded.source[offsets[link.end - 1] + 1 : offsets[start]]
        begin = max(text.rfind(mark, max(0, link.begin - _SENTENCE), link.begin) for mark in ".!?•") + 1
        told = len(text[begin : link.begin].split()) + len(text[link.end : start].split())
        return told > _FEW_WORDS and not _PARAGRAPH_ENDS.search(between)

    def _is_past(self, start: int, end: int, day: date) -> bool:
        return is_past(self._folded.text, start, end, day, self._context.signed_on)

    def _is_budget_as_heading(self, start: int, end: int) -> bool:
        text, offsets, source = self._folded.text, self._folded.offsets, self._folded.source
        begin = offsets[start]
        alone = _ONLY_NUMBER.search(source[max(0, begin - _REACH) : begin]) is not None
        return alone and "budget" in text[start:end] and bool(re.match(r"[ \t*]*\n", source[offsets[end - 1] + 1 :]))

    def _is_second_thing(self, meaning: Meaning, start: int) -> bool:
        """«Hallen får nyt gulv i maj og nyt tag året efter»: what follows goes on about either of two things."""
        link = self._lending
        if link is None or not counts_from_before(meaning):
            return False
        return _BESIDE.fullmatch(self._folded.text, link.end, start) is not None

    def _is_turned_down(self, start: int, end: int) -> bool:
        text = self._folded.text
        first = max(0, start - _SENTENCE)
        if _TURNED_DOWN_BEFORE.search(text, first, start):
            return True
        return bool(_PROPOSAL_BEFORE.search(text, first, start) and _TURNED_DOWN_AFTER.match(text, end))

    def advance(self, meaning: Meaning, results: list[Outcome], start: int, end: int) -> None:
        """Take note of an expression that was read at `start` to `end`."""
        day = results[-1].due or results[-1].start
        before = self._folded.text[max(0, start - _REACH) : start]
        if (
            day is None
            or dates_a_paper(self._folded.text, start, end)
            or _PAST_BEFORE.search(before)
            or (_SPAN_OF_PLAN.match(self._folded.text, start) and _ABOUT.search(before))
            or (_NEXT_YEAR.match(self._folded.text, start) and _YEARS_PLAN.search(before))
            or (not _YEAR.search(self._folded.text, start, end) and self._is_past(start, end, day))
            or self._is_budget_as_heading(start, end)
            or _INSTEAD_OF.search(before)
            or _FOR_THE_SAKE_OF.search(self._folded.text, max(0, start - _SENTENCE), start)
            or _WAS_TO_BE.search(self._folded.text, max(0, start - 60), start)
            or self._is_turned_down(start, end)
        ):
            return
        text = self._folded.text
        self._latest = _Link(
            Stretch(results[-1].start or day, day),
            start,
            end,
            holds=bool(_HOLDS_UNTIL.search(before)),
            may_be_later=text.startswith("tidligst", start),
            lends_on=not (
                self._is_second_thing(meaning, start) or _IS_AIMED_AT.search(text, max(0, start - 120), start)
            ),
        )
        if anchors_chain(meaning) and not _MONEY_BEFORE.search(before):
            self._lending = self._latest
