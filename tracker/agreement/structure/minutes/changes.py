"""Which sentences of an item a decision says otherwise, mostly with another day: they hold no longer."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence, Set

from tracker.agreement.structure.prose.sentences import Sentence
from tracker.agreement.text.subjects import shared_words
from tracker.danish import MONTH_WORDS

_CHANGED = re.compile(
    r"\b(?:i stedet for|med den ændring|ændre[st]|ændret|dog|allerede (?:den|i|på|til|inden))\b",
    re.IGNORECASE,
)
# «Godkendt. Udvalget ønsker dog en orientering i maj»: more than was recommended
_MORE_WISHED = re.compile(
    r"\b(?:ønsker|beder|bad|anmoder|anmodede|imødeser|orienteres|forudsætter|bemærker)\b", re.IGNORECASE
)
# «21. juni: Seminar om budgettet», where the decision is that «seminaret holdes den 28. juni»
_ROW = re.compile(r"[^:]{3,40}:\s+(?P<what>[A-ZÆØÅa-zæøå]{6,})\b")
_BESIDES = re.compile(
    r"\b(?:desuden|også|yderligere|derudover|supplere\w*|tillige|igen|endnu|næste gang)\b", re.IGNORECASE
)
_MUCH = 3  # longer words in common by which two sentences say the same
_PASSIVE = re.compile(r"\b[a-zæøå]{4,}es\b")
# «biblioteket åbner», of a recommendation and of a decision: the same does the same
_DOES = re.compile(r"\b[a-zæøå]{4,}(?:en|et|ne) [a-zæøå]{3,}er\b", re.IGNORECASE)
# «Godkendt, dog først den 1. juni»: another day for what was recommended, which it does not name again
_ANOTHER_DAY = re.compile(
    r"\b(?:dog (?:først|allerede|med virkning)"
    r"|(?:godkend|tiltr|vedtag)\w+ (?:gældende|med (?:virkning|start|ikrafttræden)))\b",
    re.IGNORECASE,
)
# «høringsfristen forlænges til …», «lukningen sker fra …»
_SET_ANEW = re.compile(
    r"\b(?P<what>(?!idet\b|det\b|den\b)[a-zæøå-]+(?:en|et|erne|høring|(?<!\w)(?<=s\s)[a-zæøå]+(?:ing|else)))\s"
    r"(?:(?:af|for|i|på|med)\s(?:[\w-]+\s){1,3}?)?"
    r"(?:(?:dog|først|derfor|herefter|så|nu|allerede)\s)*"
    r"(?:uds[kæ]\w+es|udskudt|(?:frem)?rykke[st]|flytte[st]|forlænge[st]|udvide[st]|ændre[st]|fastsættes|fastsat|sættes"
    r"|(?:skal være|bliver)(?=\s(?:den|d\.|i|senest)\b)|sker|(?:af)?holdes|finder sted|løber|begynder|starter"
    r"|træder i kraft)\b"
    r"|\b(?:udskyder?|udskød|(?:frem)?rykke(?:r|de)?|flytte(?:r|de)?|forlænge(?:r|de)?|ændrer|ændrede|udvider|udvidede"
    r"|fastsætter|fastsatte)\s(?P<which>[a-zæøå-]+(?:en|et|erne))\b",
    re.IGNORECASE,
)
_THE_DAY = re.compile(
    r"(?:\w*(?:dato|tidspunkt|termin)(?:en|et)|ikrafttræd\w+|(?:op)?start(?:en)?|virkningen|gennemførelsen|iværksættelsen"
    r"|indførelsen|ordningen)",
    re.IGNORECASE,
)
# «Godkendt, idet skiltene først …», «Tiltrådt, dog således at broen …»
_ADOPTED_BUT = re.compile(
    r"(?:godkendt|tiltrådt|vedtaget|anbefales|følges)[^,]{0,40},?\s(?:dog\s)?(?:således\s|med den ændring,?\s|sådan\s)?"
    r"(?:at|idet|men)\s(?P<what>[a-zæøå-]{3,}(?:en|et|erne|ene))\b",
    re.IGNORECASE,
)
# «Tiltrådt med den ændring, at målet skal nås i 2021»
_CHANGED_SO = re.compile(
    r"[^,.;]{3,60}?,? med den ændring,? at\s(?P<what>[a-zæøå-]{3,}(?:en|et|erne|ene))\s", re.IGNORECASE
)
_THE_LIMIT = re.compile(r"\w*(?:frist|høring|periode)(?:e?n|erne)?", re.IGNORECASE)
# «sendes i høring frem til den 2. april»; not «sendes i høring fra den 2. april»
_HAS_LIMIT = re.compile(
    r"(?=.*\b(?:\w*(?:høring|frist|periode)|søge|indsende))"
    r"(?=.*\b(?:senest|inden|frem til|indtil|til (?:den |d\. ?)?\d))",
    re.IGNORECASE | re.DOTALL,
)
# «Høringen løber fra den 1. maj til den 1. juni»: both ends, so that nothing is left of the former time
_NEW_HEARING = re.compile(r"høring(?:en|sperioden|erne)?", re.IGNORECASE)
_FROM_THEN = re.compile(r"\bfra\s(?:den\s|d\.\s?)?\d[^,;]{0,30}?\s(?:til|–|-)\s", re.IGNORECASE)
_IN_HEARING = re.compile(r"\b(?:i|til)\s(?:offentlig\s)?høring\b", re.IGNORECASE)
# «der holdes et temamøde i maj», «budgetseminaret holdes …»: what is held on a day, and named again by its last part
_HELD = r"(?:(?:af)?holdes|gennemføres|arrangeres|finder sted|indbydes til|inviteres til|indkaldes til)"
# «lukningen», «forhøjelsen»: the noun of a verb
_OF_VERB = re.compile(r"(?:n?ingen|elsen?|ingerne|n?ing)$", re.IGNORECASE)
_OF_VERB_N = re.compile(r"(?:ingen|ingerne|ing)$", re.IGNORECASE)
_INSTEAD_OF = re.compile(
    r"\b(?:i stedet for|og ikke|frem for)\s(?:(?:først|allerede|senest|den|d\.|i|til|pr\.|fra)\s)*"
    rf"(?P<when>\d{{1,2}}\. (?:{MONTH_WORDS})|{MONTH_WORDS}|\d{{4}}|(?:forår|sommer|efterår|vinter)\w*|uge \d+)",
    re.IGNORECASE,
)
_ONLY_AS_TO = re.compile(
    r"\W*(?:godkendt|tiltrådt|vedtaget|anbefales)\s(?:alene\s|kun\s)?(?:for så vidt angår|hvad angår|for)\s"
    r"(?:de|den|det)\s(?:første\s)?(?P<count>\d+)\b",
    re.IGNORECASE,
)
_EXCEPT = re.compile(r"\b(?:med undtagelse af|bortset fra|undtagen|på nær)\s(?P<thing>(?!punkt)[^.,;]+)", re.IGNORECASE)
# «ordningen evalueres i maj» is not what «ordningen først begynder i juni» says otherwise
_FOLLOWS_UP = re.compile(r"\b(?:evaluer|afrapporter|orienter)\w*", re.IGNORECASE)
# «…, og at temperaturen vurderes igen inden jul»: how it went, and not what is to be
_LOOKS_AGAIN = re.compile(r"\b(?:evalueres|vurderes)\s(?:igen|på ny)\b|\bgenvurderes\b", re.IGNORECASE)
_NEXT_THAT = re.compile(r"(?:,\s|,?\s(?:og|samt)\s)(?=at\s)", re.IGNORECASE)
_SEVERAL = re.compile(r"\bat\b.*(?:,|\bog|\bsamt)\sat\b", re.IGNORECASE)
_DAY = re.compile(
    rf"(?:\d{{1,2}}\. |\b)(?:{MONTH_WORDS})\b|\b(?:19|20)\d\d\b|\buge \d+"
    r"|\b(?:forår|sommer|efterår|vinter|jul|påske|pinse|nytår|\d\. (?:kvartal|halvår))\w*"
)
# Who acts says nothing of what is done, nor when.
_WHO = re.compile(
    rf"\b(?:(?:forvaltning|administration|kommunalbestyrelse|[\w-]*udvalg|byråd|regionsråd|direktion)\w*|{MONTH_WORDS})\b",
    re.IGNORECASE,
)
# «Forslaget godkendtes, dog således at …»: what is adopted, and nothing of what it says
_ADOPTS_IT = re.compile(r"^\W*(?:forslag|indstilling|anbefaling)(?:et|en)\b", re.IGNORECASE)
# «Arbejdet begynder i maj, hvis projektet bliver godkendt»: what is decided of the project moves no work
_ON_CONDITION = re.compile(r",\s(?:hvis|såfremt|forudsat|medmindre)\s[^.;:]*", re.IGNORECASE)
_NOT = re.compile(r"\bikke\b", re.IGNORECASE)
_MORE_ACTS = re.compile(
    r"\bog(?: at)? [^,.;]{3,60}\b(?:vedtages|godkendes|forelægges|behandles|evalueres)\b", re.IGNORECASE
)


# «hallen holdes lukket» is «hallen lukkes»
_KEPT_SO = re.compile(r"\b(?:holdes|bliver|skal være|er)\s(?P<how>lukke|spærre)t\b", re.IGNORECASE)
# «inden sommerferien», «i maj 2020»: which time, so that what is decided for the same one is only said again
_WHICH_TIME = re.compile(
    r"(?:\b(?:inden|før|efter|senest|fra|til|udgangen af)\s(?:i\s|den\s|d\.\s)?)?"
    rf"(?:\d{{1,2}}\.\s)?\b(?:{MONTH_WORDS}|(?:19|20)\d\d|uge\s\d+"
    r"|\w*(?:forår|sommer|efterår|vinter)\w*|påske|pinse|jul|nytår|årsskiftet|\d\.\s(?:kvartal|halvår))\b",
    re.IGNORECASE,
)


def is_said_otherwise(told: Sentence, decided: Sequence[Sentence], timed: Set[int]) -> bool:
    """Whether the decision says what `told` says, but otherwise: «med den ændring, at ordningen træder i kraft …»."""
    return any(_likeness(told, one, timed) > 0 for one in decided)


def replaced(told: Sequence[Sentence], decided: Sequence[Sentence], timed: Set[int], *, alone: bool) -> frozenset[int]:
    """Where the sentences of `told` start that the decision says otherwise, or not to do.

    `timed`: the starts of those in which a time stands. `alone`: whether another day can only be that
    of the one in `told` that has a time.
    """
    found: set[int] = set()
    dated = [one for one in told if one.start in timed]
    for one in decided:
        likeness = {each.start: _likeness(each, one, timed) for each in told}
        most = max(likeness.values(), default=0)
        alike = [each for each in told if likeness[each.start] == most > 0 and not _says_same_day(each.text, one.text)]
        found |= {each.start for each in alike if not _only_looks_again(each.text, one.text)}
        found |= {each.start for each in told if _is_left_out(each.text, one.text)}
        found |= {each.start for each in dated if _is_not_among(each.text, one.text)}
        if one.start in timed:
            others = [each for each in dated if not _says_same_day(each.text, one.text)]
            found |= set(_moved(others, one.text, alone=alone and len(others) == len(dated) and _of_one(dated)))
    return frozenset(found)


def _says_same_day(told: str, decided: str) -> bool:
    """Whether the decision only tells again what was recommended: «…, herunder at mødet holdes den 12. juni»."""
    days = set(_DAY.findall(decided.casefold()))
    again = bool(days) and days <= set(_DAY.findall(told.casefold()))
    return again and not (_CHANGED.search(decided) or _NOT.search(decided))


def _of_one(pieces: Sequence[Sentence]) -> bool:
    """Whether all `pieces` are of one sentence."""
    return len({id(piece.folded) for piece in pieces}) == 1


def is_of_another_thing(said: str, told: str) -> bool:
    """Whether `said` of a point adopts it, and moves only what `told` does not speak of.

    «Godkendt, dog således at biblioteket først flytter i 2021», of the point that «en ny ledelse tiltræder i marts».
    """
    thing = _ADOPTED_BUT.match(said)
    if thing is None:
        return False
    what = thing["what"].casefold()
    of_it = _THE_DAY.fullmatch(what) or _THE_LIMIT.fullmatch(what) or _is_deed(what, told)
    return not (of_it or _same_start(said[thing.start("what") :], told))


def is_moved_row(row: Sentence, decided: Sequence[Sentence], timed: Set[int]) -> bool:
    """Whether the decision gives another time to what a row of the item's schedule names."""
    told = _ROW.match(row.text) if row.start in timed else None
    if told is None:
        return False
    named = re.compile(rf"\b{told['what']}(?:et|en|erne|ene|t|n)\b", re.IGNORECASE)
    return any(one.start in timed and named.search(one.text) for one in decided)


def _likeness(told: Sentence, decided: Sentence, timed: Set[int]) -> int:
    """How many words two sentences share of which the second is the first said otherwise; 0 where it is not."""
    if _only_tells_how_it_went(told.text, decided.text) or _is_said_again(told.text, decided.text):
        return 0
    deeds = len(_deeds(decided.text, told.text))
    on_its_own = _ON_CONDITION.sub("", told.text)
    shared = deeds + len(shared_words(_WHO.sub("", _ADOPTS_IT.sub("", decided.text)), on_its_own))
    both = told.start in timed and decided.start in timed
    if shared and _CHANGED.search(decided.text) and ((both and deeds) or not _MORE_WISHED.search(decided.text)):
        return shared
    said = _WHO.sub("", _ADOPTS_IT.sub("", decided.text))
    same_act = (
        set(_PASSIVE.findall(_plainly(told.text))) & set(_PASSIVE.findall(_plainly(said)))
        and shared_words(_PASSIVE.sub("", said), told.text)
    ) or set(_DOES.findall(told.text.casefold())) & set(_DOES.findall(said.casefold()))
    return shared if both and (shared >= _MUCH or same_act) and not _BESIDES.search(decided.text) else 0


def _plainly(words: str) -> str:
    """`words` with a passive for what is kept so: «lukkes» for «holdes lukket»."""
    return _KEPT_SO.sub(r"\g<how>s", words)


def _is_said_again(told: str, decided: str) -> bool:
    """Whether the decision names the times of `told` and no other: «Gruppen nedsættes dermed inden ferien»."""
    times = {re.sub(r"\s+", " ", time.casefold()) for time in _WHICH_TIME.findall(told)}
    return bool(times) and times == {re.sub(r"\s+", " ", time.casefold()) for time in _WHICH_TIME.findall(decided)}


def _only_tells_how_it_went(told: str, decided: str) -> bool:
    """Whether `told` only has the thing evaluated, of which `decided` says something else."""
    followed_up = _FOLLOWS_UP.search(told) and not _SEVERAL.search(told)
    return bool(followed_up) and not _FOLLOWS_UP.search(decided)


def _only_looks_again(told: str, decided: str) -> bool:
    """Whether what is decided of the thing in `told` is only that one looks at it again: «…, og at prisen vurderes»."""
    of_it = [clause for clause in _NEXT_THAT.split(decided) if shared_words(_WHO.sub("", clause), told)]
    return bool(of_it) and not _LOOKS_AGAIN.search(told) and all(map(_LOOKS_AGAIN.search, of_it))


def _deeds(words: str, told: str) -> frozenset[str]:
    """The nouns in `words` of what `told` says with a verb: «lukningen» of «broerne lukkes»."""
    return frozenset(noun for noun in re.findall(r"\b[a-zæøå]+(?:ing|else)(?:en)?\b", words) if _is_deed(noun, told))


def _is_deed(noun: str, told: str) -> bool:
    """Whether `told` has the verb of `noun`, with or without the «n» before its ending: «lukning», «åbning»."""
    stems = {_OF_VERB.sub("", noun), _OF_VERB_N.sub("", noun)} - {noun}
    verbs = "|".join(rf"{re.escape(stem)}{re.escape(stem[-1:])}?" for stem in stems if len(stem) > 1)
    return bool(verbs) and re.search(rf"\b(?:{verbs})(?:es?|er|s|t|et|ede)\b", told, re.IGNORECASE) is not None


def _names(what: str, told: str) -> bool:
    """«åbningen» of a line that only names it: «1. februar 2021: Åbning»."""
    return re.search(rf":\s+{re.escape(re.sub('(?:en|et)$', '', what))}\b", told, re.IGNORECASE) is not None


def _is_held(what: str, told: str) -> bool:
    """«mødet» of what tells that «der holdes et temamøde»."""
    event = _noun(what)
    before, after = rf"{_HELD}\s(?:(?!{_HELD})[\w-]+\s){{0,3}}?{event}", rf"{event}\s{_HELD}"
    return re.search(rf"\b(?:{before}|{after})\b", told, re.IGNORECASE) is not None


def _noun(what: str) -> str:
    """A pattern for the definite noun `what` in any form, also as the last part of another: «mødet», «temamøde»."""
    return rf"[a-zæøå]*{re.escape(re.sub('(?:erne|ene|en|et)$', '', what))}(?:e?[tn]|e|er|erne|ene)?"


def _is_heard_anew(what: str, decided: str, told: str) -> bool:
    """«Høringen løber fra den 1. april …», of what «sendes i høring i februar»."""
    anew = _NEW_HEARING.fullmatch(what) and _FROM_THEN.search(decided)
    return bool(anew) and _IN_HEARING.search(told) is not None


def _is_left_out(told: str, decided: str) -> bool:
    """«Godkendt med undtagelse af skiltene», «…, men der opsættes ikke skilte»."""
    excepted = _EXCEPT.search(decided)
    if excepted and _same_start(excepted["thing"], told):
        return True
    return any(
        _NOT.search(clause)
        and set(_PASSIVE.findall(clause)) & set(_PASSIVE.findall(told))
        and _same_start(clause, told)
        for clause in re.split(r"[,;:.]\s", decided)
    )


def _is_not_among(told: str, decided: str) -> bool:
    """«Godkendt for så vidt angår de 20 pladser», of what tells of the last 15."""
    only = _ONLY_AS_TO.match(decided)
    return only is not None and only["count"] not in re.findall(r"\d+", told)


def _same_start(words: str, told: str) -> bool:
    """Whether a noun stands in both, whatever its ending."""
    nouns = [word for word in re.findall(r"[a-zæøå]{5,}", words.casefold()) if not _PASSIVE.fullmatch(word)]
    return any(re.search(rf"\b{noun[: max(5, len(noun) - 3)]}", told.casefold()) for noun in nouns)


def _moved(dated: Sequence[Sentence], decided: str, *, alone: bool) -> Iterator[int]:
    """Where the sentences with a time start to which a decision gives another without naming them again."""
    for match in _SET_ANEW.finditer(decided):
        what = match["what"] or match["which"]
        limited = [one for one in dated if _HAS_LIMIT.match(one.text)] if _THE_LIMIT.fullmatch(what) else []
        if len(limited) == 1 and not _MORE_ACTS.search(limited[0].text):
            yield limited[0].start
        for one in dated:
            first = alone and one is dated[0]  # of what one sentence recommends, the day is that of the first thing
            same = _is_deed(what, one.text) or _names(what, one.text) or (first and _THE_DAY.fullmatch(what))
            same = same or _is_held(what, one.text) or _is_heard_anew(what, decided, one.text)
            if same and not _MORE_ACTS.search(one.text):
                yield one.start
    if thing := _CHANGED_SO.match(decided):
        named = re.compile(rf"\b{_noun(thing['what'])}\b", re.IGNORECASE)
        of_it = [one for one in dated if named.search(one.text) and not _only_tells_how_it_went(one.text, decided)]
        yield from (one.start for one in of_it if not _MORE_ACTS.search(one.text))
    if alone and _ANOTHER_DAY.search(decided):
        yield dated[0].start
    for match in _INSTEAD_OF.finditer(decided):
        yield from (one.start for one in dated if re.search(rf"\b{re.escape(match['when'])}\b", one.text))
