"""The name of a task: a short Danish noun phrase of what is to be delivered and to whom.

A name is built in several ways, the one that says most first: the act's noun with its object («Evaluering af
forsøget»), «X forelægges Y», the act's noun with what is asked («Beslutning om, hvordan …»), the purpose of money. The
first that is sound wins (`phrases.is_sound`); what alone says too little gets the section's title before it («Kortere
skoledage: evaluering af forsøget»); where the sentence gives nothing sound, the title stands with the act's noun.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence, Set

from tracker.agreement.acts.act import Act
from tracker.agreement.acts.clauses import Clause
from tracker.agreement.acts.denied import left_undone, no_longer_done
from tracker.agreement.acts.verb import Inflection
from tracker.agreement.naming import objects
from tracker.agreement.naming.inflection import noun_of
from tracker.agreement.naming.objects import antecedent
from tracker.agreement.naming.paraphrase import as_told
from tracker.agreement.naming.phrases import (
    LONGEST,
    as_noun_phrase,
    before_verb,
    capital,
    fitting,
    fronted,
    is_sound,
    listed,
    lowered,
    says_little,
    tells,
    tidied,
    with_title,
)
from tracker.agreement.naming.target_names import target_names
from tracker.agreement.naming.told import Told, own
from tracker.agreement.values import TaskKind

__all__ = ["antecedent", "purpose_name", "task_name", "words_about"]

_RECIPIENT = {
    "fremlægge": "fremlægges for",
    "præsentere": "præsenteres for",
    "drøfte": "drøftes i",
    "behandle": "behandles i",
    "genoptage": "genoptages i",
    "tage": "tages op i",
}
_OF_KIND = {
    TaskKind.PRESENTATION: "forelæggelse",
    TaskKind.DECISION: "beslutning",
    TaskKind.EVALUATION: "evaluering",
    TaskKind.REPORT: "status",
    TaskKind.DELIVERY: "levering",
    TaskKind.CHECKPOINT: "måltal",
    TaskKind.IMPLEMENTATION: "gennemførelse",
}
# «eksterne: vikare skal ned …»: a clause, and no name; what is asked after a comma may be one
_CARRIES = re.compile(r"[^,]*\b(?:kan|skal|vil|bør)\b")
_LONGEST_OVER = 60  # characters of what is over, beside the section's title
_FEW_SPACES = 3  # in a name that the section's title stands before
# Nouns that alone say less than that the thing is done.
_SAYS_NO_ACT = frozenset({"arbejde", "fokus", "initiativ", "sikring", "fremme", "støtte", "hjælp", "visning"})
_GENERIC_MONEY = re.compile(
    r"(?:(?:ordningen|indsatsen|arbejdet|projektet|formålet|opgaven|området|initiativet|festen)\b"
    r"|(?:de|den|det)\s(?:\w+e\s)?(?:udgifter|udgift|behov|merudgifter)\b)",
    re.IGNORECASE,
)


def task_name(
    sentence: str,
    clauses: Sequence[Clause],
    act: Act,
    taken_out: Sequence[tuple[int, int]],
    owners: Sequence[str],
    title: str,
    words: Set[str],
    target: tuple[int, int] | None = None,
) -> str:
    """Names the task of `act`, in at most `LONGEST` characters.

    `taken_out`: spans of times and committees, which the name does not repeat; `owners`: who receives; `title`: the
    section's, for what the sentence calls «den» or «forslagene»; `words`: what the document writes with a small letter;
    `target`: the span of a measurable target's figure.
    """
    told = Told(sentence, objects.blanked(sentence, taken_out), clauses, act, owners, as_noun_phrase(title), words)
    if over := _over(told):
        return capital(with_title(over, told.title))
    if act.kind is TaskKind.CHECKPOINT:
        return _chosen(target_names(told, target), told)
    if _is_put_before(act):
        return _put_before(told)
    return _chosen(_candidates(told), told)


def _over(told: Told) -> str:
    """«Fra 2021 må bilerne ikke længere køre på diesel» is the end of that, «enige om ikke at lukke skoler» leaves it
    undone; empty where neither is so."""
    clause = told.clauses[told.act.clause]
    words = told.words[clause.start : clause.end]
    if left := tidied(left_undone(words)):
        return f"undlade at {fitting(left, _LONGEST_OVER)}"
    what = re.sub(r"^(?:tilladt|muligt)\s(?:at\s)?", "", tidied(no_longer_done(words)))
    what = re.sub(r"^(?P<verb>[a-zæøå]{2,}[eå])s\b", r"at \g<verb>", what)
    if not what:
        return ""
    done = re.match(r"[a-zæøå]+[eå]\b", what) and re.search(r"\b(?:må|skal|vil|kan|tilladt|muligt)\b", words)
    return f"slut med {'at ' if done else ''}{fitting(what, _LONGEST_OVER)}"


def words_about(sentence: str, clauses: Sequence[Clause], act: Act, taken_out: Sequence[tuple[int, int]]) -> str:
    """The act's noun with what it is done to, as the sentence says it: by it two acts are told to be of one thing."""
    thing = next(iter(objects.things(objects.blanked(sentence, taken_out), clauses, act)), "")
    return f"{act.verb.noun if act.verb else ''} {thing or act.state}".strip()


def purpose_name(purpose: str, title: str, words: Set[str] = frozenset()) -> str:
    """Names what money is for («at videreføre forsøget», «indkøb af inventar»); by `title` where it says nothing."""
    title = as_noun_phrase(title)
    said = tidied(purpose)
    infinitive = re.match(r"(?:at\s+)(?P<verb>[\wæøå]+)\s+(?P<thing>.*)$", said)
    if infinitive:
        noun = noun_of(infinitive["verb"])
        thing = objects.plain(infinitive["thing"])
        said = f"{noun} {thing}" if noun and is_sound(capital(thing)) else ""
    said = fronted(objects.plain(before_verb(said)) if len(said) > 60 else before_verb(said), words)
    said = fitting(said, LONGEST)
    if not is_sound(said) or _GENERIC_MONEY.match(purpose):
        return capital(title)
    if (says_little(said) or says_little(before_verb(tidied(purpose)))) and title:
        return capital(title) if tells(title, said) else capital(with_title(said, title))
    return capital(said)


def _chosen(candidates: Iterator[str], told: Told) -> str:
    """The first sound candidate, with the section's title where it needs it; else the title with the act's noun."""
    for candidate in candidates:
        name = candidate if len(candidate) <= LONGEST or ", " in candidate else fitting(candidate, LONGEST)
        if not is_sound(name.removeprefix(f"{told.title}: ")) or _CARRIES.match(name) or len(name) > LONGEST:
            continue
        if not says_little(name) or not told.title:
            return capital(name)
        if lowered(name) in told.title.casefold():
            return capital(fitting(told.title, LONGEST))
        if tells(told.title, name) or (" " in name and _act_noun(told.act) in told.title.casefold()):
            return capital(name)
        if _asks_nothing(name):
            continue
        titled = with_title(name, told.title)
        if titled != name:
            return capital(titled)
    noun = _act_noun(told.act)
    said = as_told(told.words, told.clauses[told.act.clause], told.act, told.known)
    if said and not _CARRIES.match(said):
        alone = ": " in said or not (says_little(said) or said.count(" ") < _FEW_SPACES)
        return capital(said if alone else with_title(said, told.title))
    if not told.title:
        return capital(noun)
    told_by_title = noun in told.title.casefold()
    return capital(fitting(told.title, LONGEST) if told_by_title else with_title(noun, told.title))


def _asks_nothing(name: str) -> bool:
    """Whether a name ends in a question that says nothing by itself: «…, hvad der skal ske»."""
    asked = re.search(r", (?:om|hvad|hvor\w*|hvilke\w*)\s.*$", name)
    return (
        bool(asked) and says_little(name) and not re.search(r"\b[a-zæøå]{3,}(?:en|et|ne)\b", asked[0] if asked else "")
    )


def _act_noun(act: Act) -> str:
    verb = (act.verb.noun or noun_of(act.verb.infinitive)) if act.verb else ""
    noun = _without_preposition(verb).casefold()
    return noun if noun and noun not in _SAYS_NO_ACT else _OF_KIND[act.kind]


def _without_preposition(noun: str) -> str:
    return re.sub(r"\s(?:af|til|om|på|for|med|mod)$", "", noun)


def _candidates(told: Told) -> Iterator[str]:
    act, verb = told.act, told.act.verb
    asked = objects.question(told.words, told.clauses, act.clause)
    if verb is None:
        for thing in objects.things(told.words, told.clauses, act):
            if act.noun and (lead := _lead(told, asked)):
                yield f"{fronted(thing, told.known)} {lead}, {asked}"
            yield from _states(thing, told) if not act.noun else (_of_label(fronted(thing, told.known)),)
        return
    noun = verb.noun or noun_of(verb.infinitive)
    if verb.infinitive in ("møde", "samle") and act.inflection is Inflection.PASSIVE and _meets(told):
        yield from _meetings(told)
        return
    other, both = objects.second_act(told.words, told.clauses, act)
    if other and noun.endswith(" af") and noun_of(other).endswith(" af"):
        yield f"{_without_preposition(noun)} og {lowered(noun_of(other))} {own(both, told)}"
    for thing in objects.things(told.words, told.clauses, act):
        yield from _nominals(thing, noun, told, asked)
    if asked and noun and _lead(told, asked) in ("", noun.rsplit(" ", 1)[-1]):
        yield f"{noun}, {re.sub(r'^om ', 'hvorvidt ', asked) if noun.endswith(' om') else asked}"
    where = objects.circumstance(told.words, told.clauses, act)
    if where and noun and not verb.needs:
        yield with_title(f"{_without_preposition(noun)} {where}", told.title) if told.title else ""


def _of_label(name: str) -> str:
    """«Ny hjemmeside: I luften» is «Ny hjemmeside i luften»: what says where a thing will be is told of it."""
    return re.sub(
        r"(?<=\w): (?=(?:I|På|Til|Under|Uden)\b)(?P<first>\w+)", lambda at: f" {at['first'].lower()}", name, count=1
    )


def _lead(told: Told, asked: str) -> str:
    """The preposition that leads from a thing to what is asked of it: «en dialog om, hvordan …»."""
    match = re.search(r"(?<!\bog )\b(om|for|til|på|af)\W*$", told.words[: _start_of(told, asked)]) if asked else None
    return match[1] if match else ""


def _start_of(told: Told, asked: str) -> int:
    return max(0, told.words.casefold().find(asked[:12].casefold()))


def _nominals(thing: str, noun: str, told: Told, asked: str) -> Iterator[str]:
    act, verb = told.act, told.act.verb
    if thing.startswith("at ") and noun.endswith((" på", " om", " til")):
        yield f"{noun} {thing}"
    if (
        verb is None
        or not thing
        or not is_sound(
            capital(re.sub(r"^(?:den|det|de|sin|sit|sine|denne|dette|disse)\s(?=\w)", "", thing, flags=re.IGNORECASE))
        )
    ):
        return
    if verb.infinitive in ("udskyde", "rykke"):
        yield _titled(fronted(thing, told.known), thing, told)  # what is moved comes on the new day
        return
    if verb.infinitive == "foreligge" or (verb.needs and verb.infinitive == "stå"):
        yield from _ready(thing, "færdig" if "færdig" in told.words else "klar", told)
        return
    if (act.noun and verb.light) or (verb.light and not noun) or verb.infinitive in ("komme", "få"):
        plain = fronted(thing, told.known)
        if lead := _lead(told, asked):
            yield f"{plain} {lead}, {asked}"
        yield f"Ingen {plain}" if act.negated else plain
        return
    if not noun:
        return
    if (lead := _lead(told, asked)) and len(thing) < 30:
        yield f"{noun} {own(thing, told)} {lead}, {asked}"
    yield f"{noun} {own(thing, told)}"


def _meets(told: Told) -> bool:
    """Whether people meet («partierne samles») and not things are met."""
    clause = told.clauses[told.act.clause]
    subject = told.words[clause.start : told.act.start]
    return (
        told.act.verb is None
        or told.act.verb.infinitive == "møde"
        or bool(re.search(r"(?:part\w+ne|kredsen)\s*$", subject))
    )


def _meetings(told: Told) -> Iterator[str]:
    """«Aftalekredsen mødes hvert kvartal»: a meeting in it; «partierne mødes»: between them."""
    clause = told.clauses[told.act.clause]
    who = lowered(tidied(told.words[clause.start : told.act.start]))
    yield f"møde {'mellem' if who.endswith('ne') else 'i'} {who}" if who else "møde"


def _states(thing: str, told: Told) -> Iterator[str]:
    state = told.act.state
    if state.endswith("s") and not state.endswith(("is", "ds")) and not state.startswith("på "):
        where = objects.circumstance(told.words, told.clauses, told.act) or _place_first(told)
        if thing and where:
            yield with_title(f"{fronted(thing, told.known)} {where}", told.title)
        noun = noun_of(state.removesuffix("s"))
        if noun and where:
            yield with_title(f"{_without_preposition(noun)} {where}", told.title)
        return
    yield from _ready(thing, state, told)
    where = objects.circumstance(told.words, told.clauses, told.act)
    yield f"{told.title}: {state} {where}".strip() if told.title else ""


def _place_first(told: Told) -> str:
    clause = told.clauses[told.act.clause]
    match = re.search(r"\b(?:på|i) \w+$", tidied(told.words[told.act.end : clause.end]))
    return match[0] if match else ""


def _ready(thing: str, state: str, told: Told) -> Iterator[str]:
    """«Ny strategi klar»; where the section is the thing itself, by its title: «Analyse af udgifter klar»."""
    what = fronted(thing, told.known)
    head = re.match(r"[^\W\d_]+$", what.rsplit(" ", 1)[-1])
    if what and says_little(what) and told.title and head and re.search(rf"{re.escape(head[0])}\b", told.title, re.I):
        yield f"{told.title} {state}"
    if what and is_sound(what):
        yield _titled(f"{what} {state}".strip(), thing, told)


def _titled(name: str, thing: str, told: Told) -> str:
    """`name` with the title where what it is made of, «boligerne», points at what was told before."""
    return with_title(name, told.title) if says_little(thing) and not tells(told.title, name) else name


def _is_put_before(act: Act) -> bool:
    if act.kind is not TaskKind.PRESENTATION:
        return False
    return (
        bool(act.noun)
        if act.verb is None
        else act.verb.puts_before and act.verb.infinitive in (*_RECIPIENT, "forelægge")
    )


def _put_before(told: Told) -> str:
    act = told.act
    verb = act.verb.infinitive if act.verb else "forelægge"
    receivers = _receivers(told)
    how = _RECIPIENT.get(verb, "forelægges") if receivers else ""
    if verb in ("drøfte", "behandle") and act.verb and act.inflection is not Inflection.PASSIVE:
        return _chosen(_candidates(told), told)
    if not receivers:
        how = _RECIPIENT.get(verb, "forelægges").removesuffix(" for").removesuffix(" i")
        if act.verb:
            return _chosen(_candidates(told), told)
    tails = [f" {how} {to}".rstrip() for to in _told_to(receivers)]
    for tail in tails:
        for thing in objects.things(told.words, told.clauses, act):
            what = fronted(thing, told.known)
            what = fitting(what, LONGEST - len(tail))
            if not what or not is_sound(capital(what)):
                continue
            if (says_little(what) or says_little(thing)) and told.title and not tells(told.title, what):
                titled = with_title(what, told.title, LONGEST - len(tail))
                if titled == what and tail is not tails[-1]:
                    break  # shorter words for who receives leave room for the title
                what = titled
            return capital(what + tail)
    what = with_title("sag", told.title, LONGEST - len(tails[-1])) if told.title else "sag"
    return capital(what + tails[-1])


def _told_to(receivers: Sequence[str]) -> list[str]:
    if len(receivers) < 2:
        return [listed(receivers)]
    counted = {2: "to", 3: "tre", 4: "fire"}.get(len(receivers), str(len(receivers)))
    return [listed(receivers), f"{counted} udvalg"] if len(receivers) < 4 else [f"{counted} udvalg"]


def _receivers(told: Told) -> list[str]:
    """The owners that the paper is put before, without the one that puts it there («Udvalget forelægger Rådet …»)."""
    act = told.act
    if act.verb is None or act.inflection is not Inflection.PRESENT:
        return list(told.owners)
    before = told.sentence[: act.start].casefold()
    presenting = [name for name in told.owners if name.casefold() in before]
    return [name for name in told.owners if name not in presenting]
