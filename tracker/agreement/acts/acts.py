"""The acts in a sentence: verbs of the lexicon in a form that can promise, states and targets."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from types import MappingProxyType

from tracker.agreement.acts.act import Act, Standing
from tracker.agreement.acts.clauses import TIME, Clause, masked
from tracker.agreement.acts.denied import affirmed
from tracker.agreement.acts.finite import is_verb
from tracker.agreement.acts.nouns import act_nouns
from tracker.agreement.acts.openers import Opener
from tracker.agreement.acts.standing import NOT, WORD, standing_of
from tracker.agreement.acts.targets import kept_plan, states, told_target, with_targets
from tracker.agreement.acts.verb import Inflection, Verb
from tracker.agreement.acts.verbs import LEXICON
from tracker.agreement.values import TaskKind

# Forms that are nouns at least as often as verbs: counted only after «at», a modal verb, or as a sentence's own verb.
_AMBIGUOUS = frozenset(
    [
        "fordele",
        "aftale",
        "møde",
        "møder",
        "mødt",
        "aftaler",
        "aftales",
        "støtte",
        "støtter",
        "rejse",
        "rejser",
        "test",
        "tester",
        "start",
        "valg",
        "ansatte",
        "afsatte",
        "valgt",
        "samle",
        "planlagte",
        "samler",
        "levere",
        "sket",
        "giver",
        "lukket",
        "åbnet",
        "godkendt",
        "fået",
        "ske",
    ]
)
# «er planlagt til september»: told as done, but what is done is still to come.
_BEFORE_ADJECTIVES = frozenset(
    re.findall(
        r"\w+",
        "de den det disse denne dette alle en et flere nye mange øvrige nuværende allerede vores kommunens "
        "sit sin sine deres dens dets til med af for ved på i om fra under over uden",
    )
)
_OURS = ("vi", "der", "byen")
_BODIES = ("udvalget", "rådet", "bestyrelsen", "parterne", "ningen")
# «Regionen og kommunerne aftaler …»; of a thing that stands there it is done: «Rammen aftaler regeringen i juni»
_WHO_AGREE = re.compile(
    r"(?:kommunen|kommunerne|regionen|regionerne|partierne|direktionen|borgmesteren"
    r"|\w*(?:skole|klub|institution|hospital|forening|råd)(?:e?r?ne|b?erne|et|en))"
)
_WHO_FOLLOWS = re.compile(r"\s(?:vi|\w*parterne|partierne|kommunen|regionen|\w*udvalget|byrådet)\b")
# What already carries the clause, so that «ansatte» after it can only be people: «skal der være 40 færre ansatte»
_SET_AHEAD = frozenset({"skal", "vil", "bør", "må"})
_BEFORE_NOUNS = frozenset(re.findall(r"\w+", "en den et ny nyt om på sit sine deres næste første kommende udvalgets"))
_CARRIERS = frozenset(
    re.findall(r"\w+", "er var været være bliver blev blive har have havde får forventes ventes ønskes ønsker")
)
# «Den første samlede status», «en ny udvidet ordning»: more words before the noun
_WHICH_OF_THEM = re.compile(
    r"\b(?:de|den|det|en|et)\s(?:(?:første|anden|andet|tredje|sidste|næste|nye?|nyt|endelige?|foreløbige?)\s)+$",
    re.IGNORECASE,
)
_A_NOUN = re.compile(
    r"\s(?!(?:de|den|det|dem|en|et|sig|os|i|på|til|af|for|med|om|ved|fra|ikke|også|alle|sine?|sit|deres|op|ned|ud|ind)\b)[a-zæøå]"
)
_ARTICLE_BEFORE = re.compile(r"\b(?:en|et)\s$")
# What a body gets done: put before it.
_HAS_DONE = re.compile(
    "|".join(
        rf"(?<!\ben )(?<!\bet )\b{form}\b"
        for form, readings in LEXICON.items()
        if any(verb.puts_before and inflection is Inflection.PARTICIPLE for verb, inflection in readings)
    )
)
_SET_FOR = re.compile(r"\s(?:til|i(?! (?:gang|værk|drift|system|søen|udbud|høring)\b))\b")
_SCHEDULED = frozenset(
    {"planlagt", "indkaldt", "inviteret", "berammet", "fastsat", "fastlagt", "aftalt", "programsat", "sat"}
)
_WAS_SET = re.compile(r"\b(?:var|blev|havde|skulle|oprindeligt?|(?<!den )(?<!det )(?<!de )tidligere)\b")
# Money that a committee hands out, and what it ranks, is its decision.
_APPORTIONED = MappingProxyType(
    {
        infinitive: Verb(infinitive, TaskKind.DECISION, noun)
        for infinitive, noun in (
            ("udmønte", "Udmøntning af"),
            ("prioritere", "Prioritering af"),
            ("disponere", "Disponering af"),
        )
    }
)
_BODY = r"(?:[\w-]*(?:udvalg(?:et)?|rådet|bestyrelsen)|(?-i:[A-ZÆØÅ]{1,3}[UB]))"
_BY_A_BODY = re.compile(rf"\s(?:endeligt\s)?af\s(?:[\w-]+,?\s){{0,3}}?{_BODY}\b", re.IGNORECASE)
# «Vejudvalget prioriterer …», «det er Vejudvalget, der i april prioriterer …», «overlades til Vejudvalget at …»
_A_BODY_BEFORE = re.compile(rf"\b{_BODY}\b(?:,?\s(?:der|som))?(?:\s(?!af\b)[\w.-]+){{0,6}}\s$", re.IGNORECASE)
_SCHEDULE = Verb("planlægge", TaskKind.IMPLEMENTATION, "", light=True)
# «Placeringen besluttet i …udvalget»: the participle where the passive was meant.
_DECIDED_IN = re.compile(r"\s(?:i|af)\s(?:[\w-]+,?\s(?:og\s)?){0,4}?\w*udvalg(?:et)?\.?$")
# «forelægges Fritidsudvalget og ikke Skoleudvalget»: a body is denied, not the act
_NOT_THAT_BODY = re.compile(
    r"\b(?:og|men) ikke (?:(?:i|for|til|af|hos) )?(?:[\w-]+,? ){0,4}?[\w-]*(?:udvalg\w*|rådet|bestyrelsen)\b"
)
_SENT_ANYWHERE = frozenset({"behandle", "fremsende", "oversende", "indstille"})
# «medmindre udvalget senest i maj har besluttet andet»: still to be decided
_UNLESS = re.compile(r"medmindre\b.*\bhar\s(?:\w+\s)?$")
_PUT_OFF = re.compile(r"\W*(?:udsat|udskudt) til\b")
_STATE_IN_TIME = re.compile(r"(?:klar|parat|færdig)t?\s", re.IGNORECASE)


# «Molen repareres, inden sæsonen begynder den 1. maj», «…, når budget 2021 forhandles»: what is within the words of the
# time is no act of its own
_EVENT_IN_TIME = re.compile(
    r"(?:inden|før|efter)\s(?:[\w-]+\s){1,4}?(?:begynder|starter|åbner|slutter|indledes|går i gang)\b"
    r"|(?:inden|før)\s[\w-]+\s[a-zæøå]+(?:er|år|ør)\s[\w-]+\s(?:den\s|d\.\s)?\d"
    r"|(?:i\s)?(?:den\s)?uge(?:n|,)?\s(?:der|som)\s|(?:i\s)?den\suge,\s(?:der|som)\s"
    r"|når\s(?:[\w-]+\s){0,3}?budget",
    re.IGNORECASE,
)


def acts(
    sentence: str, clauses: Sequence[Clause], times: Sequence[tuple[int, int]] = (), *, item: bool = False
) -> tuple[Act, ...]:
    """The acts of `sentence` in order. `times`: the spans of its time expressions, which come between a verb and what
    carries it. `item`: it stands in a list, where a bare infinitive is a promise."""
    told = affirmed(sentence, times)
    spans = [(_after_state(sentence, start, end), end) for start, end in times]
    plain = masked(told, spans, TIME)
    found: list[Act] = []
    for index in range(len(clauses)):
        found += _verbs(sentence, plain, clauses, index, item=item)
        done = {act.clause for act in found}
        found += [
            act
            for act in states(told, plain, clauses, index)
            if index not in done or not act.state.endswith(("et", "at", "ort", "ørt", "agt"))
        ]
        target = told_target(sentence, clauses, index)
        found += [target] if target else []
        kept = None if index in {act.clause for act in found} else kept_plan(told, clauses, index)
        found += [kept] if kept else []
    events = [(start, end) for start, end in spans if _EVENT_IN_TIME.match(sentence, start, end)]
    own = [act for act in found if not any(start <= act.start and act.end <= end for start, end in events)]
    return tuple(with_targets(sentence, plain, clauses, own))


def _after_state(sentence: str, start: int, end: int) -> int:
    """Where a time begins after the word that tells what is to be then: «klar til budget 2024»."""
    state = _STATE_IN_TIME.match(sentence, start, end)
    return state.end() if state else start


def _verbs(sentence: str, plain: str, clauses: Sequence[Clause], index: int, *, item: bool) -> Iterator[Act]:
    clause = clauses[index]
    body = sentence[clause.start : clause.end].casefold()
    for match in WORD.finditer(body):
        reading = _reading(body, match)
        if reading is None:
            continue
        verb, inflection = reading
        start, end = clause.start + match.start(), clause.start + match.end()
        standing, modal = standing_of(sentence, plain, clauses, index, match, inflection, item=item)
        if inflection is Inflection.PARTICIPLE:
            standing, inflection = _of_participle(body, match, standing)
        set_for = match[0] in _SCHEDULED and _SET_FOR.match(body, match.end())
        if set_for and standing is Standing.HISTORY and not _WAS_SET.search(body[: match.start()]):
            verb, standing = _SCHEDULE, Standing.PROMISED
        if standing is None:
            continue
        if verb.infinitive in _APPORTIONED and _is_for_a_body(sentence, clause, start, end, inflection):
            verb = _APPORTIONED[verb.infinitive]
        kind, noun = verb.kind, None
        if verb.light or verb.produces:
            kind, noun = _kind_of_object(sentence, clauses, index, start, verb)
        if verb.infinitive in _SENT_ANYWHERE and not _before_a_body(body):
            kind = TaskKind.DELIVERY if verb.infinitive != "behandle" else TaskKind.IMPLEMENTATION
        state = (
            match[0] if inflection is Inflection.PARTICIPLE and re.search(r"\bvære\b", body[: match.start()]) else ""
        )
        if state and kind is TaskKind.IMPLEMENTATION:
            kind = TaskKind.DELIVERY
        negated = _is_negated(plain[clause.start : clause.end].casefold(), match)
        yield Act(kind, verb, inflection, start, end, index, standing, negated, noun, state, modal)


def _is_for_a_body(sentence: str, clause: Clause, start: int, end: int, inflection: Inflection) -> bool:
    """Whether a body hands out money, or ranks, by the verb at `start`; what names an amount only allots it."""
    if inflection is Inflection.PASSIVE:
        return bool(_BY_A_BODY.match(sentence[end : clause.end]))
    amount = re.search(r"\d\s*(?:mio|mia|kr|t\.kr)", sentence[clause.start : clause.end])
    return not amount and bool(_A_BODY_BEFORE.search(sentence[max(0, start - 120) : start]))


def _of_participle(body: str, match: re.Match[str], standing: Standing | None) -> tuple[Standing | None, Inflection]:
    """What a participle is that no verb carries («Placeringen besluttet i udvalget», «Udsat til mødet den 3. maj»), or
    that tells what can stop something."""
    if standing is Standing.HISTORY and _UNLESS.match(body[: match.start()]):
        return Standing.DESCRIBED, Inflection.PRESENT
    if standing is not None:
        return standing, Inflection.PARTICIPLE
    if _DECIDED_IN.match(body[match.end() :]):
        return Standing.PROMISED, Inflection.PASSIVE
    return Standing.HISTORY if _PUT_OFF.match(body) else None, Inflection.PARTICIPLE


def _reading(body: str, match: re.Match[str]) -> tuple[Verb, Inflection] | None:
    for verb, inflection in LEXICON.get(match[0], ()):
        if verb.needs and not verb.needs.search(body):
            continue
        if verb.idle:
            return None
        if inflection is Inflection.PRETERITE and (_describes_noun(body, match) or _is_carried(body, match, verb)):
            continue
        if inflection is Inflection.PRESENT and _opens_as_noun(body, match):
            continue
        if inflection is Inflection.PARTICIPLE and _ARTICLE_BEFORE.search(body[: match.start()]):
            continue  # «en samlet rapport»
        if verb.infinitive == "få" and _HAS_DONE.search(body[match.end() :]):
            continue  # «får i maj forelagt en analyse»
        if match[0] in _AMBIGUOUS and not _is_verb_here(body, match, inflection):
            continue
        return verb, inflection
    return None


def _is_carried(body: str, match: re.Match[str], verb: Verb) -> bool:
    """«bliver afholdt», «skal være fastholdt»: a participle that looks like the preterite."""
    also = any(other is verb and form is Inflection.PARTICIPLE for other, form in LEXICON[match[0]])
    return also and not _CARRIERS.isdisjoint(body[: match.start()].split()[-9:])


def _opens_as_noun(body: str, match: re.Match[str]) -> bool:
    """«Ansøger ønsker …», «Møder holdes …»: the form of a present, and the clause's verb right after it."""
    following = WORD.match(body, match.end() + 1)
    return match.start() == 0 and following is not None and is_verb(following[0])


def _describes_noun(body: str, match: re.Match[str]) -> bool:
    """«de øgede udgifter», «med forbedrede rammer»: the form of a preterite, but no verb."""
    before = body[: match.start()].split()
    told = body[match.start() : match.end()] in _AMBIGUOUS and not _SET_AHEAD.isdisjoint(before)
    counted = _WHICH_OF_THEM.search(body[: match.start()]) and _A_NOUN.match(body, match.end())
    return bool(before) and (before[-1] in _BEFORE_ADJECTIVES or told or counted is not None)


def _is_verb_here(body: str, match: re.Match[str], inflection: Inflection) -> bool:
    before = body[: match.start()].split()
    if inflection is Inflection.INFINITIVE:
        return bool(before) and (
            before[-1] == "at" or (bool({"skal", "vil", "bør"} & set(before[-6:])) and before[-1] not in _BEFORE_NOUNS)
        )
    if inflection is Inflection.PASSIVE:
        return bool(before) and not re.search(r"(?:^den|^denne|^en|ske|ende|lige|ede)$", before[-1])
    if inflection is Inflection.PRESENT:
        # «Inden jul giver vi dem et tilbud»
        follows = match[0] in ("giver", "støtter") and _WHO_FOLLOWS.match(body, match.end())
        does = match[0] in ("aftaler", "giver") and bool(before) and _WHO_AGREE.fullmatch(before[-1])
        ours = bool(before) and (before[-1] in _OURS or before[-1].endswith(_BODIES))
        return bool(before) and bool(ours or does or follows)
    return (
        inflection is not Inflection.PRETERITE
        or not before
        or before[-1] not in ("de", "den", "det", "allerede", "nye", "og", "alle", "nyansatte")
    )


def _kind_of_object(
    sentence: str, clauses: Sequence[Clause], index: int, at: int, verb: Verb
) -> tuple[TaskKind, tuple[int, int] | None]:
    """«gennemføre en evaluering» is an evaluation: the nearest noun that names an act, when the verb is light."""
    clause = clauses[index]
    first = clause.start
    if clause.opener is Opener.RELATIVE and clause.governor >= 0:
        first = max(clauses[clause.governor].start, clause.start - 40)  # «evalueringen, som finder sted …»
    nouns = [
        (abs(first + start - at), kind, (first + start, first + end))
        for kind, start, end in act_nouns(sentence[first : clause.end])
    ]
    strong = (TaskKind.EVALUATION, TaskKind.REPORT) if verb.produces else tuple(TaskKind)
    for distance, kind, span in sorted(nouns, key=lambda found: found[0]):
        if kind in strong and distance < 60:
            return kind if kind is not TaskKind.IMPLEMENTATION else verb.kind, span
    subject = _subject_before(sentence, clauses, index, at)
    if subject and (named := next(act_nouns(sentence[slice(*subject)]), None)) and named[0] in strong:
        return named[0], (subject[0] + named[1], subject[0] + named[2])
    return verb.kind, None


def _subject_before(sentence: str, clauses: Sequence[Clause], index: int, at: int) -> tuple[int, int] | None:
    """Where the subject of a clause that names none of its own stands: «Evalueringen, der …, gennemføres i maj»."""
    own = sentence[clauses[index].start : at]
    if index == 0 or re.search(r"\w", re.sub(r"^\W*(?:og|men|samt|nu|derefter|herefter|så)\b", "", own)):
        return None
    first = clauses[0]
    verb = next(
        (match.start() for match in WORD.finditer(sentence, first.start, first.end) if is_verb(match[0])), first.end
    )
    return first.start, verb


def _before_a_body(body: str) -> bool:
    return bool(re.search(r"udvalg|byråd|kommunalbestyrelse|regionsråd|magistrat|møde|politisk|repræsentation", body))


def _is_negated(body: str, match: re.Match[str]) -> bool:
    told = _NOT_THAT_BODY.sub(lambda denied: " " * len(denied[0]), body)
    around = told[max(0, match.start() - 60) : match.end() + 25]
    return bool(NOT.search(around)) and not re.search(r"ikke (?:kun|alene|mindst|blot)", around)
