"""Acts whose verb the lexicon lacks, in a clause that carries a date: told by the form and the place of the verb."""

from __future__ import annotations

import re
from collections.abc import Sequence

from tracker.agreement.acts.act import Act
from tracker.agreement.acts.clauses import Clause, Opener
from tracker.agreement.acts.standing import NOT, content_standing
from tracker.agreement.acts.verbs import Inflection, Verb
from tracker.agreement.values import TaskKind

# A passive of a verb that the lexicon lacks («nedgraves»), and words that only look like one.
_PASSIVE = re.compile(
    r"\b(?!(?:deres|jeres|vores|fælles|ellers|således|særdeles|aldeles|delvises|lykkes|synes|mangles"
    r"|findes|opleves|kaldes|forventes|ventes|anslås|skønnes|regnes|ønskes|planlægges|behøves|trives)\b)"
    r"[a-zæøå]{3,}(?<!n)(?<!nd)(?:e|å)s\b"
)
# What a paper says or holds, and what goes by itself, is nothing done.
_NO_ACT = (
    r"(?!(?:være|have|blive|kunne|vokse|stige|falde|udgøre|koste|medføre|betyde|opleve|ligge|gælde|vise|indeholde|omfatte"
    r"|rumme|bidrage|pege|dække|svare|handle)\b)"
)
_AFTER_MODAL = re.compile(
    rf"\b(?:skal|vil|bør)\b(?:\s(?!ikke\b){_NO_ACT}[\w.-]+){{0,8}}?\s(?P<verb>{_NO_ACT}[a-zæøå]{{2,}}(?:e|es|å|ås))\b"
)
_DONE = re.compile(r"(?<=\bhave )(?<!at have )[a-zæøå]{3,}(?:et|t)\b")
_EXPECTED = re.compile(
    rf"\b(?:forventes|ventes|planlægges) at(?:\skunne)?\s(?P<verb>{_NO_ACT}[a-zæøå]{{2,}}(?:e|es|å|ås))\b"
)
_NOT_AHEAD = re.compile(r"\b(?:kan|(?<!at )kunne|skulle|ville|blev|var|havde|har)\b")

# Who can promise: the parties, the bodies, the administration, and the houses that a municipality or region runs.
_OWN = (
    r"(?:vi|\w*parterne|\w*partierne|kommunen|regionen|forvaltningen|administrationen|direktionen|sekretariatet"
    r"|[\w-]*udvalget|byrådet|kommunalbestyrelsen|regionsrådet|borgmesteren"
    r"|[\w-]*(?:skole|institution|dagtilbud|plejehjem|plejecent|børnehus|børnehave|vuggestue|bibliotek|jobcent"
    r"|hjemmepleje|sygepleje|hospital|sygehus|botilbud|klub)(?:mene|met|ler|rene|rne|erne|ret|ter|bene|ber|en|et|ne|er|r|e)?)"
)
_ALL = r"(?:(?:alle|samtlige|hver|hvert|begge|vores|[\w-]+s)\s)?"
_IN_PRESENT = r"(?P<verb>[a-zæøå]{2,}(?:er|ør|år))\b"
_SUBJECT_FIRST = re.compile(rf"\W*(?:(?:og|samt)\s)?{_ALL}{_OWN}\s{_IN_PRESENT}", re.IGNORECASE)
_VERB_FIRST = re.compile(rf"\W*(?:(?:og|samt)\s)?{_IN_PRESENT}\s{_ALL}{_OWN}\b", re.IGNORECASE)
# What is told, meant, had or undergone in the present promises nothing.
_NO_PROMISE = frozenset(
    re.findall(
        r"\w+",
        "er har var får får bliver forventer venter mener tror håber ønsker ved ser anerkender bemærker noterer "
        "konstaterer glæder takker står ligger lever gælder løber varer rækker dækker svarer udgør koster betaler "
        "skylder mangler oplever møder kommer går viser peger handler betyder indebærer kræver forudsætter omfatter "
        "indeholder rummer stiger falder vokser vender bor arbejder deltager fylder taler siger tager skriver minder "
        "følger holder hedder fremgår henviser slutter begynder starter udløber ophører bortfalder modtager mister "
        "kender kan bør støtter år flere mere bruger ejer driver råder tilhører hører befinder nærmer presser rammer "
        "giver bidrager spiller danner regner vurderer skønner anslår tjener taber når huser hviler leder hjælper "
        "efter under over eller deler søger afventer hader elsker lider",
    )
)
_LIVES_UP_TO = re.compile(rf"\W*(?:(?:og|samt)\s)?{_ALL}{_OWN}\s(?P<verb>lever) op til\b", re.IGNORECASE)
# «Torvet får ny belægning»; not what nobody gives: more inhabitants, need, effect, money.
_RECEIVES = re.compile(
    r"(?P<verb>\bfår\b)\s(?:[\w-]+(?:en|et|erne|ne)\s)?"
    r"(?!(?:en |et )?(?:nye? |nyt |stor |større |bedre |lille |mindre )?"
    r"(?:\d|at\b|flere|færre|mere|mindre|bedre|større|mulighed|brug|behov|betydning|svær|let|lov\b|ret\b|effekt"
    r"|konsekvens|glæde|virkning|problem|gavn|råd\b|lige|travlt|nok\b|del\b|tilskud|støtte\b|penge|udfordring|fald"
    r"|stigning|tab\b|merforbrug|underskud|overskud|også|ikke|svar|lov|regler|medhold|afslag|besøg|kritik"
    r"|rolle|række|stadig|hjælp\b|udligning))(?:[a-zæøå])"
)
# «Faste teams er indført … senest i maj»: told as done, but by a day that is still to come.
_IS_DONE = re.compile(
    r"\b(?<!der )(?<!det )er\s(?:[\w-]+\s){0,3}?(?P<verb>[a-zæøå]{3,}(?:eret|tt?et|lagt|sat|ført|bragt|ndet))\b"
)
_DONE_BEFORE = re.compile(r"\b(?:har|havde|var|blev|allerede|nu|tidligere|i dag|været|planlagt|aftalt|afsat|fastsat)\b")


def unknown_act(sentence: str, clauses: Sequence[Clause], index: int, body: str, *, limit: bool) -> Act | None:
    """What clause `index` promises by a verb that the lexicon lacks, or None.

    `body`: the clause's words with its times blanked, of the same length. `limit`: the time is one by which something
    is to be done («senest …»), so that what is told as done is still to come.
    """
    found = _verb(body, limit=limit)
    if found is None:
        found = _present(body) if clauses[index].opener in (Opener.MAIN, Opener.COORDINATED, Opener.CONTENT) else None
    if found is None:
        return None
    verb, inflection, start, end = found
    standing = content_standing(sentence, clauses, index)
    begin = clauses[index].start
    return Act(verb.kind, verb, inflection, begin + start, begin + end, index, standing, bool(NOT.search(body)))


def _verb(body: str, *, limit: bool) -> tuple[Verb, Inflection, int, int] | None:
    """A verb after a modal, in the passive, or told as done by a limit: with its form and span in `body`."""
    match = _AFTER_MODAL.search(body) or _EXPECTED.search(body)
    if match is not None:
        start, end = match.span("verb")
    else:
        other = _PASSIVE.search(body.casefold()) or _DONE.search(body)
        if other is None:
            done = _IS_DONE.search(body) if limit and not _DONE_BEFORE.search(body) else None
            if done is None:
                return None
            return Verb("være", TaskKind.DELIVERY, "", light=True), Inflection.PARTICIPLE, *done.span("verb")
        start, end = other.span()
    if _NOT_AHEAD.search(body[:start]):
        return None
    passive = body[start:end].endswith("s")
    verb = Verb(body[start:end].removesuffix("s").casefold(), TaskKind.IMPLEMENTATION, "")
    return verb, Inflection.PASSIVE if passive else Inflection.INFINITIVE, start, end


def _present(body: str) -> tuple[Verb, Inflection, int, int] | None:
    """What somebody of the municipality does, or something of it is given, told in the present as still to come."""
    if _NOT_AHEAD.search(body):
        return None
    received = _RECEIVES.search(body)
    if received is not None:
        return Verb("få", TaskKind.DELIVERY, ""), Inflection.PRESENT, *received.span("verb")
    match = _LIVES_UP_TO.match(body)
    if match is None:
        match = _SUBJECT_FIRST.match(body) or _VERB_FIRST.match(body)
        if match is None or match["verb"].casefold() in _NO_PROMISE:
            return None
    infinitive = match["verb"].casefold().removesuffix("r")
    return Verb(infinitive, TaskKind.IMPLEMENTATION, ""), Inflection.PRESENT, *match.span("verb")
