"""States and targets: «skal være klar», «skal kunne ses», «nedbringes til 4 pct.», «skal være fossilfri»."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from tracker.agreement.acts.act import Act, Standing
from tracker.agreement.acts.clauses import TIME, Clause
from tracker.agreement.acts.governing import AIM_LABEL, mood_before
from tracker.agreement.acts.openers import Opener
from tracker.agreement.acts.standing import NOT, content_standing
from tracker.agreement.values import TaskKind
from tracker.danish import MONTH_WORDS

_ON_TABLE = r"på (?:[\w'’-]+ )?(?:dagsorden(?:en)?|bord(?:et)?)"
_STATE = re.compile(
    r"\b(?:være|er|står|stå|ligge|ligger|bliver|blive|have|har|haves)\b(?:\s[\w.,-]+){0,4}?\s"
    r"(?P<state>(?:indflytnings|drifts)?(?:klar|færdig|parat)(?:t|e|gjort)?|tilgængelig[te]?|på plads"
    r"|i (?:drift|mål|hus|(?:(?:offentlig|fornyet)\s)?høring|udbud)"
    r"|operationel[t]?|til rådighed|ude af|i brug|i luften|slut(?= med)"
    rf"|{_ON_TABLE})\b"
    r"|\b(?:være|er|have|har)\s(?:[\w.-]+\s){1,5}?(?P<received>i hænde)\b"
    r"|\b(?:forventes|ventes|ønskes|skal)\s(?:(?!at\b)\w+\s){0,2}?(?P<bare>(?:klar|færdig|parat)t?|åb(?:en|ent|ne)"
    r"|på plads|i (?:drift|brug|luften|hus|mål|jorden|vandet|trykken)|ud af (?:drift|brug))\b"
    r"|\b(?:skal|vil)\b(?:\s[\w-]+){0,5}?\svære\s(?:\w+\s)?(?P<going>i gang|i funktion|åbent?|åbne)\b"
    r"|\b(?:er|være)\s(?:(?:den|det|de)\ssidste|alle|samtlige)\s(?:[\w-]+\s){1,4}?(?P<gone>væk|borte|ude|forsvundet)\b"
    r"|\b(?:(?:den|det|de)\ssidste|alle|samtlige)\s(?:[\w-]+\s){1,4}?(?:er|være)\s(?P<away>væk|borte|ude|forsvundet)\b"
    rf"|\b(?:skal|(?:for)?ventes|ønskes|kommer)\s(?:\w+\s){{0,2}}?(?P<agenda>{_ON_TABLE})\b"
    r"|\b(?:skal|vil)\b(?:\s[\w-]+){0,6}?\svære\s(?:\w+\s)?"
    r"(?P<done>[a-zæøå]{1,}(?:(?<!d)et|at|agt|sat|ført|gjort|bragt|gt|alt|ålt|ldt|lgt|ndt|ugt|kt|bt|pt|ået))\b",
    re.IGNORECASE,
)
# «Huset skulle have været taget i brug i 2019, men …»; «skulle gerne» is a hope still
_SHOULD_HAVE = re.compile(r"\b(?:skulle|burde)\b(?!\s(?:gerne|helst|nu gerne)\b)", re.IGNORECASE)
# «Der ligger allerede tre forslag på bordet»; «allerede i maj» is when it is to be so
_SO_ALREADY = re.compile(rf"\ballerede\b(?!\s+{TIME})", re.IGNORECASE)
_USABLE = re.compile(
    r"\bskal\b(?:\s[\w.-]+){0,5}?\skunne\s(?P<state>(?:ses|findes|læses|bruges|tilgås|benyttes|anvendes"
    r"|hentes|søges))\b",
    re.IGNORECASE,
)
_FEW = r"(?:to|tre|fire|fem|seks|syv|otte|ni|ti|elleve|tolv)\b(?!-)"
# How far something is to move, where no figure tells: «ned på landsgennemsnittet»
_LEVEL = r"(?:nul|halvdelen|det halve|det dobbelte|\w*(?:gennemsnittet|niveauet?))\b"
_MEASURE = re.compile(
    rf"\b(?!(?:19|20)\d\d\b)(?:\d[\d.,]*|halv\w+|{_FEW})\s*(?:%|(?!(?:{MONTH_WORDS})\b)[a-zæøå]{{2,}})"
    r"|\b(?:over|under|højst|mindst|maks\.?)\s(?:være\s)?(?:\d|"
    rf"{_FEW})"
    r"|\b(?:mere|flere|længere|højere|større)\send\s(?:en|et|én|ét)\b",
    re.IGNORECASE,
)
_TOLD_TARGET = re.compile(
    r"\b(?:være|er|bliver|blive)\b(?:\s[\w-]+){0,3}?\s(?P<state>[\w-]{2,}(?:fri[te]?|neutral[te]?"
    r"|selvforsynende|uafhængig[te]?)|selvforsynende|i balance)\b"
    r"|\b(?:bringer|bringe|får|få|holder|holde)\s(?:[\w-]+\s){1,4}?(?P<brought>i balance)\b",
    re.IGNORECASE,
)
# Any state, where the time follows at once: «skal være eldrevne senest i 2026».
_ANY_STATE = re.compile(
    r"\b(?:skal|vil)\s(?:[\w-]+\s){0,4}?være\s(?:\w+\s)?(?P<state>[a-zæøå-]{4,}(?:ne|te|de|et|ede|ige|ig|ske|sk|løs|løse))"
    r"\s(?=(?:senest|inden)\b)",
    re.IGNORECASE,
)
# «Tallet skal ned på 150», «Antallet skal være 95.000 i 2021»: a figure that a verb or its direction makes a measure
_FIGURE = re.compile(
    r"\b(?:ned|op|nede|oppe|falde[rt]?|stige[rt]?|vokse[rt]?|reduceres?|nedbringes|øges|bringes|komme[rt]?|ligge[rt]?|være|er)"
    r"\s(?:[\w-]+\s){0,2}?(?:på|til|under|over)\s(?:(?:højst|mindst|omkring|ca\.|maks\.?)\s)?"
    rf"(?!(?:19|20)\d\d\b)(?:\d[\d,]*\b(?!\.\s(?:{MONTH_WORDS}|kvartal|halvår))|{_FEW}|{_LEVEL})"
    rf"|\boverstige\s(?:\d|{_FEW})"
    r"|\b(?:ned|op)\smed\s(?:\d|(?:en|to|tre)\s(?:halv|tredje|fjerde|femte|tiende)del|halvdelen)"
    r"|\bskal\s(?:[\w-]+\s){0,2}?være\s(?!(?:19|20)\d\d\b)\d[\d.,]*(?=\s(?:i|ved|inden|senest|med)\b|\W*$)",
    re.IGNORECASE,
)
_WISHED_MEASURE = re.compile(
    r"\b(?:er|ligger|udgør|bliver|kommer|når|falder|stiger|har|holdes|overstiger ikke|ikke overstiger)\b.{0,30}?"
    r"\b(?:over|under|højst|mindst|maks\.?|maksimalt|ikke mere end|ned(?:e)? på|op(?:pe)? på)\s(?:\d|[a-zæøå]+\s)"
    # «…, at bygningerne bruger 25 pct. mindre energi»
    r"|\b(?:for)?(?:bruge|udlede|spilde|smide|køre)r\s(?:[\w-]+\s){0,2}?(?:\d[\d.,]*\s?(?:%|pct\.|procent)|(?:en\s)?(?:halv|tredje|fjerde|femte|tiende)del|halvdelen)"
    r"\s(?:så\s)?(?:mindre|færre|lavere|flere|mere)\b",
    re.IGNORECASE,
)
# «Målet er, at 9 ud af 10 husstande sorterer»
_SHARE_FIRST = re.compile(
    rf"(?:og\s)?at\s(?:(?:mindst|højst|over|under|omkring)\s)?(?:\d[\d.,]*|{_FEW})\s"
    rf"(?:ud af\s(?:\d|{_FEW})|pct\.|procent|%)",
    re.IGNORECASE,
)
_AIMED = re.compile(r"\b(?:\w*mål(?:et|sætning(?:en)?)?|ambition(?:en)?|måltal(?:let)?)\b", re.IGNORECASE)
_TARGET_VERB = re.compile(
    r"\b(?:kravet|målet|måltal(?:let)?|loftet|være|bringe[st]?|udgøre|have|nå|opnå|ligge|ned|op|nedbringe[st]?|nedbragt|reducere[st]?"
    r"|reduceret|øge[st]?|øget|hæve[st]?|hævet|sænke[st]?|sænket"
    r"|overstige|vare|(?:tage|stå|gå|bo|køre)(?=\s(?:\w+\s)?(?:\d|mere|længere|flere|over))|vente|stige|vokse|falde|halvere[st]?|halveret|overholde[st]?|komme"
    rf"|skal(?:\s[\w.]+){{0,6}}?\s(?:under|over)(?=\s(?:\d|{_FEW})))\b",
    re.IGNORECASE,
)
_TARGET_MODAL = re.compile(
    r"\b(?:er kravet|kravet er|er målet|er loftet|skal|bør|målet er|måltal(?:let)? er|målsætningen er|mål om"
    r"|(?:ingen|intet)\s(?:[\w-]+\s){1,4}?(?:må|skal)\s(?:være|have|vente|vare|stå|ligge)\s(?:\w+\s)?(?:mere|flere|længere|over)"
    r"|må(?:\s[\w.]+){0,10}?\s(?:højst|maks|ikke (?:"
    r"(?:være|blive|komme|falde|ligge|gå)\s(?:til\s|ned\s)?(?:under|lavere|mindre)|overstige|vare"
    r"|(?:komme|ligge|gå) over"
    r"|(?:være|blive) (?:over|længere|højere|mere|større|dyrere|flere))"
    # «I 2021 må intet barn stå længere end en måned på listen»
    r"|(?:ikke|ingen|intet)(?:\s[\w-]+){0,3}\s(?:vente|være|vare|gå|stå|ligge|bo|køre|have)(?:\s\w+)?\s(?:mere|flere|længere|over)))\b",
    re.IGNORECASE,
)
# «Målet er enkelt: færre end ti lukkedage i 2021»: the aim is what stands after the colon
_AIM_BEFORE = re.compile(
    r"\b(?:\w*mål(?:et|sætning(?:en)?)?|\w*ambition(?:en)?|visionen|sigtet|kravet|pejlemærket)"
    r"\s(?:er|lyder|bliver|ligger fast|står fast)\b"
    r"(?!\s(?:\w+\s)?(?:nået|opfyldt|opnået|indfriet|overskredet))[^.;:]{0,60}:\s*$"
    # «Udvalgets mål: 30 ladestandere ved årets udgang»
    r"|^\W*(?:(?:vores|[\w &,-]+s)\s)?(?:(?:det\s)?(?:nye?|nyt|første|næste)\s)?"
    r"(?:del)?(?:mål(?:et|tal(?:let)?|sætning(?:en)?)?|ambition(?:en)?)(?:\s(?:for|om|med)\s[\w\s-]{2,40})?:\s*$",
    re.IGNORECASE,
)
# «Løftet om en hal i 2023 står ved magt», «Åbningen den 1. maj ligger fast»; not a contract, a grant or a rule
_NO_PLAN = (
    r"(?!\w*(?:bevill|ord|ret|giv|normer|still|vurder|hold|reg|sikr|belæg|finansier|uddann|tillad|bestemm|beslut|afgør)"
    r"(?:ning|ing|else)(?:en|er)?\b)"
)
_STANDS = re.compile(
    rf"\W*(?:(?:og|men)\s)?(?:{_NO_PLAN}[\w.-]+\s){{0,3}}?{_NO_PLAN}[\w-]*(?:(?:del)?mål(?:et|ene|sætning(?:en)?)?|ambition(?:en|erne)?"
    r"|løftet?|frist(?:en)?|dato(?:en)?|tidspunktet|starten|premieren|ingen|elsen)\s[^;:]{0,90}?"
    r"(?P<kept>\b(?:står|ligger|holdes)\s(?:(?:stadig|fortsat|dog|derfor|uændret)\s){0,2}(?:ved magt|fast))\b",
    re.IGNORECASE,
)
# «Vi holder fast i målet om 500 boliger i 2025»
_HELD_TO = re.compile(
    r"\b(?P<kept>hold(?:er|es)\s(?:(?:vi|[\w-]+ne|[\w-]*udvalget|byrådet|der|fortsat|stadig)\s){0,2}fast)\s(?:i|ved)\s(?:[\w-]+\s){0,2}?"
    r"(?:[\w-]*mål(?:et|ene|sætningen)?|ambitionen|løftet|fristen|datoen)\s",
    re.IGNORECASE,
)
_NOT_AN_AIM = re.compile(r"\b(?:var|blev|havde|fik|kan|kunne|skulle|måtte|ville|afsæt\w+|mio|mia|kr)\b", re.IGNORECASE)
_FIGURE_ALONE = re.compile(
    rf"\b(?:(?:over|under|højst|mindst|maks\.?|færre end|flere end|mere end|mindre end)\s)?"
    rf"(?!(?:19|20)\d\d\b)(?:\d[\d.,]*(?!\.\s(?:{MONTH_WORDS}|kvartal|halvår))|{_FEW}|{_LEVEL})",
    re.IGNORECASE,
)
# «Broen kan stå færdig inden jul»: what can be then is meant to be, unless it only may
_CAN = re.compile(r"\bkan\b")
_CAN_BE_READY = re.compile(
    r"^(?!.*\b(?:evt\.|eventuelt|måske|muligvis|ifølge|tidligst)).*\bkan\s(?:stå|ligge|være)\s(?:helt\s)?(?:klar|færdig)(?:t|e)?\b",
    re.IGNORECASE | re.DOTALL,
)
# «Ulykkerne nedbringes til højst 30»; not what something costs
_REACHES = re.compile(
    r"\b(?:nedbringes|reduceres|sænkes|øges|hæves|bringes)\s(?:[\w-]+\s)?(?:til|under|over)\s(?:(?:højst|mindst|under|over|maks\.?)\s)\d[\d.,]*"
    r"(?!\s?(?:kr|mio|mia|kroner))"
    r"|\b(?:gæld|kassebeholdning|likviditet|beholdning)(?:en)?\b[^.;:]{0,60}?"
    r"\s(?:nedbringes|bringes ned|sænkes|øges|hæves|bringes op)"
    r"\s(?:til|under|over|på)\s(?:(?:højst|mindst|under|over|maks\.?)\s)?\d",
    re.IGNORECASE,
)
_HALVES = re.compile(r"\b(?:halveres|fordobles)\b", re.IGNORECASE)
_FINANCE = re.compile(
    r"\b(?:\w*budget(?:tet|ter)?|\w*pulje\w*|\w*ramme[nr]?|bevilling\w*|driften|tilskud\w*"
    r"|midlerne)\b\s*(?:\w+\s){0,3}$",
    re.IGNORECASE,
)

# «Ventetid til psykolog: højst 14 dage», «Kassebeholdning på mindst 110 mio. kr.»: a measure without a verb
_BOUND = r"(?:højst|mindst|maks\.?|maksimalt|minimum|ikke (?:over|under))"
_SIDE = r"(?:under|over|færre end|flere end|nede? på|oppe? på)"
_BOUNDED = (
    rf"(?P<measure>{_BOUND}|(?P<side>{_SIDE}))\s(?:\d[\d.,]*|{_FEW}|\w*(?:gennemsnittet|niveauet)|halvdelen)"
    r"\s?(?:%|[\w.]+)?(?:\s(?!(?:i|på|til)\b)[\w.]+){0,3}"
)
_MEASURE_BOUNDED = re.compile(_BOUNDED, re.IGNORECASE)
_AGE = re.compile(r"\b(?:alle|ingen|børn|unge|borgere|dem)\s(?:over|under|mellem)\s[\d\s–og-]+\sår\b", re.IGNORECASE)
_BOUNDED_ALONE = re.compile(rf"\W*(?:(?:i )?gennemsnit(?:lig\w?)?\s)?{_BOUNDED}\W*", re.IGNORECASE)
_BOUNDED_THING = re.compile(
    r"\W*(?:[\w-]+\s){0,2}?[\w-]*(?:gæld|beholdning|likviditet|overskud|(?:vente|svar|sagsbehandlings)tid|fravær|frafald"
    rf"|ledighed|andel|tilfredshed|udledning)(?:en|et)?(?:\s(?:for|til|i|hos|af)(?:\s(?!på\b)[\w-]+){{1,4}}?)?\s(?:på\s)?{_BOUNDED}\W*",
    re.IGNORECASE,
)
_BY_A_DAY = re.compile(r"\b(?:inden|senest|(?:ved|med|pr\.) udgangen|ultimo|pr\.)(?!\w)", re.IGNORECASE)
# What money is given or reckoned with, what is foretold or told, and the aims of others
_NO_AIM_OF_OURS = re.compile(
    r"\b(?:\w*(?:tilskud|pris|takst|gebyr|budget|udgift|indtægt|bevilling|pulje|lån|løn|honorar|finansiering|anlægs|ramme|bidrag"
    r"|leje|betaling|beløb|merforbrug)\w*"
    r"|prognose\w*|forvent\w*|skøn\w*|befolkning\w*|indbyggertal\w*|status|udgangspunkt\w*|resultat\w*|hidtil\w*|i dag"
    r"|stat(?:en|ens|slige?)|regeringens?|\w*loven?s?|ministeri\w*|i dag|nu)\b",
    re.IGNORECASE,
)
# «Overskuddet på driften skal være 60 mio. kr.»: what the economy is to come to
_OUTCOME = re.compile(
    r"\W*(?:[\w-]*(?:overskud|underskud|gæld|beholdning|likviditet|balance))(?:det|en|n)?\b", re.IGNORECASE
)


def states(sentence: str, plain: str, clauses: Sequence[Clause], index: int) -> Iterator[Act]:
    """What is to be so: «skal være klar». `plain`: the sentence with its times masked."""
    clause = clauses[index]
    body = plain[clause.start : clause.end]
    match = _STATE.search(body) or _USABLE.search(body)
    if match is None or re.search(r"\b(?:var|blev|skulle|har været)\b", body[: match.start() + 3]):
        return
    if _CAN.search(body[: match.start() + 3]) and not (_CAN_BE_READY.search(body) and clause.opener is Opener.MAIN):
        return
    if clause.opener in (Opener.MAIN, Opener.COORDINATED) and _SHOULD_HAVE.search(body[: match.end()]):
        return
    standing = content_standing(sentence, clauses, index)
    modal = bool(re.search(r"\b(?:skal|vil|bør|forventes|ventes)\b", body[: match.end()]))
    if not modal and _SO_ALREADY.search(body[: match.end()]):
        return
    negated = bool(NOT.search(body))
    start, end = clause.start + match.start(), clause.start + match.end()
    named = match.groupdict()
    state = next((words for words in named.values() if words), "")
    kind = TaskKind.PRESENTATION if re.search(r"dagsorden|bord", state) else TaskKind.DELIVERY
    yield Act(kind, None, None, start, end, index, standing, negated, None, state, modal)


def with_targets(sentence: str, plain: str, clauses: Sequence[Clause], found: list[Act]) -> Iterator[Act]:
    """Acts that set a measurable target are checkpoints; a clause that sets one without an act gets one.

    `plain`: the sentence with its times masked.
    """
    targets = {index for index, clause in enumerate(clauses) if _sets_target(sentence, clauses, index)}
    done = set()
    for act in found:
        strong = act.kind in (TaskKind.IMPLEMENTATION, TaskKind.DELIVERY) and not (act.verb and act.verb.money)
        if act.clause in targets and strong and act.future:
            if act.clause not in done:
                done.add(act.clause)
                yield Act(
                    TaskKind.CHECKPOINT,
                    act.verb,
                    act.inflection,
                    act.start,
                    act.end,
                    act.clause,
                    act.standing,
                    modal=True,
                )
            continue
        yield act
    acted = {act.clause for act in found}
    for index, clause in enumerate(clauses):
        if index not in acted and (figure := _aim_alone(sentence, clause) or _bounded(sentence, plain, clause)):
            yield Act(TaskKind.CHECKPOINT, None, None, *figure, index, Standing.PROMISED, modal=True)
    wished = {index for index in range(len(clauses)) if _wishes_measure(sentence, clauses, index)}
    for index in sorted((targets - done | wished) - acted):
        clause = clauses[index]
        pattern = _TARGET_MODAL if index in targets else _WISHED_MEASURE
        match = (
            pattern.search(sentence, clause.start, clause.end)
            or _SHARE_FIRST.match(sentence, clause.start)
            or _measure_of_aim(sentence, clause)
        )
        if match:
            yield Act(TaskKind.CHECKPOINT, None, None, match.start(), match.end(), index, Standing.PROMISED, modal=True)


def told_target(sentence: str, clauses: Sequence[Clause], index: int) -> Act | None:
    """«skal være fossilfri i 2030», «ønsker, at byen er CO2-neutral»: a target that is not counted but told."""
    clause = clauses[index]
    body = sentence[clause.start : clause.end]
    match = _TOLD_TARGET.search(body) or (None if _STATE.search(body) else _ANY_STATE.search(body))
    if match is None or clause.opener in (Opener.CONDITION, Opener.QUESTION, Opener.REASON):
        return None
    standing = content_standing(sentence, clauses, index)
    if standing is Standing.HISTORY:
        return None
    wished = clause.opener is Opener.CONTENT and standing is Standing.PROMISED
    if not (
        wished or re.search(r"\b(?:skal|vil|bør)\b", body[: match.end()]) or _is_meant(sentence, clauses, index, match)
    ):
        return None
    start, end = clause.start + match.start("state"), clause.start + match.end("state")
    return Act(TaskKind.CHECKPOINT, None, None, start, end, index, Standing.PROMISED, state=match["state"], modal=True)


def kept_plan(sentence: str, clauses: Sequence[Clause], index: int) -> Act | None:
    """An aim, a promise or a day that is told to hold still: «Målet om 200 boliger i 2025 står ved magt»."""
    clause = clauses[index]
    match = _STANDS.match(sentence, clause.start, clause.end) or _HELD_TO.search(sentence, clause.start, clause.end)
    if match is None or clause.opener not in (Opener.MAIN, Opener.COORDINATED):
        return None
    kind = TaskKind.CHECKPOINT if _AIMED.search(match[0]) else TaskKind.IMPLEMENTATION
    return Act(kind, None, None, *match.span("kept"), index, Standing.PROMISED)


def stands(words: str) -> bool:
    """Whether the words tell that an aim, a promise or a day holds still, which does not run out."""
    return _STANDS.match(words) is not None


def _is_meant(sentence: str, clauses: Sequence[Clause], index: int, match: re.Match[str]) -> bool:
    """«har besluttet at være CO2-neutral»: what stands before «at» makes the state an aim."""
    at = clauses[index].start + match.start() - len("at ")
    return sentence.startswith("at ", at) and mood_before(sentence, sentence, at, clauses, index) is Standing.PROMISED


def _aim_alone(sentence: str, clause: Clause) -> tuple[int, int] | None:
    """Where the figure stands in a clause that is the aim named before it, as it will be or without a verb."""
    if clause.opener is not Opener.MAIN or not _AIM_BEFORE.search(sentence[: clause.start]):
        return None
    figure = _FIGURE_ALONE.search(_without_ages(sentence), clause.start, clause.end)
    return figure.span() if figure and not _NOT_AN_AIM.search(sentence, clause.start, clause.end) else None


def _measure_of_aim(sentence: str, clause: Clause) -> re.Match[str] | None:
    """«Mål 2: Ventetiden er højst tre uger»: the measure in what stands beside the label of an aim."""
    if not AIM_LABEL.search(sentence[: clause.start]):
        return None
    return _MEASURE_BOUNDED.search(_without_ages(sentence), clause.start, clause.end)


def _without_ages(sentence: str) -> str:
    """«Ingen over 80 år …»: who is meant, and not how much."""
    return _AGE.sub(lambda age: " " * len(age[0]), sentence)


def _bounded(sentence: str, plain: str, clause: Clause) -> tuple[int, int] | None:
    """Where the measure stands of which a clause, or its label, says nothing but how much it is to be, and when."""
    if clause.opener is not Opener.MAIN or TIME not in plain:
        return None
    label, body = plain[: clause.start].replace(TIME, " "), plain[clause.start : clause.end].replace(TIME, " ")
    labelled = label.rstrip().endswith(":")
    told = (_BOUNDED_ALONE if labelled else _BOUNDED_THING).fullmatch(body) or _BOUNDED_THING.fullmatch(body)
    if told is None or _NO_AIM_OF_OURS.search(label + body[: told.start("measure")]) or label.count(":") > 1:
        return None
    if told["side"] and not _BY_A_DAY.search(sentence):
        return None  # «Ledighed: under 4 pct. i 2021» may be foretold
    return clause.start, clause.end


def _wishes_measure(sentence: str, clauses: Sequence[Clause], index: int) -> bool:
    """«Partierne ønsker, at den er mindst 160 mio. kr.»: a measure in what is wished or aimed at."""
    clause = clauses[index]
    before = sentence[: clause.start]
    measured = _WISHED_MEASURE.search(sentence, clause.start, clause.end) or (
        _SHARE_FIRST.match(sentence, clause.start) and _AIMED.search(before)
    )
    if clause.opener is not Opener.CONTENT or not measured:
        return False
    return bool(before.strip()) and content_standing(sentence, clauses, index) is Standing.PROMISED


def _sets_target(sentence: str, clauses: Sequence[Clause], index: int) -> bool:
    clause = clauses[index]
    body = sentence[clause.start : clause.end]
    if _REACHES.search(body) or (
        AIM_LABEL.search(sentence[: clause.start]) and (_MEASURE.search(body) or _HALVES.search(body))
    ):
        return True
    modal = _TARGET_MODAL.search(body)
    if modal is None or not _TARGET_VERB.search(body) or not (_MEASURE.search(body) or _FIGURE.search(body)):
        resumed = index > 0 and modal and _MEASURE.search(sentence[clause.start :])
        if not (resumed and modal and _TARGET_VERB.search(body)):
            return False
    if clause.opener in (Opener.CONDITION, Opener.QUESTION):
        return False
    return (
        modal is not None
        and (not _FINANCE.search(body[: modal.start()]) or bool(_OUTCOME.match(body)))
        and not re.search(r"afsæt|bevilg|priorit", body)
    )
