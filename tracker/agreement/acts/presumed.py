"""Acts presumed from a time ahead: what is to be then is promised, unless the words say something else.

The last resort, after the lexicon and the forms of verbs it lacks. What keeps a clause from being a promise is named
here: what was, what may be, what is not, what goes by itself, and what somebody else does.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from tracker.agreement.acts.act import Act, Standing
from tracker.agreement.acts.clauses import Clause
from tracker.agreement.acts.coming import is_there
from tracker.agreement.acts.doers import does_ours, done_by_ours, foretells
from tracker.agreement.acts.effects import done_by_some, effect, ends_named_hearing, holds_event
from tracker.agreement.acts.finite import is_verb
from tracker.agreement.acts.openers import Opener
from tracker.agreement.acts.standing import NOT, content_standing
from tracker.agreement.acts.subjects import resumed_subject, shared_subject
from tracker.agreement.acts.unknown import AS_EVER, OF_SOMEBODY, promises
from tracker.agreement.acts.verb import Inflection, Verb
from tracker.agreement.acts.verbs import LEXICON
from tracker.agreement.values import TaskKind

_WORD = re.compile(r"[^\W\d_][\w-]*")
# What was, what may be and what others say is no promise.
_NO_PROMISE = re.compile(
    r"\b(?:var|blev|blevet|havde|har|kom|fik|gav|gik|lå|stod|tog|faldt|steg|lod|trak|gjorde|vandt|tabte|drev"
    r"|skrev|deltog|hjalp|forlod|spurgte|fortalte|brød|brændte|viste|strandede|skete|fandt|skulle|ville|kunne|måtte|kan|bør|måske|muligvis"
    r"|eventuelt|uvist|usikkert|uafklaret"
    r"|siger(?!\s(?:tak|farvel|velkommen)\b)"
    r"|sagde|ifølge|hvis|foreslås|foreslog|foreslået|hidtil|indtil nu|i dag|tidligere|allerede nu"
    r"|(?<!første )(?<!sidste )(?<!nye )(?<!egne )(?!allerede)[a-zæøå]{3,}(?<!f)(?:ede|erede))\b",
    re.IGNORECASE,
)
# «Alle husstande har fjernvarme»; not what has been done
_HAS = re.compile(
    r"\bhar\b(?!(?:\s[\w-]+){0,5}?\s(?:[a-zæøå]{2,}(?:et|agt|sat|ført|bragt|gjort|ået|kt|gt|ldt|ndt|ørt)|sket|lagt)\b)"
)
_PRESENT = re.compile(r"[a-zæøå]{2,}(?:er|ør|år|(?:(?<!rn)(?<!en)|(?<=fjern)|(?<=tjen))es)")
# Before a word in -er these make it a noun: «tre elever», «nye pladser», «af borgere».
_BEFORE_NOUN = re.compile(
    r"\b(?:\d[\d.,]*|to|tre|fire|fem|seks|syv|otte|ni|ti|alle|flere|færre|mange|nogle|de|den|det|en|et|til|af|for|i|på|med|om|ved"
    r"|fra|hos|og|eller|samt|som|pr\.?|pct\.?|procent|[a-zæøå]+(?:(?<!rn)(?<!en)e|ske|lige|ende|ens|ets|nes))\s*$",
    re.IGNORECASE,
)
_IT = re.compile(r"\s(?:den|det|dem|sig)\s")  # «og gennemgår den»
_MANY = re.compile(r"\b(?:mange|nogle|alle|fleste|enkelte|flere|\d[\d.]*)\s[a-zæøå]+ere\s*$", re.IGNORECASE)
_NO_VERBS = frozenset(
    {"der", "er", "mere", "mindre", "eller", "efter", "under", "over", "her", "flere", "år", "hver", "når", "før"}
)
# Who holds a post from when on is told, not promised.
_OF_PERSONS = re.compile(r"\([A-ZÆØÅ]{1,2}\)|\b(?:formand|næstformand|\w*borgmester)\b", re.IGNORECASE)
_A_PERSON = re.compile(r"\b\w*(?:formand|mester|direktør|leder|chef|rådmand|medlem)(?:en|et)\b", re.IGNORECASE)
_PAST_SECOND = re.compile(
    r"^\W*(?:[A-ZÆØÅ][\w-]*\s+){0,4}(?!(?:første|sidste|næste|begge|hvilke|rette|dette|yderste|mindste|højeste"
    r"|fjerde|femte|sjette|syvende|ottende|niende|tiende|[a-zæøå]*møde)\b)[a-zæøå]{2,}(?:te|de)\b"
)
_OF_ITSELF = re.compile(r"\W*[a-zæøå]+r\s+(?:det|der|den)\W*$|\b(?:er der|der er|det er)\b", re.IGNORECASE)
# What somebody else does on being asked, and what another clause tells.
_NO_VERB_OF_OURS = frozenset({"opfordrer", "håber", "skal", "vil", "må", "ønsker"})
# «Udvalget ønsker byggeprogrammet allerede i oktober»
_THING_ALONE = re.compile(r"\s[a-zæøå-]{4,}(?:en|et|ne)\s+(?:allerede|forelagt|med)?\W*$")
# «(en status,) som udvalget gennemgår i juni»: what a body does with it
_WE_DO = re.compile(r"\W*(?:som|hvorefter)\svi\b", re.IGNORECASE)
_ON_AGENDA = re.compile(
    r"\b(?:er|kommer)\s(?:igen\s)?(?:tilbage\s)?på\b.*\b(?:dagsorden\w*|møde[tr]?|programmet)\b|\ber\s[\w-]+\s(?:på\s)?tema(?:et)?\b",
    re.IGNORECASE,
)
# «Der er temamøde for udvalget i april»
_EVENT_THERE = re.compile(
    r"\b(?:der (?:er|bliver)|(?:er|bliver) der)\s(?:(?:et|en|fælles|nyt|ny|igen|ekstra)\s)*(?!\w*(?:ledighed|mangel))"
    r"[\w-]*(?:seminar|møde|temadag|konference|besigtigelse|studietur|workshop|premiere|indvielse|åbent hus|frist"
    r"|udbud|høring|licitation|rejsegilde|(?:ansættelses|indkøbs|anskaffelses|bygge|forbrugs|optage|byggemodnings)stop)\b"
    # «Alle er velkomne til borgermøde den 20. november»
    r"|\b(?:er|bliver) (?:[\w-]+ )?velkomne?n? (?:til|ved) (?:[\w-]+ ){0,2}?[\w-]*"
    r"(?:møde|seminar|workshop|indvielse|åbent hus|fest|temadag|besigtigelse"
    r"|rundvisning|reception|rejsegilde)(?:t|n|en|et|r)?\b",
    re.IGNORECASE,
)
# «Forvaltningen sørger for, at alle har fået svar»: whatever it is, the municipality answers for it
_SEEN_TO = re.compile(r"\b(?:sørge[rs]? for|sikre[rs]?|ser til|garantere[rs]?)[\s,]*$", re.IGNORECASE)
# «Det blev besluttet, at hallen holder lukket i juli»; that a house is closed is else no more than told
_DECIDED = re.compile(
    r"\b(?:beslutte[rt]|besluttede|vedtog|vedtager|vedtaget|aftalt|enige?t? om)\b[^.;:]{0,60}$", re.IGNORECASE
)
_HELD = re.compile(r"\bholder\s(?:[\w-]+\s)?(?:lukket|åbent)\b")
# «Udvalget ønsker en ny måling»: something done
_SOMETHING_DONE = re.compile(
    r"\s+(?:en|et)\s(?:[a-zæøå-]+\s){0,2}?[a-zæøå-]*(?:(?:l|r|n|t|g|d|s|v)ing|else|analyse|oversigt|gennemgang|prøve)\b"
)
# «Puljen kan søges fra …», «Patienter kan blive fulgt hjemmefra»: from then on it is open; not what a contract allows
_CAN = re.compile(
    r"\bkan\b(?:\s+(?!ikke\b|blive\b|være\b)[\w-]+){0,8}?\s+(?:"
    r"(?P<verb>(?!være|have|blive|opsige|genforhandle|forlænge|stige|falde|udgøre|ændre)[a-zæøå]{2,}(?:e|es|å|ås))"
    r"|blive\s(?P<verb_done>[a-zæøå]{2,}(?:et|t)))\b"
)
# What somebody may have to put up with: «Borgerne kan opleve kø ved broen»
_UNDERGOES = re.compile(r"\bkan\b[^.;:]*\b(?:opleve|mærke|risikere|blive\s(?:ramt|berørt|nødt|tvunget|påvirket))\b")
# «Fra maj er det ikke længere tilladt at parkere», with its denial taken out: what is allowed changes then
_ALLOWED = re.compile(
    r"\b(?:er|bliver)\s+(?:[\w-]+\s+){0,4}?(?:tilladt|forbudt|muligt|slut med)\s(?:at\s)?(?P<verb>[a-zæøå]{2,}[eåø])\b"
)
# «Fra maj venter ingen mere end 14 dage», «er der mindst to voksne»: how it is to be from then on
_BOUNDED = re.compile(
    r"\b(?:ingen|intet|ikke)\b[^.,;:]{0,60}?\s(?:mere|flere|længere|over|større|højere)\s(?:end\s)?(?P<at_most>\d|én\b|en\b|to\b|[a-zæøå]*(?:tre|fire|fem|seks|syv|otte|ni|ti)\b)"
    r"|\b(?:højst|maks\.?|maksimalt|mindst)\s(?P<bound>\d|én\b|en\b|et\b|to\b|tre\b|fire\b|fem\b|seks\b|syv\b|otte\b|ni\b|ti\b)",
    re.IGNORECASE,
)
# «Ingen skole sælger sodavand fra skoleåret 2020/21»: what none of the municipality's houses does any more from then on
_NONE_OF_THEM = re.compile(r"\W*(?:ingen|intet)(?=\s[a-zæøå])", re.IGNORECASE)
_IN_TOWN = re.compile(r"\si\s(?:kommunen|regionen|byen)\b")
_NOT_SET = re.compile(
    r"\b(?:var|blev|havde|haft|været|siden|hidtil|kan|kunne|skulle|ville|måske|ifølge|prognose\w*|forventes|ventes|mangler"
    r"|koster|i dag|staten|regeringen|folketinget|(?:efter|ifølge)\sloven)\b"
)
_MAYBE = re.compile(r"\b(?:evt\.|eventuelt|tidligst|måske|muligvis|siges? op|ifølge)(?!\w)", re.IGNORECASE)
# How the municipality's own work from a day on: «Hjemmeplejen arbejder fra januar i faste teams»
_WORKS = frozenset(
    {"arbejder", "bruger", "deltager", "driver", "følger", "kører", "møder", "holder", "leder", "modtager", "giver"}
)
# «Broen er åben for trafik i maj 2020», «I december er ventelisten væk»: what is not so yet
_SO_THEN = re.compile(
    r"\ber\b(?:\s(?!det\b|der\b)[\w-]+){0,4}?\s+(?:åb(?:en|ent|ne)(?:\sfor\s[\w-]+)?|væk|overstået|oppe|forbi|slut|ovre|gratis|tilendebragt"
    r"|i gang|i (?:fuld )?drift|[\w-]+-?neutral\w?|[\w-]*(?:fossil|røg|gift|olie|plast)fri(?:e|t)?"
    r"|færdig\w*|på plads|nået|fyldt(?:\sop)?|sat\s(?:op|i stand|i drift)|fuldt\s[a-zæøå]+(?:et|t))\b",
    re.IGNORECASE,
)
# What is told as done by a verb that no list has, but in a year to come: «Gadelamperne er skiftet i 2021»
_DONE_THEN = re.compile(
    r"\ber\b(?:\s(?!det\b|der\b)[\w-]+){0,4}?\s+(?!u[a-zæøå]+et\b|(?:af|fast|be)?sat|\w*(?:ind|med|be)regnet|indarbejdet|budgetteret|finansieret"
    r"|bevilget|forudsat|omfattet|forpligtet|\w*lejet|skønnet|anslået|planlagt|aftalt|præget|faldet|steget|vokset|valgt|født"
    r"|ansat|udpeget|taget|givet|varslet|opsagt|lovet|bundet|fritaget|undtaget|reguleret|belastet|udfordret|påvirket"
    r"|berettiget|begrænset|kendt|målt|opgjort|registreret|indgået|forlænget|meldt|bedt|interesseret|baseret|dækket"
    r"|tænkt|(?:for)?ventet|fordelt|overført|skrevet|blevet|kommet|gået|sket|været|budgettet|tallet|behovet|antallet)"
    r"[a-zæøå]{2,}(?:et|gt|kt|ført|bragt|gjort|ndt)(?:\s(?:op|ned|ud|ind|om))?\s*(?:[.,;]|$|(?:af|i|på|med|for|til)\b)"
)
_IN_ACCOUNTS = re.compile(r"\b(?:indregnet|indarbejdet|medregnet|indlagt|afsat|budgetteret|finansieret|bevilget)\b")
# What a house holds from a day on: «Stationen huser fra maj et kulturhus»
_HOUSES = frozenset({"rummer", "huser"})
# «…, at indvielsen nu bliver i november»
_EVENT_BECOMES = re.compile(
    r"\W*(?:(?:og\s)?at\s)?(?:\w+\s){0,3}?\w*(?:indvielse|åbning|overtagelse|seminar|møde|premiere|høring)(?:n|en|et|t)?"
    r"\s(?:nu\s|derfor\s|først\s)?bliver(?:\s(?:nu|derfor|først))?(?:\s{3}|\W*$)",
    re.IGNORECASE,
)
_EVENT_IS = re.compile(
    r"\b[\w-]*(?:seminar|møde|temadag|konference|høring|besigtigelse|studietur|workshop|premiere|indvielse|deadline|frist)"
    r"(?:et|en|t|n|r)?\s+er\W*$",
    re.IGNORECASE,
)


# «Godkendt med virkning fra …», «Tiltrådt med ikrafttræden den …»: what was recommended, from the day that is named
_ADOPTED_AS_OF = re.compile(
    r"\W*(?:enstemmigt\s)?(?:godkendt|tiltrådt|vedtaget|anbefales|imødekommet)(?:\s(?:dog|men))?"
    r"(?:\s(?:gældende|først|allerede))*(?P<as_of>\smed\s(?:ikrafttræden|virkning|start|opstart))?"
    r"\s*(?:\si stedet for\b.*)?\W*",
    re.IGNORECASE,
)
# «Udvalget ændrede datoen til …»
_SETS_THE_DAY = re.compile(
    r"\W*(?:vi|[\w-]*udvalget|[\w-]*rådet|[\w-]*bestyrelsen|et (?:\w+ )?flertal)\s+"
    r"(?:ændrede|fastsatte|satte|rykkede|lagde)\s(?:[\w-]+\s){0,1}?"
    r"[\w-]*(?:dato|frist|tidspunkt|ikrafttræd|start|else|ing)(?:en|et)?(?:\s(?:frem|tilbage))?\s*\W*",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class When:
    """What a time says of the act that it dates.

    `limit`: by then something is to be so; `begins`: it is so from that day on; `day`: it names a day; `sure`: it can
    only be one to come; `spans`: it tells a first day and a last one; `later`: nothing can have been done in it yet.
    """

    limit: bool
    begins: bool
    day: bool
    sure: bool
    spans: bool
    later: bool


def presumed_act(
    sentence: str, clauses: Sequence[Clause], index: int, body: str, when: When, *, listed: bool
) -> Act | None:
    """What clause `index` is presumed to promise, or None.

    `body`: its words with times blanked and committees put as «vi», of the same length. `listed`: the sentence stands
    in a list, where no verb is needed.
    """
    clause = clauses[index]
    ends = ends_named_hearing(sentence[: clause.start], body) or holds_event(sentence[: clause.start], body)
    relative = clause.opener is Opener.RELATIVE and (_WE_DO.match(body) or ends)
    if not relative and clause.opener not in (Opener.MAIN, Opener.COORDINATED, Opener.CONTENT):
        return None
    decided = _DECIDED.search(sentence[: clause.start]) and _HELD.search(body)
    if (
        clause.opener is Opener.CONTENT
        and (decided or _SEEN_TO.search(sentence[: clause.start]))
        and not NOT.search(body)
    ):
        seen = finite_verb(body)
        return _act(index, clause.start + seen[1], clause.start + seen[2], kind=TaskKind.DELIVERY) if seen else None
    if clause.opener is Opener.RELATIVE and ends:
        return _act(index, clause.start, clause.start)
    adopted = index == 0 and _ADOPTED_AS_OF.fullmatch(body)
    if (adopted and (when.begins or adopted["as_of"])) or _SETS_THE_DAY.fullmatch(body):
        return _act(index, clause.start, clause.start)
    denied = _NO_PROMISE.search(body) or NOT.search(body)
    if (_EVENT_THERE.search(body) and not denied) or _EVENT_BECOMES.match(body):
        return _act(index, clause.start, clause.start)
    if content_standing(sentence, clauses, index) is not Standing.PROMISED:
        return None
    told = _effect(sentence, clauses, index, body, when)
    if told or denied or _tells_past(body) or _OF_ITSELF.search(body) or len(_WORD.findall(body)) < 2:
        return told
    return _by_its_verb(index, clause.start, body, when, listed=listed)


def _effect(sentence: str, clauses: Sequence[Clause], index: int, body: str, when: When) -> Act | None:
    """What comes of a promise, told as it will be then: «Bussen kører sidste gang», «Alle husstande har fjernvarme»."""
    some_have = (done_by_some(body) or is_there(body)) if when.later and not NOT.search(body) else None
    if some_have is not None:
        begin = clauses[index].start
        return _act(index, begin + some_have[0], begin + some_have[1], kind=TaskKind.DELIVERY)
    if _NO_PROMISE.search(_HAS.sub("   ", body)) or NOT.search(body):
        return None
    subject = shared_subject(sentence, clauses, index) or resumed_subject(sentence, clauses, index)
    told = effect(body, subject, sure=when.sure, begins=when.begins or when.day, spans=when.spans)
    if told is None:
        return None
    verb, kind, start, end = told
    return _act(index, clauses[index].start + start, clauses[index].start + end, verb, kind)


def _by_its_verb(index: int, begin: int, body: str, when: When, *, listed: bool) -> Act | None:
    """What the verb that carries a clause with `body`, which begins at `begin`, tells as still to come."""
    verb = finite_verb(body)
    if verb is None:
        return _act(index, begin, begin) if listed and not _OF_PERSONS.search(body) else None
    word, start, end = verb
    if word == "er":
        return _state(body, index, begin, start, limit=when.limit or (when.sure and _comes_true(body)))
    if word == "ønsker" and (
        (when.limit and re.match(r"\s(?:en|et)\s", body[end:]))
        or _THING_ALONE.match(body, end)
        or _SOMETHING_DONE.match(body, end)
    ):
        return _act(index, begin + start, begin + end)
    works = when.begins and (word in _HOUSES or (word in _WORKS and does_ours(body)))
    others = (word in OF_SOMEBODY or AS_EVER.search(body)) and not does_ours(body)
    if others or word in _NO_VERB_OF_OURS or foretells(body) or not (works or promises(word, body[end:])):
        return None
    return _act(index, begin + start, begin + end, Verb(word.removesuffix("r"), TaskKind.IMPLEMENTATION, ""))


def opened_act(sentence: str, clauses: Sequence[Clause], index: int, body: str) -> Act | None:
    """What can be used from a day on, and so is ready then: «Fra august kan passet også bruges i musikskolen»."""
    clause = clauses[index]
    match = _CAN.search(body) or _ALLOWED.search(body)
    if match is None or clause.opener not in (Opener.MAIN, Opener.COORDINATED, Opener.CONTENT):
        return None
    if _UNDERGOES.search(body) or NOT.search(body) or _MAYBE.search(body):
        return None
    if content_standing(sentence, clauses, index) is not Standing.PROMISED:
        return None
    group = next(name for name, word in match.groupdict().items() if word)
    verb = Verb(match[group].removesuffix("s"), TaskKind.DELIVERY, "")
    start, end = match.span(group)
    return _act(index, clause.start + start, clause.start + end, verb, TaskKind.DELIVERY)


def bounded_act(clauses: Sequence[Clause], index: int, body: str) -> Act | None:
    """How much at most, or at least, there is to be from a day on: «Fra maj har ingen mere end 45 sager»."""
    bound = _BOUNDED.search(body) or _none_does(body)
    if bound is None or _NOT_SET.search(body) or clauses[index].opener not in (Opener.MAIN, Opener.COORDINATED):
        return None
    if not any(is_verb(word) or _PRESENT.fullmatch(word) for word in _WORD.findall(body)):
        return None
    return _act(
        index, clauses[index].start + bound.start(), clauses[index].start + bound.end(), None, TaskKind.CHECKPOINT
    )


def _none_does(body: str) -> re.Match[str] | None:
    """The verb of what none of the municipality's houses does: «Ingen børnehave serverer saft»."""
    if not _NONE_OF_THEM.match(body):
        return None
    does = done_by_ours(_IN_TOWN.sub("", _NONE_OF_THEM.sub("hver", body, count=1), count=1))
    promised = does is not None and promises(does["verb"].casefold(), "")
    return re.search(rf"\b{does['verb']}\b", body) if does is not None and promised else None


def _act(index: int, start: int, end: int, verb: Verb | None = None, kind: TaskKind = TaskKind.IMPLEMENTATION) -> Act:
    form = Inflection.PASSIVE if verb and verb.infinitive.endswith("s") else Inflection.PRESENT if verb else None
    return Act(kind, verb, form, start, end, index, Standing.PROMISED)


def _state(body: str, index: int, begin: int, start: int, *, limit: bool) -> Act | None:
    """«Plast er ude af kantinerne inden …», «sagen er på udvalgets dagsorden …», «Budgetseminaret er den …»."""
    if _ON_AGENDA.search(body):
        return _act(index, begin + start, begin + start + 2, kind=TaskKind.PRESENTATION)
    if _EVENT_IS.search(body):
        return _act(index, begin + start, begin + start + 2)
    if not limit or foretells(body) or _IN_ACCOUNTS.search(body):
        return None
    return _act(index, begin + start, begin + start + 2, kind=TaskKind.DELIVERY)


def _comes_true(body: str) -> bool:
    """Whether what is told as a state cannot be so before the time that it is told of."""
    return not _A_PERSON.search(body) and bool(_SO_THEN.search(body) or _DONE_THEN.search(body))


def finite_verb(body: str) -> tuple[str, int, int] | None:
    """The verb that carries the clause: its form and where it stands."""
    for match in _WORD.finditer(body):
        low = match[0].casefold()
        looks_so = match[0] == low and _PRESENT.fullmatch(low) and low not in _NO_VERBS
        before = body[: match.start()]
        goes_on = _IT.match(body, match.end())
        if is_verb(low) or (looks_so and (goes_on or not _BEFORE_NOUN.search(before) or _MANY.search(before))):
            return low, match.start(), match.end()
    return None


def _tells_past(body: str) -> bool:
    return bool(_PAST_SECOND.match(body)) or any(
        form is Inflection.PRETERITE and not re.search(rf"\b(?:de|den|det|med|nye)\s{re.escape(match[0])}", body)
        for match in _WORD.finditer(body)
        for _verb, form in LEXICON.get(match[0], ())[:1]
    )
