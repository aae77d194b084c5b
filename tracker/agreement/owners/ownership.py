"""Who owns a commitment: the committees its sentence names, else those its section names as deciding or receiving,
else a suggestion from the subject."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from itertools import pairwise

from tracker.agreement.owners.committee_names import is_council, treats_all
from tracker.agreement.owners.committees import Mention
from tracker.agreement.owners.own_bodies import is_advisory

_ROLES = re.compile(
    r"forelæg|fremlæg|præsenter|udmønt|forankr|stilling|beslut|aftales|afgør|træffer|indstil|drøft|godkend"
    r"|vedtag|orienter|afrapport|gøre[rs]? status|følger op|følge op|behandl"
    r"|ansvar|findes i|placering|komme med|kommer med|modtage|forelag|udpeg|prioriter|opgave|høres?\b"
    r"|aflever|redegør|oversend|frem\s?send|rapporter",
    re.IGNORECASE,
)
_HISTORY = re.compile(
    r"\b(?:vedtog|besluttede|godkendte|besøgte|fastlagde|drøftede|behandlede|anbefalede"
    r"|tiltrådte|bevilgede|har (?:\w+ ){0,5}(?:fastlagt|vedtaget|besluttet"
    r"|godkendt|drøftet)|blev"
    r"|(?:af)?holder\ssi(?:t|ne)\s(?:[\w-]+\s){0,2}møder?)\b",  # when one meets is nothing that is its own
    re.IGNORECASE,
)
_JOINT = re.compile(r"\w*(?:koordinations|kontakt)udvalget", re.IGNORECASE)
_DECIDED = re.compile(
    r"\b(?:(?:som|blev|er|var|har|jf\.) (?:\w+ ){0,3}(?:vedtaget|besluttet|godkendt)|vedtog|besluttede|godkendte)"
    r" (?:på|af|i)\s*$",
    re.IGNORECASE,
)
_DECIDES = re.compile(
    r"(?:forelægges|fremlægges(?: for)?|forelagt|præsenteres for|beslutter|vedtager|godkender|tager|træffer|afgør)\s*$",
    re.IGNORECASE,
)
# «efter drøftelse i X forelægges Y»: X is heard on the way, Y receives
_ASKED_BEFORE = re.compile(
    r"\b(?:efter|forud for|på baggrund af|på grundlag af)\s(?:en\s|et\s)?(?:\w+\s)?"
    r"(?:\w*drøftelse|\w*behandling|høring|forelæggelse|oplæg|forslag|udtalelse)(?:er)?\s(?:i|af|fra|hos)\s$",
    re.IGNORECASE,
)
# Who takes part in what another one receives: «en arbejdsgruppe med deltagelse fra X», «bestående af X og Y»
_TAKES_PART = re.compile(
    r"\b(?:(?:deltagelse|deltagere|repræsentanter|repræsentation|medlemmer|udpeget|input|bidrag) (?:af|fra|for)"
    r"|bestående af)\s$",
    re.IGNORECASE,
)
# «…, som X i 2023 besluttede»: what was decided once
_ONCE = re.compile(
    r"\s(?:[\w.-]+\s){0,4}?(?:besluttede|vedtog|godkendte|ønskede|bad om|drøftede|behandlede|bevilgede|afsatte|nedsatte"
    r"|har (?:besluttet|vedtaget|godkendt|drøftet|behandlet|bevilget))\b",
    re.IGNORECASE,
)
# Who it is not: «i stedet for X», «og ikke X», «hverken X eller Y»
_NOT_THEM = re.compile(
    r"\b(?:hverken|i stedet for|fremfor|uden om|(?:og|men) ikke(?: (?:i|for|til|af))?)\s$", re.IGNORECASE
)
_MOST_RESPONSIBLE = 3  # committees that are given something; more are a list of those that there are
_LISTED = re.compile(r"(?:,| og| samt| eller|, og)\s")
_LABEL = re.compile(
    r"\W*(?:(?:politisk )?(?:ansvarlig\w*|ansvar)(?: (?:fag)?udvalg| for \w+)?|(?:fag|ressort|stående )?udvalg"
    r"|ejer|tovholder|hvem|modtagere?|(?:politisk[te]? )?(?:forankring|ophæng|ansvarsplacering|niveau)"
    r"|(?:politisk )?forankret i|hører under|fagområde"
    r"|(?:politisk )?behandling|behandles (?:i|af)|forelægges(?: for)?)\s*:",
    re.IGNORECASE,
)
_ANSWERS_FOR_ALL = re.compile(
    r"\b(?:er (?:hoved)?ansvarlige? for|har (?:hoved)?ansvaret for|følger|varetager) (?:hele )?"
    r"(?:temaet|kapitlet|afsnittet|området|indsatsområdet|alle (?:indsatser|initiativer|punkter)\w*"
    r"|indsatserne|initiativerne|punkterne)\b",
    re.IGNORECASE,
)
# What of a committee's is the committee itself.
_OWN_DOING = re.compile(
    r"\s*(?:\w+\.? )?(?:\w*møde|\w*seminar|temadag|studietur|dagsorden|spørgetid|forretningsorden|\w*behandling"
    r"|(?:egne )?regler(?: for)?|medlemmer|område|godkendelse"
    r"|formand(?!\s(?:deltager|er med)\b)"
    r"|stillingtagen|beslutning|drøftelse|orientering|anbefaling|indstilling|vedtagelse|ansvar|opgave)",
    re.IGNORECASE,
)
# «X har ansvaret og trækker Y ind»: whose it is, whoever else the sentence names
_ANSWERS = re.compile(
    r"(?:,\sder)?\s(?:(?:har|får|bærer|beholder|påtager sig|tager) (?:\w+ )?"
    r"(?:(?:hoved)?ansvar(?:et)?|bolden|opgaven|teten)|(?:er|bliver) (?:\w+ )?ansvarlig\w*|står (?:bag|i spidsen))\b",
    re.IGNORECASE,
)
# «X beder Y om at …»: it is Y who is to act
_ASKS = re.compile(
    r"\s(?:[\w-]+\s)?(?:beder|bad|anmoder|anmodede|opfordrer|pålægger)\s"
    r"(?:(?:i stedet|derfor|desuden|også|samtidig)\s)?",
    re.IGNORECASE,
)
_TO_DO = re.compile(r"\s(?:om|til)\b|\sat\b")
# All that may stand beside the names in a heading.
_ONLY_NAMES = re.compile(
    r"(?:[\W\d]|\b(?:og|samt|under|på|for|hos|kapitel|(?:ansvars|fag|budget|politik|bevillings)?område(?:t|r)?|opgaver"
    r"|punkter|aftaler|initiativer|indsatser|tiltag|mål|sager|udvalg|politisk udvalg|ansvarlig(?:t)?)\b)*",
    re.IGNORECASE,
)
# What parts a committee in a heading from the heading's own words.
_HEADING_PARTS = re.compile(r"[()\[\]|/\t]|\s[–—-]\s|:\s")
_DOES_AFTER = re.compile(
    r"(?:,\sder)?\s(?:(?:skal|vil|må|bør|har|gives|[a-zæøå]*(?:får|går|står|gør|ser|rettes))\b|[a-zæøå]{3,}er\b)"
)
_DOES_BEFORE = re.compile(
    r"\b(?:skal|vil|må|bør|får|har|står|tager|lægger|(?!eller|efter|under|over)[a-zæøå]{3,}er)\s$"
)
# «Puljen fordeles af X», «Planen bliver skrevet af X»
_AGENT = re.compile(
    r"\b(?:[a-zæøå]{3,}es|(?:bliver?|er)\s(?:[\w-]+\s){0,3}?[a-zæøå]{2,}(?:et|t))(?:\s[\w-]+){0,2}\saf\s$",
    re.IGNORECASE,
)
# «Ordningen er Skoleudvalgets»
_IS_THEIRS = re.compile(r"\b(?:er|bliver|forbliver)\s$")
_ENDS = re.compile(r"\s*(?:[,.;]|$)")
_AFTER_PREPOSITION = re.compile(
    r"\b(?:for|til|i|fra|med|af|hos|ved|under|blandt|via|både|mellem)\s"
    r"(?:[^.;:]*(?:udvalget|[A-ZÆØÅ]{2,4})(?:,| og| samt)\s)?$"
)
_HANDED_ON = re.compile(
    r"\b(?:og|samt)\s(?:\w+\s)?(?:præsenter|forelæg|fremlæg|oversend|afrapporter|orienter|indstil|aflever)\w*\b",
    re.IGNORECASE,
)
# «X anbefaler Y, at …», «X indstiller over for Y, at …»: what follows is for Y to decide
_RECOMMENDS_TO = re.compile(
    r"\s(?:[\w-]+\s)?(?:anbefaler|indstiller|henstiller|foreslår)\s(?:[\w-]+\s)?(?:(?:over for|til|for)\s)?",
    re.IGNORECASE,
)
_THAT = re.compile(r",?\sat\b")
# «indstiller over for X og Y, at planen vedtages i Y»: where it is told who is to act, those asked are not meant
_ASKED = re.compile(
    r"\b(?:anbefaler|indstiller|henstiller|foreslår)\s(?:[\w-]+\s)?(?:(?:over for|til|for)\s)?$", re.IGNORECASE
)
# «X bad om, at Y orienteres», «X ønsker, at Y drøfter planen»
_WISHES_OF = re.compile(
    r"\s(?:[\w-]+\s)?(?:ønsker|ønskede|beder|bad|anmoder|anmodede|opfordrer|forventer|imødeser)(?:\s[\w-]+){0,3}?,\sat\s"
    r"(?:[\w-]+\s)?",
    re.IGNORECASE,
)
_HELPS = re.compile(r"\b(?:sammen|samarbejde|samråd|drøftes(?: [\w-]+){0,2}?) med\s$", re.IGNORECASE)
_RECEIVES = re.compile(r"\b(?:for|til|hos|på)\s$")
_SOURCE = re.compile(r"\b(?:fra|af|med|efter|i)\s+$", re.IGNORECASE)
_DECIDES_AFTER = re.compile(
    r"\s*(?:\w+ ){0,2}(?:forelægges|beslutter|vedtager|godkender|tager|træffer|afgør|får|skal)", re.IGNORECASE
)


@dataclass(frozen=True, slots=True)
class Owners:
    """Committees, the lead first; `inferred`: no sentence names them; `in_sentence`: the commitment's own does."""

    names: tuple[str, ...]
    inferred: bool
    in_sentence: bool = False


def owners(sentence: str, mentions: Sequence[Mention], nearby: Sequence[str], suggestion: str | None) -> Owners:
    """The owners of a commitment in `sentence`.

    `mentions`: the committees that the sentence names; `nearby`: those that stand over it, or that its section names as
    deciding or receiving, in order; `suggestion`: the committee whose subject it is, for when no sentence names one.
    """
    own = _lead_first(sentence, mentions)
    if own:
        return Owners(own, inferred=False, in_sentence=True)
    if nearby:
        return Owners(tuple(dict.fromkeys(nearby)), inferred=False)
    return Owners((suggestion,) if suggestion else (), inferred=True)


def deciding(sentence: str, mentions: Sequence[Mention]) -> tuple[str, ...]:
    """The committees that `sentence` names as deciding or receiving; none when it tells history, who only helps, or
    which ones there are."""
    if _HISTORY.search(sentence) or helps(sentence, mentions):
        return ()
    if len({one.name for one in mentions if not one.anaphoric}) > _MOST_RESPONSIBLE and not _ROLES.search(sentence):
        return ()
    if theirs := _answering(sentence, mentions):
        return theirs
    if not (_ROLES.search(sentence) or any(acts(sentence, one) for one in mentions)):
        return ()
    acting = {mention.name for mention in mentions if acts(sentence, mention) and not treats_all(mention.name)}
    return _lead_first(
        sentence,
        [m for m in mentions if not (acting and treats_all(m.name) and _RECEIVES.search(sentence[: m.start]))],
    )


def acts(sentence: str, mention: Mention) -> bool:
    """Whether the committee does something in the present or what is ahead: «Vejudvalget udarbejder …», «… gøres af
    Vejudvalget»."""
    if _AGENT.search(sentence[: mention.start]):
        return not mention.genitive
    return (
        not mention.genitive
        and bool(_DOES_AFTER.match(sentence, mention.end) or _DOES_BEFORE.search(sentence[: mention.start]))
        and not _AFTER_PREPOSITION.search(sentence[: mention.start])
    )


def of_section(told: Sequence[tuple[str, ...]], body: str | None = None) -> tuple[str, ...]:
    """The committees whose a section is that names those in `told`, sentence by sentence.

    `body`: whose minutes the paper is; it decides on its items, whoever else a case comes before. Where one sentence
    names a committee of a field, what others give to the bodies of every field is theirs alone.
    """
    if body and (not told or any(body in names for names in told)):
        return (body,)
    for is_above in (_has_no_field, is_council):
        if kept := [names for names in told if not all(is_above(name) for name in names)]:
            break
    found = dict.fromkeys(name for names in kept or told for name in names)
    # «behandles af Klimaudvalget og vedtages af Byrådet»: what more the section tells of is the committee's. Minutes
    # put a case before both on its way («over for Økonomiudvalget og Byrådet»), unless it is of a field.
    only_way = body and all(_has_no_field(name) for name in found)
    others = tuple(name for name in found if not is_council(name))
    return tuple(found) if only_way else others or tuple(found)


def _has_no_field(name: str) -> bool:
    """Whether a body treats cases of every field, or what is common with others: «Sundhedskoordinationsudvalget»."""
    return treats_all(name) or bool(_JOINT.fullmatch(name))


def helps(sentence: str, mentions: Sequence[Mention]) -> bool:
    """Whether all of `mentions` only take part in what another one does: «i samarbejde med X»."""
    return bool(mentions) and not _without(sentence, mentions, _HELPS)


def is_handed_on(sentence: str, start: int, end: int) -> bool:
    """Whether between `start` and `end` begins what is done next: «evaluere i maj og præsentere resultatet for …»."""
    return bool(_HANDED_ON.search(sentence, start, end))


def topic(sentence: str, mentions: Sequence[Mention], latest: str | None) -> str | None:
    """Whom a bare «udvalget» means after `sentence`, where `latest` was meant before it.

    The committee named last, but not one that only receives from or works with the one that the sentence is about.
    """
    told = [mention for mention in mentions if not is_council(mention.name)]
    about = [mention for mention in told if not _AFTER_PREPOSITION.search(sentence[: mention.start])]
    named = [mention for mention in about or told if about or not mention.anaphoric]
    if not about and latest in {mention.name for mention in named}:
        return latest  # «efter indstilling fra Skoleudvalget og Økonomiudvalget»: it is still spoken of
    return named[-1].name if named else latest


def _lead_first(sentence: str, mentions: Sequence[Mention]) -> tuple[str, ...]:
    mentions = _decided_by(sentence, _without(sentence, mentions, _NOT_THEM))
    acting = _without(sentence, _without(sentence, mentions, _ASKED_BEFORE), _TAKES_PART)
    kept = [
        m
        for m in acting or mentions
        if not _is_only_genitive(sentence, m)
        and not _was_decided(sentence[: m.start])
        and not (sentence[: m.start].endswith(" som ") and _ONCE.match(sentence, m.end))
    ]
    standing = [m for m in kept if not is_advisory(m.name)]  # whose case it is, once it is handed to them
    if any(_RECEIVES.search(sentence[: m.start]) for m in standing):
        kept = standing
    leads = [
        mention.name
        for mention in kept
        if _DECIDES.search(sentence[: mention.start])
        or (_DECIDES_AFTER.match(sentence[mention.end :]) and not _SOURCE.search(sentence[: mention.start]))
    ]
    return tuple(dict.fromkeys([*leads, *(mention.name for mention in kept)]))


def _decided_by(sentence: str, mentions: Sequence[Mention]) -> list[Mention]:
    """The mentions without those that only recommend what follows to the ones after them, or wish that those do it."""
    kept = list(mentions)
    for one, after in pairwise(mentions):
        recommended = _RECOMMENDS_TO.fullmatch(sentence, one.end, after.start)
        told = any(_THAT.match(sentence, each.end) for each in mentions if each.start >= after.start)
        asked_to = _ASKS.fullmatch(sentence, one.end, after.start) and _TO_DO.match(sentence, after.end)
        if asked_to or _WISHES_OF.fullmatch(sentence, one.end, after.start) or (recommended and told):
            kept.remove(one)
    unasked = _without(sentence, kept, _ASKED)
    asked = [one for one in kept if one not in unasked]
    that = _THAT.match(sentence, asked[-1].end) if asked else None
    return unasked if that and any(one.start > that.end() for one in unasked) else kept


def responsible(sentence: str, mentions: Sequence[Mention]) -> tuple[str, ...]:
    """The committees that a label makes owners of all that stands by it: «Ansvarligt udvalg: …», «X har ansvaret»."""
    if (_LABEL.match(sentence) and len(mentions) <= _MOST_RESPONSIBLE) or _ANSWERS_FOR_ALL.search(sentence):
        return tuple(dict.fromkeys(mention.name for mention in mentions))
    return ()


def heads(line: str, mentions: Sequence[Mention]) -> tuple[str, ...]:
    """The committees that a heading, or words in brackets, name and nothing else: «Børneudvalget», «(Vejudvalget)»."""
    rest = list(line)
    for mention in mentions:
        rest[mention.start : mention.end] = " " * (mention.end - mention.start)
    return tuple(dict.fromkeys(m.name for m in mentions)) if _ONLY_NAMES.fullmatch("".join(rest)) else ()


def under_heading(title: str, mentions_in: Callable[[str], Sequence[Mention]]) -> tuple[str, ...]:
    """The committees that a heading gives what stands under it to: by themselves, before or after its own words.

    «Vejudvalget», «Hjemmepleje (SSU)», «TMU – Cykelstier». `mentions_in`: finds the committees in words.
    """
    whole = heads(title, mentions_in(title))
    parts = [heads(part, mentions_in(part)) for part in _HEADING_PARTS.split(title)]
    return whole or tuple(dict.fromkeys(name for part in parts for name in part))


def charged(lead: str, mentions: Sequence[Mention]) -> tuple[str, ...]:
    """The committees that `lead` speaks of, and to which it gives what follows: «Vejudvalget skal i 2020:»."""
    return _lead_first(lead, mentions)


def antecedent(sentence: str, clause: str, at: int, mentions: Sequence[Mention]) -> tuple[Mention, ...]:
    """The committees that a relative `clause`, which begins at `at`, goes on about: «til X, som behandler den»."""
    if not re.match(r"(?:der|som|hvorefter (?:fag)?udvalget)\b", clause, re.IGNORECASE):
        return ()
    found: list[Mention] = []
    for mention in reversed([m for m in mentions if m.end <= at]):
        between = sentence[mention.end : found[-1].start if found else at]
        if not (_LISTED.fullmatch(between) if found else re.fullmatch(r",?\s*", between)):
            break
        found.append(mention)
    return tuple(reversed(found))


def _without(sentence: str, mentions: Sequence[Mention], before: re.Pattern[str]) -> list[Mention]:
    """The mentions without those that stand, alone or listed, after words like `before`."""
    kept: list[Mention] = []
    until = -1  # where the last one left out ends
    for mention in mentions:
        listed = until >= 0 and _LISTED.fullmatch(sentence[until : mention.start])
        if listed or before.search(sentence[: mention.start]):
            until = mention.end
        else:
            kept.append(mention)
    return kept


def _was_decided(before: str) -> bool:
    """«som vedtaget på …s møde» names no owner; «forventes vedtaget i …» does."""
    return bool(_DECIDED.search(before)) and not re.search(
        r"\b(?:forventes|ventes|skal|bliver|blive|ønskes)\b.{0,60}$", before
    )


# «Vejudvalgets mål er, at …»: who sets an aim sees to it
_OWN_AIM = re.compile(r"\s(?:[a-zæøå]+e\s)?(?:(?:del)?mål(?:sætning)?|måltal|ambition)\b")


def _answering(sentence: str, mentions: Sequence[Mention]) -> tuple[str, ...]:
    """The committees that `sentence` says something is the task of: «X og Y har ansvaret», «Ordningen er Xs»."""
    found: list[Mention] = []
    for one in reversed(mentions):
        listed = found and _LISTED.fullmatch(sentence, one.end, found[-1].start)
        if listed or _is_theirs(sentence, one) or _ANSWERS.match(sentence, one.end):
            found.append(one)
    return tuple(dict.fromkeys(one.name for one in reversed(found)))


def _is_theirs(sentence: str, mention: Mention) -> bool:
    """Whether something is said to be the committee's: «Ordningen er Skoleudvalgets»."""
    return (
        mention.genitive
        and bool(_IS_THEIRS.search(sentence[: mention.start]))
        and bool(_ENDS.match(sentence, mention.end))
    )


def _is_only_genitive(sentence: str, mention: Mention) -> bool:
    """«Kommunalbestyrelsens vision» names no owner; «på Økonomiudvalgets møde» and «Vejudvalgets mål» do."""
    after = sentence[mention.end :]
    if _is_theirs(sentence, mention):
        return False
    left_out = sentence[: mention.start].endswith("på ") and re.match(
        r"\s(?:den|i)\s", after
    )  # «… og på ØUs den 5. maj»
    return mention.genitive and not (_OWN_DOING.match(after) or _OWN_AIM.match(after)) and not left_out
