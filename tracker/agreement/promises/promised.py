"""Which acts the municipality promises: not what others do, what only could be, or what is left undone.

A time is given to none but these, and a sentence without a time promises none but these.
"""

from __future__ import annotations

import re

from tracker.agreement.acts.act import Act, Standing
from tracker.agreement.acts.clauses import Clause, masked
from tracker.agreement.acts.governing import AIM_LABEL
from tracker.agreement.acts.openers import Opener
from tracker.agreement.acts.subjects import pointed_subject, points_back, resumed_subject, shared_subject
from tracker.agreement.acts.verb import Inflection
from tracker.agreement.naming.task_names import antecedent
from tracker.agreement.promises import others
from tracker.agreement.promises.outsiders import is_other
from tracker.agreement.promises.readings import Context, Read, timeless
from tracker.agreement.promises.settled_elsewhere import OURS
from tracker.agreement.promises.strangers import is_stranger
from tracker.agreement.values import TaskKind

# Clauses that stand on their own.
OF_ITS_OWN = (Opener.MAIN, Opener.COORDINATED)
DECIDED = frozenset({TaskKind.DECISION, TaskKind.PRESENTATION})
_COULD = re.compile(r"(?<!at )(?<!skal )(?<!vil )(?<!bør )\bkunne\b")
# «Opgaven har i foråret været i udbud»
HAS_BEEN = re.compile(r"\bhar\s(?:[\w-]+\s){0,7}?(?:været|ligget|stået|haft|kørt|fungeret)\b")
# «gå» is in the lexicon as «gå i gang» alone
_BEGUN = frozenset({"begynde", "starte", "påbegynde", "igangsætte", "iværksætte", "sætte", "gå"})
_OPENED = frozenset({"tage", "ibrugtage", "åbne", "indvie"})
_SETTLES = frozenset({"flytte", "rykke"})
_OPENS_FOR = re.compile(r"\s(?:op|for|mulighed\w*)\b")  # what somebody is free to allow
_INTO = re.compile(r"\s(?:så småt\s)?ind\b")
_BY_BODY = re.compile(
    r"\bkan\b.*\b(?:af|i|på) (?:[\w-]+,? (?:og )?){0,4}?[\w-]*(?:udvalg|råd|bestyrelsen|møde)", re.IGNORECASE
)
_CAN_BE = re.compile(r"(?:som|der|hvor\w*)\skan\s(?!søges\b|bruges\b|anvendes\b)")
# «…, som vi regner med kan sendes i høring i maj»
_COUNTED_ON = re.compile(
    r"(?:som|der)\s(?:vi|[\w-]*parterne|udvalget)\s(?:regner med|forventer|venter|satser på)\s(?:kan|vil kunne)\s"
)
_BODIES_DO = frozenset({"vedtage", "godkende", "behandle"})
_SHOWN = frozenset({"forelægge", "fremlægge", "præsentere"})
_PERHAPS = re.compile(r"\b(?:eventuelt|evt\.|måske|muligvis|hvis|ifølge)(?!\w)", re.IGNORECASE)
_ONLY_JOINS = re.compile(r"\W*(?:og|samt|eller|men)\s+", re.IGNORECASE)


def is_usable(read: Read, act: Act, index: int, context: Context, *, moved: bool) -> bool:
    """Whether the municipality promises `act`. `moved`: it is told as done, but to a day still to come."""
    if act.verb is not None and act.verb.money:
        return False
    if not moved and _may_be_used_then(act, read.sentence.text) and not _COULD.search(read.sentence.text[: act.start]):
        return not _is_of_others(read, act, index, context)
    if (
        not moved
        and act.standing not in (Standing.PROMISED, Standing.DESCRIBED)
        and not (_lets_decide(read, act, index) or _is_made_for(read, act, index))
    ):
        return False
    sentence, clause = read.sentence.text, read.clauses[index]
    if act.state and HAS_BEEN.search(sentence, clause.start, clause.end):
        return False
    if clause.opener in (Opener.CONDITION, Opener.QUESTION, Opener.REASON) and not _may_stop_it(read, act, clause):
        return False
    if _is_asked(read, index) or (act.negated and not _refrains(sentence, clause)):
        return False
    who_else = (_is_a_strangers, _is_told_by_stranger, _is_the_regions)
    if any(theirs(read, act, clause, context) for theirs in who_else):
        return False
    body_receives = act.kind is TaskKind.PRESENTATION and any(
        clause.start <= m.start < clause.end for m in read.mentions
    )
    if body_receives:
        return True
    if _is_in_others_hands(read, index, context):
        return False
    return not _is_of_others(read, act, index, context)


# «Regionsrådet vedtager sin trafikplan», in a paper that names the municipality's own council
_COUNCIL_OF_REGION = re.compile(r"\W*(?:(?:og|men|at|mens|medens)\s)?regionsrådet\s", re.IGNORECASE)
_OWN_COUNCIL = frozenset({"byrådet", "kommunalbestyrelsen"})


def _is_the_regions(read: Read, act: Act, clause: Clause, context: Context) -> bool:
    """Whether the council of the region is who does it, and the paper is a municipality's."""
    own = (context.organisation or "").casefold()
    named = context.words | {name.casefold() for name in context.names.names}
    receives = act.verb is not None and act.verb.infinitive in ("få", "modtage")
    if not own.endswith("kommune") or _OWN_COUNCIL.isdisjoint(named) or receives:
        return False
    told = _COUNCIL_OF_REGION.match(read.sentence.text, clause.start, clause.end)
    return act.inflection is Inflection.PRESENT and told is not None


def _is_of_others(read: Read, act: Act, index: int, context: Context) -> bool:
    sentence, clause = read.sentence.text, read.clauses[index]
    if others.IS_BID.search(sentence, clause.start, act.start):
        return False
    if points_back(sentence, clause.start) and others.belongs_to_others(
        sentence[: clause.start].rstrip(" ,"), context.organisation
    ):
        return True
    if _is_said_to_be_theirs(read, index, context):
        return True
    above = _governing(read, index)
    plain = masked(sentence, [one[1:] for one in read.times])
    return others.of_others(
        plain,
        clause,
        act,
        context.organisation,
        antecedent(sentence, read.clauses, index),
        resumed_subject(sentence, read.clauses, index),
        _words_above(read, above),
        shared_subject(sentence, read.clauses, index),
        pointed_subject(sentence, read.clauses, index),
    )


def _words_above(read: Read, above: int) -> str:
    """The words of the clause that governs, with who it is about: «Ejeren vil bygge og har oplyst, at …»."""
    if above < 0:
        return ""
    sentence, parts = read.sentence.text, read.clauses
    words = sentence[parts[above].start : parts[above].end]
    if shared := shared_subject(sentence, parts, above):
        return f"{shared} {_ONLY_JOINS.sub('', words, count=1)}"
    return f"{resumed_subject(sentence, parts, above)} {words}".lstrip()


# «Det er staten, der har sat som mål, at …»
_IT_IS = re.compile(
    r"\W*(?:(?:for|men|og)\s)?det\s(?:er|bliver)\s(?P<who>[^,;:.]{3,60}),\s(?=(?:der|som)\b)", re.IGNORECASE
)


def _is_said_to_be_theirs(read: Read, index: int, context: Context) -> bool:
    """Whether clause `index` hangs on «det er X, der …», X is no part of the municipality, and it is not asked to."""
    sentence, clause = read.sentence.text, read.clauses[index]
    words = sentence[clause.start : clause.end]
    if clause.opener not in (Opener.RELATIVE, Opener.CONTENT) or OURS.search(words):
        return False
    first = clause
    while first.governor >= 0:
        first = read.clauses[first.governor]
    it_is = _IT_IS.match(sentence, first.start, clause.start)
    return it_is is not None and is_other(it_is["who"], context.organisation)


def _governing(read: Read, index: int) -> int:
    """The clause that `index` hangs on, -1 for none; what «og at» adds hangs on what the first «at» does."""
    above = read.clauses[index].governor
    if re.match(r"(?:og|samt|men) at\b", read.sentence.text[read.clauses[index].start :], re.IGNORECASE):
        while above >= 0 and read.clauses[above].opener is Opener.CONTENT and read.clauses[above].governor >= 0:
            above = read.clauses[above].governor
    return above if above < index else -1


# «Nordby Fjernvarme regner med at have …»; «BUF» and «Teknik & Miljø» are as likely the municipality's own
_INTENDS = re.compile(
    r"(?P<who>\W*[A-ZÆØÅ][a-zæøå]+(?:\s[A-ZÆØÅ][a-zæøå]+){1,3}\s)"
    r"(?:forventer|regner med|planlægger|agter|satser på|håber|vil)\s"
)


# «Novafos har oplyst, at ledningerne lægges om i april»: one word too, but none that names a part of the administration
_HAS_TOLD = re.compile(
    r"(?P<who>\W*(?!\w*(?:service|drift|pleje|miljø|teknik|kultur|økonomi|plan|sundhed|erhverv)\b)[A-ZÆØÅ][a-zæøå]+(?:\s[A-ZÆØÅ]\w+){0,3}\s)"
    r"har\s(?:nu\s|netop\s|tidligere\s)?(?:oplyst|meddelt|varslet|bekræftet)\W*$"
)


def _is_told_by_stranger(read: Read, act: Act, clause: Clause, context: Context) -> bool:
    """Whether a name that is none of the municipality's has told what it does: «Novafos har oplyst, at …»."""
    sentence = read.sentence.text
    told = _HAS_TOLD.search(sentence, 0, clause.start) if clause.opener is Opener.CONTENT else None
    ours = OURS.search(sentence, clause.start, clause.end) or any(m.start > clause.start for m in read.mentions)
    if told is None or ours:
        return False
    who = told["who"].strip()
    if others.owns(who):
        return True
    named = who.endswith("s") and " " not in who and who.casefold() not in context.words  # no genitive before «har»
    return named or is_stranger(told["who"], context.words, context.organisation, alone=True)


def _is_in_others_hands(read: Read, index: int, context: Context) -> bool:
    """Whether what is put in before clause `index` gives it to somebody else: «Depotet, der er statens sag, …»."""
    if index < 2 or read.clauses[index].opener is not Opener.MAIN:
        return False
    put_in = read.clauses[index - 1]
    words = read.sentence.text[put_in.start : put_in.end].rstrip()
    return (
        put_in.opener is Opener.RELATIVE
        and words.endswith(",")
        and others.hands_to_others(words.rstrip(","), context.organisation)
    )


# «Rådet spørger, om vejen kan lukkes, inden skolen åbner til august»: a time within what is asked
_ASKS = re.compile(
    r"\b(?:spørger|spurgte|spurgt|spørge|forespørger|forespurgte|vil\s(?:gerne\s)?vide)\b", re.IGNORECASE
)
_BEFORE_THAT = re.compile(r"(?:inden|før(?:end)?|når|mens)\s", re.IGNORECASE)


def _is_asked(read: Read, index: int) -> bool:
    """Whether clause `index` tells by when something is that somebody only asks about."""
    sentence, clause = read.sentence.text, read.clauses[index]
    question = read.clauses[clause.governor] if clause.governor >= 0 else None
    if question is None or question.opener is not Opener.QUESTION or question.governor < 0:
        return False
    asks = read.clauses[question.governor]
    return bool(_BEFORE_THAT.match(sentence, clause.start) and _ASKS.search(sentence, asks.start, asks.end))


def _may_stop_it(read: Read, act: Act, clause: Clause) -> bool:
    """«…, medmindre Økonomiudvalget inden den 1. oktober beslutter andet»: the day by which it decides."""
    words = read.sentence.text[clause.start : act.start]
    named = any(clause.start <= mention.start < act.start for mention in read.mentions)
    return named and act.kind in DECIDED and bool(re.match(r"medmindre\b.*\b(?:inden|senest)\b", words, re.IGNORECASE))


def _is_a_strangers(read: Read, act: Act, clause: Clause, context: Context) -> bool:
    """Whether a name that is none of the municipality's stands as the subject: «MedCom indfører …»."""
    receives = act.verb is not None and act.verb.infinitive == "få"
    goes_on = resumed_subject(read.sentence.text, read.clauses, act.clause)  # «Nordby Varme, som bygger, forventer …»
    words = read.sentence.text[clause.start : clause.end]
    intends = _INTENDS.match(f"{goes_on} {words}" if goes_on else words)
    if intends is not None and is_stranger(intends["who"], context.words, context.organisation, alone=True):
        return True
    if act.inflection is not Inflection.PRESENT or receives or clause.opener not in (*OF_ITS_OWN, Opener.CONTENT):
        return False
    words = timeless(read, clause)
    before, after = words[: act.start - clause.start], words[act.end - clause.start :]
    small, own = context.words, context.organisation
    if is_stranger(before, small, own, alone=True):
        return True
    joined = _ONLY_JOINS.fullmatch(read.sentence.text[clause.start : act.start])  # «og orienterer HovedMED i maj»
    return not joined and is_stranger(after, small, own)


def _lets_decide(read: Read, act: Act, index: int) -> bool:
    """«…, så Byrådet kan træffe beslutning i december»: what is made possible is what is to be done."""
    clause = read.clauses[index]
    named = any(clause.start <= mention.start < act.start for mention in read.mentions)
    if act.standing is Standing.OPTION and clause.opener in OF_ITS_OWN and act.kind in DECIDED and not act.negated:
        # «Planen kan vedtages af Byrådet inden sommerferien»
        words = read.sentence.text[clause.start : clause.end]
        by_body = _BY_BODY.search(words) or _named_first(read, clause, act)
        only = all(other.opener is not Opener.CONDITION for other in read.clauses)
        return bool(by_body) and only and not _PERHAPS.search(words)
    if clause.opener is Opener.RELATIVE and act.standing is Standing.OPTION and not act.negated:
        # «en model, som kan forelægges i maj», «en evaluering, der kan indgå i budgetlægningen for 2021»
        shown = act.verb is not None and (
            (act.verb.infinitive in _SHOWN and act.inflection is Inflection.PASSIVE) or act.verb.infinitive == "indgå"
        )
        if shown and not _PERHAPS.search(read.sentence.text, clause.start, clause.end):
            return True
    return (
        named
        and clause.opener in (Opener.RESULT, Opener.RELATIVE, Opener.COORDINATED)
        and act.kind in (TaskKind.DECISION, TaskKind.PRESENTATION)
        and act.standing in (Standing.OPTION, Standing.PURPOSE)
    )


def _named_first(read: Read, clause: Clause, act: Act) -> bool:
    """«Byrådet kan vedtage planen i maj»: the body that decides stands before what it can do then."""
    words = read.sentence.text[clause.start : act.start]
    first = min((mention.start for mention in read.mentions if clause.start <= mention.start), default=act.start)
    return act.verb is not None and act.verb.infinitive in _BODIES_DO and first < clause.start + words.find(" kan ")


def _is_made_for(read: Read, act: Act, index: int) -> bool:
    """«Der udarbejdes et regulativ, som kan vedtages i 2020»: what is made now is to be so far by then."""
    clause = read.clauses[index]
    if (
        clause.opener is not Opener.RELATIVE
        or clause.governor < 0
        or act.standing is not Standing.OPTION
        or act.negated
    ):
        return False
    words = read.sentence.text[clause.start : clause.end]
    if _COUNTED_ON.match(words):
        return True
    made = any(
        own.clause == clause.governor and own.standing is Standing.PROMISED and own.verb and own.verb.produces
        for own in read.acts
    )
    only = all(other.opener is not Opener.CONDITION for other in read.clauses)
    return made and only and bool(_CAN_BE.match(words)) and not _PERHAPS.search(words)


def _may_be_used_then(act: Act, sentence: str) -> bool:
    """«Banen kan tages i brug i efterårsferien», «De første beboere kan flytte ind i 2023»: it is ready by then."""
    if act.standing is not Standing.OPTION or act.verb is None or act.negated:
        return False
    active = act.inflection is Inflection.INFINITIVE and not _PERHAPS.search(sentence[: act.start])
    if act.verb.infinitive in _SETTLES:
        return active and bool(_INTO.match(sentence, act.end))
    opens = act.verb.infinitive in _OPENED and act.kind is TaskKind.DELIVERY
    used = opens and (act.inflection is Inflection.PASSIVE or (active and not _OPENS_FOR.match(sentence, act.end)))
    return used or act.verb.infinitive in _BEGUN


def _refrains(sentence: str, clause: Clause) -> bool:
    """«enige om, at der ikke sker prisstigning» is a promise too: to refrain."""
    if AIM_LABEL.search(sentence[: clause.start]):
        return True  # «Mål: Ingen venter mere end …»
    return clause.opener is Opener.CONTENT and bool(
        re.search(r"\benige? om|aftalt|garanter|forpligt|lovet|\bmål", sentence[: clause.start])
    )
