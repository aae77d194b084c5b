"""Clauses of a sentence: where each begins and ends, and which one it hangs on.

Danish papers put a comma before each subordinate clause, or before none; both are read. A clause is told by its opener.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

from tracker.agreement.acts.finite import LOOKS_FINITE, is_verb
from tracker.agreement.acts.openers import Opener, condition_first, opener_at
from tracker.agreement.text.stops import AIM_LABEL_STOP

TIME = "þ"
"""A letter of no Danish word, by which a time is put as one word."""

# Marks that may part clauses; a comma between digits is a decimal.
_MARK = re.compile(r"(?<!\d),(?=\s)|(?<=\d),(?=\s)|;|:(?=\s)|\s-\s|[()]")
# Subordinators that need no comma where the newer comma is used.
_BARE_OPENER = re.compile(
    r"\b(?:om|aftalt|besluttet|ønsker|beslutter|forventer|anbefaler|indstiller|forudsætter|mener)\s"
    r"(?=at (?:(?:der|de|den|det|vi)\b|[A-ZÆØÅ]|[\w-]+(?:en|et|ne) [a-zæøå]+s\b))"
    r"|\s(?=(?:med henblik på|så der|så de|så den|så det|(?<!mulighederne )(?<!muligheder )(?<!mulighed )"
    r"(?<!potentialet )(?<!potentialerne )(?<!grundlag )(?<!behov )(?<!ansvar )"
    r"(?<!ansvaret )for at|hvorefter|når der|når de|hvis der|hvis de)\b)"
)
_CONJUNCTION = re.compile(r"\s(?=(?:og|men|samt|eller)\s)")
_ADVERBS = frozenset(
    [
        "derfor",
        "derefter",
        "herefter",
        "efterfølgende",
        "dermed",
        "endelig",
        "igen",
        "også",
        "senest",
        "så",
        "desuden",
        "ligeledes",
        "samtidig",
        "der",
        "dog",
        "først",
        "herunder",
        "senere",
        "ikke",
        "evt.",
        "eventuelt",
        "fortsat",
        "løbende",
    ]
)
_PASSIVE = re.compile(
    r"(?!fælles|deres|jeres|ellers|alles|således|særdeles)(?:[a-zæøå]{3,}(?:(?<!rn)(?<!en)|(?<=fjern)|(?<=tjen))e|[a-zæøå]{2,}å|[nfgs]å)s"
)
# «…, og et nyt udbud annonceres derfor i maj»: a passive that no list has, and no genitive, since no noun follows
_JOINS_PASSIVE = re.compile(
    rf"(?:og|men)\s(?:[\w-]+\s){{1,5}}?{_PASSIVE.pattern}(?=\s*[.,;]|\s*$|\s\s|\s(?:derfor|herefter|derefter|også|dog|nu|så"
    r"|først|igen|på ny|samtidig|løbende|i|på|af|til|med|fra|for|ved|som|under|over|efter|om|op|ned|ud|ind)\b)"
)
# until the time of the clause before, or from then on
_THEN = r"(?:indtil|frem til|inden|siden|fra)\sda(?:\saf)?"
_AND_THEN = re.compile(rf"\s{_THEN}\b")
# «…, og samtidig spærres gaden», «…, og indtil da lejes et telt»
_JOINS_AT_ONCE = re.compile(rf"(?:og|men)\s(?:samtidig|samme dag|{_THEN})\s{_PASSIVE.pattern}\s")
_TWO = 2
_FEW_WORDS = 4
_FEW_TIMES = 8
_DASH = " - "
# «Forvaltningen bedes undersøge, om broen holder, og orientere udvalget»: the second of two that are asked for
_AND_INFINITIVE = re.compile(r"og\s(?:[a-zæøå]{3,}e|give|få|se|gå|stå)\s")
_ONLY_JOINS = re.compile(r"[\s,]*(?:og|men|samt)?[\s,]*")
# «Udvalget skal, inden den 1. maj, have drøftet planen»: a time put between a verb and what it carries
_LEFT_OPEN = re.compile(
    r"\b(?:skal|vil|bør)(?:\s(?:forinden|derfor|dog|også|herefter|derefter|samtidig))?(?:\s+(?:inden|før)\sda)?"
    r"(?:[\s,–-]*\b(?:og|dog)(?:\s(?:i hvert fald|under alle omstændigheder|helst|gerne|allerhelst))?)?[\s,–-]*\Z"
)
# «…, for linje 7 kører først fra maj»: a clause, whatever its verb
_FOR_ONLY_THEN = re.compile(r"for\s(?!at\b)(?:[\w-]+\s){1,5}?[a-zæøå]+(?:er|ør|år|es)\sførst\b")
# «…; i stedet lejes grunden ud»: a passive that no list has, where a semicolon begins anew
_FRESH_START = re.compile(rf";\s(?:[\w-]+\s+){{1,6}}?(?!\w+edes\b){_PASSIVE.pattern}(?!\w)")
_EXCEPT_THAT = re.compile(r"dog (?:således|sådan),? at\s", re.IGNORECASE)
_WITH_A_VIEW = re.compile(r"\bmed henblik på,?\s*$", re.IGNORECASE)
# «…, og det sørger forvaltningen for», «eller også rives huset ned»: a clause, whatever its verb
_IT_DOES = re.compile(
    r"(?:og|men|eller)\s(?:(?:det|vi|der|man)\s[a-zæøå]{2,}(?:er|år|ør)\b|også\s[a-zæøå]{3,}(?<!n)es\s"
    r"|[a-zæøå]{4,}(?<!hver)(?<!eller)(?<!efter)(?<!under)(?:er|år|ør)\s(?:dem|den|det|os|sig|ham|hende|begge)\b)"
    r"|(?:og|men)\s(?:[\w-]+,?\s){1,6}?stemmer\som\b",
    re.IGNORECASE,
)
# «Udvalget hørte om sagen og besigtiger ejendommen i maj»: no noun stands right before another, so it is a verb
_DOES_TO = re.compile(
    r"(?:og|men)\s(?!(?:flere|under|efter|eller|over|hver|når|før|år|mere)\b)[a-zæøå]{4,}(?:er|ør|år)\s"
    r"(?:(?:dem|de[nt](?!\s(?:\d|første|sidste|næste)))\b"
    r"|(?!(?:meget|noget|andet|alt|intet)\b)[a-zæøå-]{3,}(?:en|et|erne)"
    r"(?=\s*[.,;]|\s*$|\s(?:den|d\.|i|på|ved|senest|til|med|om)\b))"
)
# «…, og udvalget besigtiger stien»: after a comma a body does something, whatever the verb
_BODY_DOES = re.compile(
    r"(?:og|men)\s(?:[\w-]*(?:udvalget|forvaltningen|administrationen)|direktionen|byrådet|kommunalbestyrelsen|regionsrådet"
    r"|borgmesteren|formanden|kommunen|regionen)\s(?!eller\b|efter\b|over\b|under\b|når\b|før\b|hver\b)[a-zæøå]{3,}(?:er|ør|år)\s",
    re.IGNORECASE,
)
# «…; Klima- og Teknikudvalget forestår planlægningen»
_BODY_DOES_ANEW = re.compile(
    r"\W*(?:(?:[A-ZÆØÅ][\wæøå]*-?,?\s(?:og\s|for\s)?){0,4}[\w-]*udvalget|[A-ZÆØÅ]{2,5}|[Bb]yrådet|[Kk]ommunalbestyrelsen"
    r"|[Rr]egionsrådet)\s(?!eller\b|efter\b|over\b|under\b|for\b)[a-zæøå]{3,}(?:er|ør|år)\s"
)
# «…, og af dem, vi har, er den sidste væk»: what the next clause tells of opens it, with more said of it
_OPENS_WITH_OBJECT = re.compile(
    r"og\s(?:[\w-]+\s){0,5}?[\w-]+,\s(?:vi|de|der|som)\s[^,;.:]{2,60},\s"
    r"(?:(?!er\b|har\b|bliver\b)[a-zæøå]{2,}(?:er|ør|år|es|il|al)\s(?:vi|de|den|det|der|en|et|[\w-]+(?:en|et|erne|ene))"
    r"|(?:er|har)\s(?:vi|de|den|det|der))\b"
)
# «…, for de unge kender den ikke»: a reason, whatever its verb
_FOR_THEY = re.compile(
    r"for\s(?!at\b|eksempel\b|så\b)(?:[\w-]+\s){1,3}?[a-zæøå]{2,}(?:er|ør|år)\s(?:(?:den|det|dem|os|sig)\s)?(?:ikke|aldrig|jo|altid|alle)\b"
)
_TOLD = re.compile(
    r"\b(?:fik|tog|så|gik|kom|gav|holdt|har|havde|var|blev|takkede|[a-zæøå]{3,}(?:ede|rte|gte|kte|ste|lte|dte|tte))\b"
)
# «…; fra april driver kommunen den selv»: after a semicolon a verb, whatever it is, before who does it
_VERB_FIRST = re.compile(
    r"\W*(?:[a-zæøå]{3,}(?:er|år|ør)\s(?:vi\b|[\w-]+(?:en|et|ne)\b)|vi\s[a-zæøå]{3,}(?:er|år|ør)\b)"
)
# «Det sker i to etaper, idet den første åbner i maj»: each of them is an act of its own
_IN_STAGES = re.compile(
    r"\b(?:sker|foregår|gennemføres|indføres|udføres|etableres|renoveres|bygges|flyttes|udskiftes)\b[^.;:,]*"
    r"\s(?:i\s(?:flere|to|tre|fire|fem)\s(?:tempi|etaper|faser|trin|omgange|runder|skridt|dele)|gradvis[t]?|etapevis|trinvis[t]?),?\s*\Z"
)
_MEANWHILE = re.compile(r"(?:mens|medens)\s", re.IGNORECASE)
_SAYS_WHICH = re.compile(r"\s*(?:der|som)\s[^,;:]*,[^,;:]*")
# «…, og inden sommer måler vi støjen»
_THEN_WE_DO = re.compile(
    r"(?:og|men)\s{3,}[a-zæøå]{3,}(?:er|år|ør)\s(?:vi|kommunen|[\w-]*udvalget|forvaltningen|administrationen)\b"
)
# «…, så fra maj gør skolerne rent»: the verb before who does it makes it a sentence of its own
_SO_THEN = re.compile(r"så\s{3,}(?=[a-zæøå])")
_WORD = re.compile(r"[\w.'-]*\w")


@dataclass(frozen=True, slots=True)
class Clause:
    """`start`, `end`: positions in the sentence. `governor`: index of the clause it hangs on, -1 for none."""

    start: int
    end: int
    opener: Opener
    governor: int


def clause_index(parts: Sequence[Clause], position: int) -> int:
    """The index of the clause in which `position` of the sentence lies."""
    return max((index for index, clause in enumerate(parts) if clause.start <= position), default=0)


def clauses(
    sentence: str, times: tuple[tuple[int, int], ...] = (), names: tuple[tuple[int, int], ...] = ()
) -> tuple[Clause, ...]:
    """The clauses of `sentence` in order.

    `times` and `names`: the spans of time expressions and of committees, which are never cut.
    """
    cuts = _outside(sorted(set(_cuts(sentence, times))), sorted([*times, *names]))
    edges = [0, *cuts, len(sentence)]
    pieces = [(a, b) for a, b in pairwise(edges) if sentence[a:b].strip(" ,;:()-.")]
    return _joined(sentence, pieces, times)


def _outside(places: Sequence[int], spans: Sequence[tuple[int, int]]) -> Iterator[int]:
    """Those of `places` that lie inside none of `spans`; both in order."""
    ahead, end = 0, 0  # the spans that begin before a place, and where the last of them ends
    for at in places:
        while ahead < len(spans) and spans[ahead][0] < at:
            end = max(end, spans[ahead][1])
            ahead += 1
        if at >= end:
            yield at


def _cuts(sentence: str, times: tuple[tuple[int, int], ...]) -> list[int]:
    few = times if len(times) <= _FEW_TIMES else ()  # more are a list, whose brackets part it
    alone = {
        at
        for start, end in few
        if sentence[start - 1 : start] == "(" and sentence[end : end + 1] == ")"
        for at in (start, end + 1)
    }
    alone |= {
        at
        for start, end in few
        if sentence[start - 3 : start] == _DASH == sentence[end : end + 3]
        for at in (start, end + 3)
    }  # «der – senest i maj – etableres»
    cuts = [
        match.end()
        for match in _MARK.finditer(sentence)
        if match.end() not in alone and not _WITH_A_VIEW.search(sentence, max(0, match.start() - 20), match.start())
    ]
    cuts += [match.end() for match in _BARE_OPENER.finditer(sentence)]
    label = AIM_LABEL_STOP.match(sentence)
    cuts += [label.end()] if label else []
    for match in _CONJUNCTION.finditer(sentence):
        goes_on = _DOES_TO.match(sentence, match.end()) and _TOLD.search(sentence, 0, match.start())
        if goes_on or _verb_follows(sentence, match.end(), times):
            cuts.append(match.end())
    return cuts


def _verb_follows(sentence: str, at: int, times: tuple[tuple[int, int], ...]) -> bool:
    """Whether after the conjunction at `at`, past adverbs and times, a finite verb comes: «og forelægges i maj»."""
    words = _WORD.search(sentence, at)
    position = words.end() if words else len(sentence)
    meanwhile = _AND_THEN.match(sentence, position)
    position = meanwhile.end() if meanwhile else position
    for _ in range(5):
        over = next((end for start, end in times if start <= position + 1 < end), None)
        if over is not None:
            position = over
            continue
        word = _WORD.search(sentence, position)
        if word is None or sentence[position : word.start()].strip(" "):
            return False
        low = word[0].casefold()
        if low in _ADVERBS:
            position = word.end()
            continue
        if low == "at":
            return True
        return is_verb(low) or bool(_PASSIVE.fullmatch(low))
    return False


def _joined(sentence: str, pieces: list[tuple[int, int]], times: tuple[tuple[int, int], ...]) -> tuple[Clause, ...]:
    """Pieces without verb and opener are parts of lists, and go with the piece before.

    A verb inside a time («inden perioden er slut») carries no clause.
    """
    timeless = masked(sentence, times)
    pieces = _with_leading_times(sentence, timeless, pieces)
    result: list[Clause] = []
    for start, end in pieces:
        body = sentence[start:end].lstrip(" ,;:()-")
        begin = end - len(body)
        opener = Opener.MAIN if any(first <= begin < last for first, last in times) else opener_at(sentence, begin)
        if result and (
            (opener is Opener.REASON and body.startswith("idet ") and _IN_STAGES.search(sentence, 0, start))
            or (opener is Opener.RESULT and _is_consequence(timeless, begin, end))
            or (opener is Opener.REASON and _MEANWHILE.match(body) and _both_timed(sentence, result, begin, end, times))
        ):
            opener = Opener.COORDINATED
        put_in = any(first == begin for first, _last in times)
        left_open = _LEFT_OPEN.search(timeless, result[-1].start, result[-1].end) if result else None
        told_when = left_open and sentence[left_open.start() : start] != timeless[left_open.start() : start]
        if left_open and (put_in or told_when):
            result[-1] = Clause(result[-1].start, end, result[-1].opener, result[-1].governor)
            continue
        if _goes_on(sentence, body, opener, result):
            result.append(Clause(begin, end, result[-2].opener, result[-2].governor))
            continue
        has_verb = any(is_verb(word) for word in _WORD.findall(timeless[begin:end]))
        has_verb = has_verb or bool(_IT_DOES.match(body) or _DOES_TO.match(body))
        has_verb = has_verb or bool(_FOR_ONLY_THEN.match(body) or _FRESH_START.match(timeless, max(0, start - 1), end))
        has_verb = has_verb or _inverts(sentence, body, result) or bool(_EXCEPT_THAT.match(body))
        has_verb = has_verb or (
            sentence[start - 2 : start].endswith((";", "; "))
            and bool(_VERB_FIRST.match(timeless, begin, end) or _BODY_DOES_ANEW.match(timeless, begin, end))
        )
        has_verb = has_verb or bool(
            _THEN_WE_DO.match(timeless, begin, end)
            or _JOINS_PASSIVE.match(timeless, begin, end)
            or _JOINS_AT_ONCE.match(timeless, begin, end)
            or _BODY_DOES.match(timeless, begin, end)
            or _FOR_THEY.match(timeless, begin, end)
            or _OPENS_WITH_OBJECT.match(timeless, begin)
        )
        second_time = _is_second_time(sentence, timeless, begin, end, result, has_verb=has_verb)
        if second_time or _asks_for_another(sentence, start, body, result):
            result.append(Clause(begin, end, Opener.COORDINATED, result[-1].governor))
            continue
        if result and opener is Opener.MAIN and not has_verb:
            last = result[-1]
            closed = sentence[last.end - 1 : last.end] in ")" or sentence[start - 1 : start] in (":", ")", ".")
            if not closed:
                result[-1] = Clause(last.start, end, last.opener, last.governor)
                continue
        resumed = _resumed(timeless[begin:end].lstrip(), opener, result)
        if resumed is not None:
            result.append(Clause(begin, end, resumed.opener, resumed.governor))
            continue
        if result and opener is Opener.MAIN and re.match(r"(?:og|men|samt|eller)\b", body, re.IGNORECASE):
            opener = Opener.COORDINATED
        result.append(Clause(begin, end, opener, _governor(opener, result)))
    return tuple(result)


def _asks_for_another(sentence: str, start: int, body: str, before: list[Clause]) -> bool:
    """Whether after the question that is to be answered comes what is to be done next: «…, og orientere udvalget»."""
    question = bool(before) and before[-1].opener is Opener.QUESTION and before[-1].governor >= 0
    return question and sentence[:start].rstrip().endswith(",") and bool(_AND_INFINITIVE.match(body))


def _is_consequence(timeless: str, start: int, end: int) -> bool:
    """«…, så fra den 1. maj gør skolerne selv rent»: what follows, in the order of words of a main clause."""
    then = _SO_THEN.match(timeless, start, end)
    word = _WORD.match(timeless, then.end(), end) if then else None
    return word is not None and (is_verb(word[0]) or bool(LOOKS_FINITE.match(timeless, word.start())))


def _both_timed(sentence: str, before: list[Clause], start: int, end: int, times: tuple[tuple[int, int], ...]) -> bool:
    """«Skolen åbner i maj, mens hallen åbner i juni»: two acts side by side, each with its own time."""
    own = any(start <= first < _end_of_put_in(sentence, end) for first, _last in times)
    return own and bool(before) and any(before[-1].start <= first < before[-1].end for first, _last in times)


def _end_of_put_in(sentence: str, end: int) -> int:
    """Where the clause that ends at `end` goes on to, past what is put in: «mens den gamle, som …, rives ned»."""
    put_in = _SAYS_WHICH.match(sentence, end)
    return put_in.end() if put_in else end


def _with_leading_times(sentence: str, timeless: str, pieces: list[tuple[int, int]]) -> list[tuple[int, int]]:
    """A time that a comma parts from the verb it stands before goes with it: «og inden vinteren er omme, skal …»."""
    result: list[tuple[int, int]] = []
    for start, end in pieces:
        joins = (
            bool(result)
            and _ONLY_JOINS.fullmatch(timeless, *result[-1])
            and _ONLY_JOINS.fullmatch(sentence, *result[-1]) is None
        )
        word = _WORD.search(sentence, start, end)
        if joins and len(result) > 1 and word and (is_verb(word[0]) or LOOKS_FINITE.match(sentence, word.start())):
            result[-1] = (result[-1][0], end)
        else:
            result.append((start, end))
    return result


def masked(sentence: str, times: Sequence[tuple[int, int]], mark: str = " ") -> str:
    """`sentence`, of the same length, with the characters of its times put as `mark`."""
    characters = list(sentence)
    for start, end in times:
        characters[start:end] = mark * (end - start)
    return "".join(characters)


def _is_second_time(
    sentence: str, timeless: str, start: int, end: int, before: list[Clause], *, has_verb: bool
) -> bool:
    """Whether little but a time is left after a condition or question: «… når tallene er klar, og senest i maj».

    Or after what is put in before the time that holds: «ikke i maj, som ellers planlagt, men i juni».
    """
    asks = bool(before) and before[-1].opener in (Opener.CONDITION, Opener.QUESTION)
    put_in = bool(before) and before[-1].opener is Opener.RELATIVE and sentence.startswith("men ", start)
    return (
        (asks or put_in)
        and before[-1].governor >= 0
        and not has_verb
        and sentence[start:end] != timeless[start:end]
        and len(_WORD.findall(timeless, start, end)) <= _FEW_WORDS
    )


def _inverts(sentence: str, body: str, before: list[Clause]) -> bool:
    """Whether after the condition that opens a sentence its own verb comes first, even one that no list has."""
    asks = len(before) == 1 and (before[0].opener in (Opener.CONDITION, Opener.REASON) or condition_first(sentence) > 0)
    return asks and bool(re.match(r"[a-zæøå]{2,}(?:er|år|ør|es)\s", body))


def _goes_on(sentence: str, body: str, opener: Opener, before: list[Clause]) -> bool:
    """Whether after «Rådgiveren, der ansættes i …,» the sentence's own verb comes, even one that no list has."""
    if opener is not Opener.MAIN or len(before) < _TWO or before[-1].opener is not Opener.RELATIVE:
        return False
    subject = sentence[before[-2].start : before[-2].end]
    return not any(is_verb(word) for word in _WORD.findall(subject)) and bool(LOOKS_FINITE.match(body))


def _resumed(body: str, opener: Opener, before: list[Clause]) -> Clause | None:
    """The clause that goes on after a relative clause put into it: «så beløbet, der blev …, kan dækkes»."""
    if opener is not Opener.MAIN or len(before) < 2 or before[-1].opener is not Opener.RELATIVE:
        return None
    word = _WORD.match(body)
    if not word or not is_verb(word[0]):
        return None
    if before[0].opener in (Opener.RESULT, Opener.CONDITION, Opener.REASON):
        return Clause(0, 0, Opener.MAIN, -1)  # «For at sikre, at …, igangsættes …»: the main clause at last
    return before[before[-1].governor] if before[-1].governor >= 0 else None


def _governor(opener: Opener, before: list[Clause]) -> int:
    if not before:
        return -1
    if opener is Opener.COORDINATED or opener is before[-1].opener is Opener.QUESTION:
        return before[-1].governor  # «om hallen kan udlejes, og hvad det koster»: both are asked at once
    return len(before) - 1
