"""Acts that nouns tell: a time limit that is set, a paper that is wished for, a line without a verb."""

from __future__ import annotations

import re

from tracker.agreement.acts.act import Act, Standing
from tracker.agreement.acts.clauses import clause_index, masked
from tracker.agreement.acts.doers import have_ours
from tracker.agreement.acts.finite import is_verb
from tracker.agreement.acts.governing import AIM_LABEL
from tracker.agreement.acts.nouns import act_nouns
from tracker.agreement.acts.openers import Opener
from tracker.agreement.promises import background
from tracker.agreement.promises.alone import NUMBERED_STEP
from tracker.agreement.promises.readings import Read, timeless
from tracker.agreement.structure.prose.item_heads import is_route
from tracker.agreement.structure.prose.passages import Form
from tracker.agreement.values import TaskKind

_NEAR_START = 12  # characters before the noun that a clause is about: «Den endelige frist for … er den 1. maj»
# «Der er frist for … den 1. maj», «Fristen er sat til …», «har frist til …»
_LIMIT_SET = re.compile(
    r"\b(?:enige om|med)\s.{0,30}\bsom (?:\w+ )?(?P<noun_as>frist|deadline)\b"
    r"|\b(?:er|har|sættes|får|gives)\s(?:der\s)?(?:en\s)?(?:\w+\s)?(?P<noun>(?!klage|anke)\w*frist|deadline)\b(?! på)"
    r"|\b(?P<noun_first>(?!klage|anke)\w*fristen|deadline(?:n)?)\b.{0,80}?\b(?:er|bliver|sættes|fastsættes|udløber|forlænges|flyttes|rykkes|ændres)\b"
    r"|^\W*(?:den |det )?(?:nye? |nyt |næste |endelige? )?(?P<noun_of>dato(?:en)?|tidspunkt(?:et)?|termin(?:en)?)"
    r"\sfor\s(?!\w*(?:valg|ferie)).{3,80}?\s(?:er|bliver)\b",
    re.IGNORECASE,
)
_CARRIES = re.compile(r"(?!deres|fælles|alles|ellers|uger|dager)[a-zæøå]{3,}(?:es|ede|erer)")
# «Kommunen søgte i maj …»: a past that comes second
_PAST_SECOND = re.compile(
    r"(?!\W*(?:To|Tre|Fire|Fem|Seks|Syv|Otte|Ni|Ti|Alle|Samtlige|Flere|Nye)\s)\W*(?:[A-ZÆØÅ][\w-]*\s){1,4}(?!(?:første|sidste|næste|begge|rette|dette|hele|fælles|\w*(?:liste|rute|støtte))\b)[a-zæøå]{2,}te\b"
)
# «Loven stiller krav …»: a verb right after what can be its subject
_DOES = re.compile(r"\W*(?:(?:Den|Det|De)\s)?[A-ZÆØÅ][\w-]+(?:en|et|ne)\s[a-zæøå]{3,}(?:er|ør|år)\s")
# «Formand: Bo Riis (A) fra 2024», «Susanne Todbjerg, formand til 2019»
_POST = re.compile(r"\([A-ZÆØÅ]{1,2}\)|\b\w*(?:formand|borgmester|medlem)(?:en|mer|skab)?\b", re.IGNORECASE)
# «Næste skridt: Besøg hos leverandøren i maj»
_STEP_LABEL = re.compile(
    r"^\W*(?:næste (?:skridt|milepæl|trin|fase)|milepæle?|(?:den )?videre proces|det videre forløb|proces|tidsplan"
    rf"|leverancer?|aktivitet(?:er)?(?=:\s*$))(?:\s\d+)?:\s*$|^\W*{NUMBERED_STEP}\s*\([^()]*\)\s*:\s*$",
    re.IGNORECASE,
)
# «Mål: 300 borgere i forløb ved udgangen af 2020», «Mål: Nået inden udgangen af 2020»
_MEASURE = re.compile(
    r"(?<![\w.])\d[\d.,]*\s?(?:%|[a-zæøå]{2,})|\A\W*(?:to|tre|fire|fem|seks|syv|otte|ni|ti|alle|samtlige)\s",
    re.IGNORECASE,
)
_REACHED = re.compile(r"\W*(?:nået|opnået|opfyldt|indfriet|gennemført|afsluttet|færdig\w*)\b", re.IGNORECASE)
# «Jobcentret: Nyt system i drift primo maj»
_LABEL = re.compile(r"^\W*[^:;?!]{2,50}:\s*$")
READY = r"(?:klar|færdig)(?:t|e)?|på plads|i (?:drift|brug|luften|hus)"
"""How what is finished is told."""
_STATE = re.compile(rf"\w\s(?:{READY})\s*$")
_NAMED_BY_DEED = re.compile(r"\b(?:de|den|det|alle|samtlige|vores)\s[a-zæøå]+[td]e\b")  # «Møde med de ansatte»
_TOLD = re.compile(
    r"\b(?:den|det|de|vi|han|hun)\s(?:var|blev|havde|fik|kom|[a-zæøå]{3,}(?:ede|rte|gte|kte|ste))\b", re.IGNORECASE
)
_STANDING_NEED = re.compile(
    r"\b(?:ønsker|ønskes|udbedes|ønskede|lover|lovede"
    r"|vil (?:[\w.]+ ){0,6}have|(?:anmode[rs]?|anmodede|bede[rs]?|bad)(?: [\w-]+){0,3} om"
    r"|bestiller|efterspørger"
    r"|efterlyser|skal have|ser gerne"
    r"|(?:fik|fået|har|får|gav|givet) (?:[\w-]+ ){0,3}?(?:lovning på|løfte om|tilsagn om))\s(?:[\w-]+\s){0,5}?$",
    re.IGNORECASE,
)
# «Udvalget har bedt om et notat til mødet i maj»: asked already, and still to come
_HAS_ASKED = re.compile(
    r"\bhar\s(?:(?!ikke\b)[\w-]+\s){0,3}?(?:(?:bedt|anmodet|spurgt)(?:\s(?!om\b)[\w-]+){0,3}\som|bestilt|udbedt sig"
    r"|efterlyst|efterspurgt|ønsket|lovet|ikke\slovet\s(?:andet|mere),?\send)\s(?:[\w-]+\s){0,5}?$",
    re.IGNORECASE,
)
# «… et notat til mødet i maj og (om) nye tal i juni»
_AND_ALSO = re.compile(r"\b(?:og|samt)\s(?:om\s)?$", re.IGNORECASE)
_WISHED_PAPER = re.compile(
    r"\b(?:en|et|ny|nyt)\s(?:[\w-]+\s){0,3}?(?P<paper>sag|oplæg|udkast|udgave|forslag|notat|\w*plan|\w*strategi|model"
    r"|analyse|katalog|kommissorium|opgørelse|oversigt|overblik|overslag|svar|beregning|beskrivelse|vurdering|gennemgang"
    r"|præsentation|bud|liste)\b"
    r"|\b(?P<figures>(?:nye\s|friske\s)?(?:tal|beregninger|oplysninger))\b"
    r"|\b(?:en|et|ny|nyt)\s(?:[\w-]+\s){0,2}?(?P<event>\w*(?:møde|seminar|temadag|besigtigelse|studietur|besøg))\b",
    re.IGNORECASE,
)

# «Et oplæg ventes i foråret», «…, og en plan forventes i maj»
_AWAITED = re.compile(r"\b(?:forventes|ventes)\s(?:først\s)?\Z")
# «… efter en høring i bestyrelserne i april»: one that is still to be held, and so is not «høringen»
_DONE_FIRST = re.compile(
    r"\befter\s(?:en\s(?:[a-zæøå]+\s)?)?(?P<noun>høring|besigtigelse|drøftelse|forhandling(?:er)?|dialog|licitation|udbud)"
    r"(?:\s(?:af|i|med|hos|blandt|mellem|for|om)\s[\w ,-]{2,60})?\s$"
)
# «Nøgletal for de unge ønskes i maj»: whatever it is, by the time that follows
_IS_WISHED = re.compile(r"(?<!ikke )\b(?:ønskes|udbedes)\s(?:forelagt\s)?\Z", re.IGNORECASE)
# «Udvalget ønsker en analyse, der kan ligge klar i maj»: what is asked for, told as what it can be by then
_WISHES_FOR = re.compile(
    r"\b(?:ønsker|ønskede|ønskes|anmode[rs]?|anmodede|bede[rs]|beder|bad|vil have|efterlyser)\b", re.IGNORECASE
)
_CAN_BE_READY = re.compile(
    r"\W*(?:der|som|så\s(?:den|det|de))\s(?:skal\s)?(?:kan|kunne)\s(?:ligge|være)\s(?:klar|færdig)\w*", re.IGNORECASE
)
_JOINS = re.compile(r"\W*(?:(?:og|men|mens|medens)\s)?")
# «… med henblik på byrådets endelige vedtagelse samme måned»
_WITH_A_VIEW = re.compile(r"med henblik på\s(?:[\w-]+s\s)?(?:[\w-]+\s)?", re.IGNORECASE)
# «Udvalget ønsker en folder, der kan forstås, klar i uge 36, og en rundspørge i uge 46»
_WISHED_READY = re.compile(
    r"\b(?:vi|[\w-]*udvalget|[\w-]*rådet|[\w-]*bestyrelsen|[\w-]*part(?:erne|ierne))\s(?:ønsker|vil\s(?:gerne\s)?have|ser\sgerne)\s"
    r"(?P<thing>(?!at\b|om\b|ikke\b)[\w-]+(?:\s[\w-]+){0,4}?)(?:,\s(?:der|som)\s[^,;:.]{3,60},)?"
    r"\s(?:klar|færdig|parat)(?:t|e)?\s(?P<rest>[^.;:]*)\Z",
    re.IGNORECASE,
)
_AND_ANOTHER = re.compile(r"[\s,]*(?:og|samt)\s(?P<thing>(?:en|et|nye?|to|tre)\s(?!time|gang)[^,]*?)\s*\Z")


_WHEN = re.compile(r"(?:når|så snart)\s", re.IGNORECASE)


def nominal_act(read: Read, index: int, start: int) -> Act | None:
    """An act told by a noun: in a line without a verb («Evaluering i maj 2021»), or wished for («ønsker en status»)."""
    sentence, clause = read.sentence.text, read.clauses[index]
    body = sentence[clause.start : clause.end]
    paper = wished_paper(read, index, start) or _wished_ready(read, start) or _wished_by_then(read, index, start)
    if paper is not None:
        return paper
    expected = re.search(r"\b(?:forventes|ventes|planlægges|er)\s*$", sentence[clause.start : start])
    if expected:
        subject = body[: expected.start()]
        named = next(act_nouns(subject), None)
        if named and named[1] < _NEAR_START:
            span = (clause.start + named[1], clause.start + named[2])
            return Act(named[0], None, None, span[1], span[1], index, Standing.PROMISED, noun=span)
    if (limit := _LIMIT_SET.search(body)) and sets_limit(read, index):
        return _limit_set(read, index, start, limit)
    if (body_row := _row_of_a_body(read, index, start)) is not None:
        return body_row
    whole_is_bare = clause.opener is not Opener.REASON and not any(
        act.clause == other for other in (index, index - 1) for act in read.acts
    )
    for kind, first, last in act_nouns(body):
        wished = _is_asked_for(read, index, first, start)
        aimed = clause.opener is Opener.RESULT and _WITH_A_VIEW.fullmatch(body, 0, first)
        if wished or aimed or (whole_is_bare and _is_bare(body)):
            return Act(
                kind,
                None,
                None,
                clause.start + last,
                clause.start + last,
                index,
                Standing.PROMISED,
                noun=(clause.start + first, clause.start + last),
            )
    return _headline(read, index, start)


def _headline(read: Read, index: int, start: int) -> Act | None:
    """What clause `index` is to be or is done to, told without a verb: beside an aim's label, in a list, as a step."""
    sentence, clause = read.sentence.text, read.clauses[index]
    body = sentence[clause.start : clause.end]
    above = read.clauses[clause.governor].opener if clause.governor >= 0 else None
    if clause.opener is Opener.CONDITION and above is Opener.RESULT and _WHEN.match(body):
        return None  # «- presse på for at få flere ture, når køreplanen skifter i maj»: the occasion of an aim
    at = start if start >= clause.start else clause.end  # «Trin 1 (maj): …», whose name stands after its time
    if (told := _told_by_label(sentence[: clause.start], body, start - clause.start)) is not None:
        return Act(told, None, None, start, start, index, Standing.PROMISED)
    stepwise = _STEP_LABEL.search(sentence[: clause.start]) or _are_steps(read, index)
    reason = clause.opener is Opener.REASON  # «…, selv om loven stiller kravet»
    listed = (read.sentence.form is Form.ITEM and not reason) or stepwise
    beside = read.clauses[clause_index(read.clauses, start)]
    if start >= clause.end and _TOLD.search(sentence, beside.start, beside.end):
        return None  # «• Saunaen: Den åbnede igen i maj»
    if listed and is_verbless(body) and not _POST.search(sentence):
        return Act(TaskKind.IMPLEMENTATION, None, None, at, at, index, Standing.PROMISED)
    return None


def _told_by_label(before: str, body: str, at: int) -> TaskKind | None:
    """Of what kind the aim or the state is that a clause tells after a label, with its time at `at`; if any.

    `before`: the words before the clause.
    """
    if AIM_LABEL.search(before) and _REACHED.match(body):
        return TaskKind.CHECKPOINT
    if not is_verbless(body):
        return None
    if AIM_LABEL.search(before) and _MEASURE.search(body):
        return TaskKind.CHECKPOINT
    if at < 0 or not _LABEL.search(before) or _POST.search(body):
        return None
    return TaskKind.DELIVERY if _STATE.search(body[:at]) else None


def _wished_by_then(read: Read, index: int, start: int) -> Act | None:
    """What clause `index` wishes by the time at `start`, or what was asked for before it and can be there."""
    clause, words = read.clauses[index], read.sentence.text
    ready = index > 0 and _CAN_BE_READY.match(words, clause.start, clause.end)
    asked_for = bool(ready) and _WISHES_FOR.search(words, 0, clause.start) is not None
    if not asked_for and not _IS_WISHED.search(words, clause.start, start):
        return None
    return Act(TaskKind.DELIVERY, None, None, start, start, index, Standing.PROMISED)


def _wished_ready(read: Read, start: int) -> Act | None:
    """What is wished to be ready by the time at `start`, or what is wished by then beside it."""
    words = masked(read.sentence.text, [one[1:] for one in read.times])
    wished = _WISHED_READY.search(words, 0, start)
    if wished is None:
        return None
    another = _AND_ANOTHER.fullmatch(words, wished.start("rest"), start)
    if words[slice(*wished.span("rest"))].strip() and another is None:
        return None
    span = another.span("thing") if another else wished.span("thing")
    kind = next((kind for kind, _first, _last in act_nouns(words[slice(*span)])), TaskKind.DELIVERY)
    return Act(kind, None, None, span[1], span[1], clause_index(read.clauses, span[0]), Standing.PROMISED, noun=span)


def _limit_set(read: Read, index: int, start: int, limit: re.Match[str]) -> Act | None:
    """The act of a limit that clause `index` sets, unless the time at `start` is of what the limit is for."""
    clause = read.clauses[index]
    told = re.search(r"\b(?:er|sættes til|fastsættes til)\s*$", limit[0])
    last = clause.start + limit.end()
    if told and start < last and any(first >= last for _t, first, _l in read.times):
        return None  # «Fristen for stævnet i 2029 er den 1. maj»
    group = next(name for name, words in limit.groupdict().items() if words)
    span = (clause.start + limit.start(group), clause.start + limit.end(group))
    return Act(TaskKind.DELIVERY, None, None, span[1], span[1], index, Standing.PROMISED, noun=span)


def _are_steps(read: Read, index: int) -> bool:
    """«…: udkast i høring i februar, endelig vedtagelse i maj»: steps in a row, some of them named by what is done."""
    clause = read.clauses[index]
    times = [start for _time, start, _end in read.times if clause.start <= start < clause.end]
    after_colon = read.sentence.text[: clause.start].rstrip().endswith(":")
    return after_colon and len(times) > 1 and any(act_nouns(read.sentence.text[clause.start : clause.end]))


def done_first(read: Read, index: int, start: int) -> Act | None:
    """«Planen vedtages i maj efter høring af skolerne i marts»: what is done before, with the time at `start`."""
    clause = read.clauses[index]
    told = _DONE_FIRST.search(read.sentence.text, clause.start, start)
    if told is None or not any(clause.start <= first and last <= told.start() for _time, first, last in read.times):
        return None
    span = told.span("noun")
    return Act(TaskKind.IMPLEMENTATION, None, None, span[1], span[1], index, Standing.PROMISED, noun=span)


def expected_paper(read: Read, index: int, start: int) -> Act | None:
    """«Et oplæg ventes i foråret»: a paper that is to come by the time at `start`, and nothing done is told of it."""
    clause = read.clauses[index]
    awaited = _AWAITED.search(read.sentence.text, clause.start, start)
    paper = awaited and _WISHED_PAPER.match(read.sentence.text[: awaited.start()], _first_word(read, clause.start))
    if not awaited or not paper or not paper["paper"]:
        return None
    return Act(TaskKind.DELIVERY, None, None, start, start, index, Standing.PROMISED, noun=paper.span("paper"))


def _first_word(read: Read, at: int) -> int:
    opens = _JOINS.match(read.sentence.text, at)
    return opens.end() if opens else at


def _row_of_a_body(read: Read, index: int, start: int) -> Act | None:
    """«7. marts 2023: Økonomiudvalget»: a row of a schedule that says no more than which body meets on the matter.

    Or a row of several: «Vejudvalget den 2. oktober, Byrådet den 28. oktober».
    """
    if read.mentions and is_route(read.sentence.text):
        at = read.clauses[index].start
        return Act(TaskKind.PRESENTATION, None, None, at, at, index, Standing.PROMISED)
    if index != 1 or len(read.clauses) != 2 or not read.mentions or read.sentence.form is Form.PROSE:
        return None
    first, second = read.clauses
    if start >= first.end or re.search(r"[^\W\d_]{2,}", timeless(read, first)):
        return None
    rest = list(read.sentence.text[second.start : second.end])
    for mention in read.mentions:
        rest[max(0, mention.start - second.start) : max(0, mention.end - second.start)] = ""
        break
    words = "".join(rest)
    if re.sub(r"[\W_]+", "", words):
        return None
    at = second.start
    return Act(TaskKind.PRESENTATION, None, None, at, at, index, Standing.PROMISED)


def wished_paper(read: Read, index: int, at: int = -1) -> Act | None:
    """A paper or a meeting that a clause asks for: «Udvalget ønsker en sag om …», «Vi vil have en plan for …».

    `at`: where the time stands by which it is asked for, of several papers for the one before it; -1 for none.
    """
    if any(act.clause == index and act.standing is not Standing.HISTORY for act in read.acts):
        return None
    clause = read.clauses[index]
    body = read.sentence.text[clause.start : clause.end]
    papers = list(_WISHED_PAPER.finditer(body))
    named = [one.start() for one in papers[:1]] + [first for _kind, first, _last in act_nouns(body)]
    if not any(_is_asked_for(read, index, first, at) for first in named):
        return None
    also = [one for one in papers if clause.start + one.start() < at and _AND_ALSO.search(body[: one.start()])]
    paper = next(reversed(also), papers[0] if papers and _is_asked_for(read, index, papers[0].start(), at) else None)
    if paper is None:
        return None
    start, end = clause.start + paper.start(paper.lastgroup or 0), clause.start + paper.end(paper.lastgroup or 0)
    asked = re.search(r"\bvil have\b", body[: paper.start()])
    kind = TaskKind.IMPLEMENTATION if asked or paper["event"] else TaskKind.PRESENTATION
    return Act(kind, None, None, start, start, index, Standing.PROMISED, noun=(start, end))


def wishes(read: Read, index: int, at: int) -> bool:
    """Whether the clause asks for what a noun names: «besluttede at anmode forvaltningen om en redegørelse».

    `at`: where the time stands by which it is asked for.
    """
    clause = read.clauses[index]
    body = read.sentence.text[clause.start : clause.end]
    return any(_is_asked_for(read, index, first, at) for _kind, first, _last in act_nouns(body))


def _is_asked_for(read: Read, index: int, first: int, at: int) -> bool:
    """Whether clause `index` asks for what stands at its position `first`; «har bedt om» for what is due after that."""
    clause = read.clauses[index]
    before = read.sentence.text[clause.start : clause.start + first]
    if _STANDING_NEED.search(before):
        return True
    asked = at > clause.start + first and _HAS_ASKED.search(before)
    return bool(asked) and have_ours(timeless(read, clause))


def is_verbless(words: str) -> bool:
    """Whether the words are a headline: «Gælden ned med 60 mio. kr.», «indflytning i 2029», «Grunden fundet i maj»."""
    return (
        _is_bare(words)
        and not _PAST_SECOND.match(words)
        and not _DOES.match(words)
        and not any(
            is_verb(word) or _CARRIES.fullmatch(word)
            for word in re.findall(r"[a-zæøå]+", _NAMED_BY_DEED.sub("", words))
        )
    )


def names_post(words: str) -> bool:
    """Whether the words name somebody's post: «Formand: Bo Riis (A)»."""
    return bool(_POST.search(words))


def _is_bare(words: str) -> bool:
    """Whether no verb carries the words."""
    return not re.search(
        r"\b(?:er|var|har|havde|skal|vil|kan|bliver|blev|får|fik|må|bør|deltager|[a-zæøå]{3,}(?:erede|ttede))\b", words
    ) and not re.search(r"^\W*(?:der|vi|det|parterne)\b", words, re.IGNORECASE)


def sets_limit(read: Read, index: int) -> bool:
    """Whether the clause tells of a time limit that holds: «Der er frist for … den 1. maj»."""
    clause = read.clauses[index]
    body = read.sentence.text[clause.start : clause.end]
    return bool(_LIMIT_SET.search(body)) and not background.is_history((), body)
