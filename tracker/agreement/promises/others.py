"""Whose act it is: the municipality's own, somebody else's, or nobody's.

What the state, a neighbour, a company or the citizens do is no task of the municipality, nor what the calendar brings.
"""

from __future__ import annotations

import re

from tracker.agreement.acts.act import Act
from tracker.agreement.acts.clauses import Clause
from tracker.agreement.acts.coming import OWED
from tracker.agreement.acts.openers import Opener
from tracker.agreement.acts.verb import Inflection
from tracker.agreement.promises.others_doings import is_their_doing
from tracker.agreement.promises.outsiders import bare_subject, is_other, is_others_thing
from tracker.agreement.promises.settled_elsewhere import LAWS, OURS, THEY_WISH, is_settled_elsewhere

_LAW = re.compile(
    r"^(?:(?:den|det|de|en|et) (?:[a-zæøå]+(?:e|t) )?|en ny |nye? )?"
    r"(?:lovforslag|lov(?:en|givningen|forslaget|ændringen)?"
    r"|(?:lov|eu-?)krav(?:et|ene)|\w*bekendtgørelsen|reformen|[\w-]*direktivet|[\w-]*forordningen|[a-zæøå]+s lov"
    r"|\w+loven"
    r"|(?<=^den nye )\w+lov|\w+reformen|finansloven"
    r"|udligningen|overenskomst(?:en|erne)(?!\s(?:med|for)\b)"
    r"|(?!(?:kommunens|regionens|vores)\b)(?:[\w-]+\s)?[\w-]+s\s(?:nye\s|næste\s|kommende\s)?overenskomst(?:er)?"
    r"|\w*udligningsreform\w*|(?:folketingets|regeringens|statens|eu's) [\w-]+"
    r"|\w*(?:ministeriets|(?<!be)styrelsens)\s(?:[a-zæøå]+e\s)?[\w-]*(?:måling|undersøgelse|kampagne|evaluering|tilsyn))\b",
    re.IGNORECASE,
)
# Who is served by the municipality and no part of it.
_PEOPLE = re.compile(
    r"(?:(?:en|to|flere) grupper? (?:\w+e )?(?:borgere|beboere|forældre|naboer|lodsejere|ildsjæle"
    r"|virksomheder|frivillige)"
    r"|borgerne|beboerne|lodsejer(?:en|ne)|naboerne|de pårørende|virksomhederne|butikkerne|ansøger(?:en|ne)|lægerne"
    r"|ejer(?:en|ne)|udlejer(?:en|ne)|klager(?:en|ne)|vognmændene|vognmanden)\b",
    re.IGNORECASE,
)
# «Ejeren er ude af lejemålet i maj»: what they are bound to is said with «skal»
_WHO_OWNS = re.compile(
    r"(?:(?:den|det|de)\s[a-zæøå]+e\s)?(?:[\w-]*ejer|udlejer|sælger|nabo|forpagter|klager|ansøger|bygherre)"
    r"(?:en|n|ne|ene|erne)?\b",
    re.IGNORECASE,
)
# «Forsyningen bliver færdig i uge 40»: with its own work
_IS_DONE = re.compile(r"færdig(?:t|e)?", re.IGNORECASE)
# «Beboerne flytter ind i maj»: whom the municipality houses
_LIVE_THERE = re.compile(r"(?:beboerne|borgerne|lægerne|lejerne)\b", re.IGNORECASE)
_MOVE_IN = re.compile(r"(?:flytter?|rykker?)\s(?:så småt\s)?(?:ind|over|til)\b")
# «Leverandøren fremlægger en plan for oplæringen»: by what they show, who is paid answers to the municipality
_IS_PAID = re.compile(
    r"(?:[\w-]*(?:leverandør|entreprenør|bygherre|rådgiver|konsulent|arkitekt|operatør|udvikler|selskab))(?:en|n|et)?\b",
    re.IGNORECASE,
)
_SHOWS = frozenset({"fremlægge", "forelægge", "aflevere", "præsentere", "fremsende"})
_TO_SEE = re.compile(
    r"\b(?:en|et|sin|sit|nye?|nyt)\s(?:[\w-]+\s){0,2}?[\w-]*(?:plan|redegørelse|rapport|regnskab|oplæg|opgørelse|dokumentation|notat)\b",
    re.IGNORECASE,
)
# «Grundejerne underrettes i maj»: what they are told, they are told by us
_ARE_TOLD = re.compile(
    r"\W*(?:(?:alle|samtlige|de|berørte)\s){0,2}[\w-]+\s(?:underrettes|orienteres|informeres|varsles|adviseres"
    r"|kontaktes|inviteres|indkaldes|høres|tilskrives)\b",
    re.IGNORECASE,
)
# «Loven skal være indfaset i hele kommunen inden maj»: what others order and the municipality carries out
_CARRIED_OUT_HERE = re.compile(
    r"\bskal\b[^.;:]*\b(?:indfas|gennemfør|implementer|udrul|indfør|omsæt|opfyld)\w*\s(?:[\w-]+\s){0,2}?(?:i|på|hos)\s"
    r"(?:(?:hele|alle|samtlige)\s)?(?:kommunen|regionen|(?:kommunens|regionens|vores)\s[\w-]+"
    r"|\w*(?:skoler|institutioner|plejehjem|afdelinger|hospitaler|centre|jobcentret)(?:ne|mene)?)\b",
    re.IGNORECASE,
)
# «Ifølge regeringen …»: as somebody else has it
_AS_THEY_SAY = re.compile(r"\b(?:ifølge|efter)\s", re.IGNORECASE)
_MUNICIPALITY = re.compile(r"\b(?:kommunen|kommunerne|\w+ kommuner?)\b", re.IGNORECASE)
_OBLIGES = re.compile(r"\b(?:pålægger|pålagt|pålagde|kræver|krav|beder|bedt|opfordrer|kommunen)\b", re.IGNORECASE)
# «Staten kræver, at alle borgere har fået besked»
_DEMANDS = re.compile(r"\b(?:kræver|forlanger)[\s,]*$", re.IGNORECASE)
_ASKS = re.compile(r"\b(?:opfordre[rs]?|bede[r]?|beder|anmode[rs]?|henstille[rs]? til|presser)\s+", re.IGNORECASE)
# What opens a clause stands before the verb, and who is bound after it: «I 2020 skal staten …»
_MUST = re.compile(r"[^,;:]*?\b(?:skal|vil|må)\s(?P<who>(?!.*\bvære\b)\S.*)$", re.IGNORECASE)
_HAVE_THING = re.compile(
    r"\s*(?:have|få|modtage)\s+(?:en|et|sine?|sit|deres|kommunens|regionens|vores|adgang|svar|besked|mulighed|hjælp|tilbud"
    r"|flere|mere|nye?|nyt|\d)\b",
    re.IGNORECASE,
)
# Who does what is told in the passive; not «på grund af entreprenørens konkurs», «som følge af statens reform»
_AGENT = re.compile(
    r"(?<!grund )(?<!følge )(?<!hensyn )(?<!baggrund )(?<!grundlag )(?<!hjælp )(?<!forlængelse )(?<!lyset )"
    r"(?<!forudsætning )(?<!betingelse )(?<!tilfælde )(?<!trods )(?<!kraft )(?<!rammerne )(?<!fhængigt )(?<!udløbet )"
    r"\baf (?:(?:det|den|de|private?|statslige|lokale)\s)?",
    re.IGNORECASE,
)
# «Det følger af reglerne om regnskab, at …»
_LAW_SAYS = re.compile(
    r"\b(?:følger|fremgår)\s(?:\w+\s)?af\s(?:\w+\s){0,2}?\w*(?:lov(?:en|givningen)?|bekendtgørelsen?|direktivet|forordningen"
    r"|regler(?:ne)?|vejledningen)\b",
    re.IGNORECASE,
)
# What auditors do, whose report is theirs
_AUDITS = re.compile(r"\W*(?:\w+s\s)?revisionen\W*$", re.IGNORECASE)
_AUDIT = frozenset({"afgive", "aflevere", "aflægge", "fremsende", "gennemgå", "udtale", "påse"})
# «har selv besluttet at …», «har planer om at …»
_HAS_MADE_UP = re.compile(
    r"\bhar\s(?:[\w-]+\s){0,4}?(?:forpligtet|besluttet|lovet|planer|ambition\w*|valgt|aftalt|meddelt|oplyst|varslet)\b"
)
# «Ministeren vil have en aftale på bordet inden jul»
_HAVE = re.compile(r"ha(?:ve|r)\s", re.IGNORECASE)
# «…, der er statens sag», «…, som regionen står for»
_IN_CHARGE = re.compile(
    r"\W*(?:der|som)\s(?:er\s(?P<owner>[\w-]+?s)\s(?:egen\s)?(?:sag|ansvar|opgave|område|projekt|ejendom)\b"
    r"|(?:ejes|drives|betales|udføres|gennemføres|finansieres|forestås|bygges|opføres)\s(?:alene\s|helt\s)?af\s(?P<agent>.*)"
    r"|(?P<subject>.*?)\s(?:står\sfor|ejer|driver|betaler|udfører|gennemfører|finansierer|forestår|bygger|opfører|anlægger|etablerer|har\sansvaret\sfor"
    r"|(?:har\s)?(?:oprettede|oprettet|indført|indførte|afsatte|afsat|bevilgede|bevilget)|(?:har\s)?stille(?:r|de|t)\still?\srådighed)(?=[\s,]|$))",
    re.IGNORECASE,
)
_TOLD_US = re.compile(
    r"\b(?:har\s(?:(?:over\sfor\s)?[\w-]+\s)?)?(?:meddelt|oplyst|varslet|bekræftet|tilkendegivet|lovet|meddeler|oplyser|varsler)\W*$",
    re.IGNORECASE,
)
_WHERE = re.compile(r"(?:og\s)?hvor\b", re.IGNORECASE)  # has a subject of its own: «…, hvor en lov indfases i 2025»
# «Banen er Banedanmarks»: what is told of it next is theirs
_IS_SOMEBODYS = re.compile(
    r"\ber\s(?:(?:helt|stadig|nu)\s)?(?P<owner>[\w-]+)s(?:\sog\s(?!kommunens\b|regionens\b)[\w-]+s)?"
    r"(?:\s(?:(?:egen|eget|fælles)\s)?(?:sag|ansvar|opgave|område|projekt|ejendom|anliggende))?\W*$"
)
_AIM_OF = re.compile(r"\b(?:\w*mål(?:et|sætning(?:en)?)?|ambition(?:en)?)\b[^:]*:\s*$", re.IGNORECASE)
_OF_THEIRS = re.compile(r"at\s(?:dens|deres|dets)\b", re.IGNORECASE)
_DEPONENT = frozenset({"møde"})  # «Regeringen og KL mødes»: passive by its form alone
_COMES = frozenset(
    {
        "foreligge",
        "træde",
        "gælde",
        "offentliggøre",
        "fremlægge",
        "præsentere",
        "vedtage",
        "lancere",
        "udsende",
        "publicere",
    }
)
# What becomes of papers, and of nobody with whom they are made
_PAPERS_DO = frozenset({"foreligge", "træde", "gælde", "underskrive", "indgå", "udløbe", "evaluere"})
_MADE_WITH = re.compile(
    r"\b(?P<paper>(?:en|et|nye?)\s(?:[\w-]+\s){0,2}?[\w-]*(?:aftale|kontrakt|plan|model|erklæring|køreplan|strategi))\s(?:med|for|hos)\s"
    r"[^,;:]{2,50}[\s,]*$",
    re.IGNORECASE,
)
_TO_US = re.compile(r"\bover\sfor\s[\w-]+\s", re.IGNORECASE)
_IS_AWAITED = re.compile(r"\b(?:for)?ventes\b", re.IGNORECASE)
# «Forvaltningen sørger for, at borgerne får besked»
_SEEN_TO = re.compile(r"\b(?:sørge[rs]? for|sikre[rs]?|ser til|love[rs]?|lovede|lovet)[\s,]*$", re.IGNORECASE)


# «I Norge er det besluttet, at …»
_ABROAD = re.compile(
    r"\W*I\s(?:Sverige|Norge|Finland|Island|Tyskland|Holland|Nederlandene|England|Storbritannien|Skotland|Frankrig|Belgien"
    r"|Østrig|Schweiz|Italien|Spanien|Estland|USA|EU|udlandet|hovedstaden"
    r"|(?:flere|andre|en del|mange)\s(?:lande|kommuner|byer))\b"
)


def law_says(governor: str) -> bool:
    """Whether the words over a clause of «at» give it to a law: «Det følger af loven, at …»."""
    return bool(_LAW_SAYS.search(governor))


# «…, som er et selskab for sig», «…, der ikke hører under kommunen»
_ON_ITS_OWN = re.compile(
    r"\W*(?:der|som)\s(?:er\s(?:et\s(?:selskab|firma|forbund)\sfor\ssig|et\s(?:selvstændigt|privat)\s\w+"
    r"|en\s(?:selvstændig|selvejende|privat)\s\w+|selvejende\b|privat(?:ejet)?\b|uafhængigt?\saf\s(?:kommunen|regionen))"
    r"|ikke\s(?:hører\sunder|er\s(?:en\s)?del\saf)\s(?:kommunen|regionen))",
    re.IGNORECASE,
)


_PRIVATE = re.compile(
    r"(?:(?:en|et)\s)?(?:privat|almen|selvejende|statslig)(?:t|e)?\s\w", re.IGNORECASE
)  # «en privat fond»


def hands_to_others(put_in: str, own: str | None) -> bool:
    """Whether the relative clause `put_in` gives what it tells of to somebody else: «…, der er statens sag, …»."""
    if _ON_ITS_OWN.match(put_in):
        return True
    match = _IN_CHARGE.match(put_in)
    if match is None:
        return False
    who = match["owner"][:-1] if match["owner"] else match["agent"] or match["subject"] or ""
    return bool(_PRIVATE.match(who)) or is_other(who, own)


def belongs_to_others(words: str, own: str | None) -> bool:
    """Whether `words` end in telling whose something is, and it is somebody else's: «Landevejen er statens»."""
    match = _IS_SOMEBODYS.search(words)
    return match is not None and is_other(match["owner"], own)


def owns(who: str) -> bool:
    """Whether somebody is called by what he has or asks for: «Husejeren», «Udlejeren»."""
    return bool(_WHO_OWNS.fullmatch(who))


def speaks_of_law(clause_text: str) -> bool:
    """Whether the clause names a law or what is like one."""
    return bool(LAWS.search(clause_text))


def of_others(
    sentence: str,
    clause: Clause,
    act: Act,
    own: str | None,
    antecedent: str = "",
    resumed: str = "",
    governor: str = "",
    shared: str = "",
    pointed: str = "",
) -> bool:
    """Whether someone else than the municipality (or region) does it. `own`: the name of the document's organisation;
    `antecedent`: what «der» or «som» stands for; `resumed`: the subject that a clause goes on about; `governor`: the
    words of the clause that it hangs on; `shared`: the subject that it has in common with the clause before;
    `pointed`: who made what a pronoun of the clause points back to."""
    before = f"{resumed} {sentence[clause.start : act.start]}".lstrip()
    if _is_announced(sentence, clause, act, pointed, shared, own) or (
        governor and _is_theirs(sentence, clause, governor, own)
    ):
        return True
    words, after = sentence[clause.start : clause.end], sentence[act.end : clause.end]
    if is_settled_elsewhere(sentence, clause, act, before, antecedent, governor) or is_their_doing(
        words, before, after, act, shared or resumed, governor, own
    ):
        return True
    antecedent = _made_with(clause, governor, act) or antecedent
    relative = clause.opener is Opener.RELATIVE and antecedent and not _WHERE.match(sentence, clause.start)
    if relative and act.inflection is not Inflection.PASSIVE and is_other(bare_subject(before), own):
        return True  # «Planen, som regeringen fremlægger i maj, indgår»: who does it stands in the clause itself
    undergone = act.inflection in (Inflection.PASSIVE, Inflection.PARTICIPLE)
    if shared and not undergone and is_other(bare_subject(shared), own):
        return True
    if _names_other(_ASKS, before, own) or _names_other(_AS_THEY_SAY, words, own):
        return True
    made_up = act.verb is None and (_HAS_MADE_UP.search(before) or _HAVE.match(sentence, act.start))
    if made_up and is_other(bare_subject(before), own):
        return True
    before = antecedent if relative else before
    done = act.inflection is Inflection.PARTICIPLE and not re.search(
        r"\bha(?:r|ve)\b", sentence[clause.start : act.start]
    )
    owed = OWED.match(sentence[clause.start : clause.end])
    passive = act.inflection is Inflection.PASSIVE and act.verb and act.verb.infinitive not in _DEPONENT
    if done or owed or passive or act.verb is None:
        who = bare_subject(before) if act.state and not act.modal else ""
        theirs = _WHO_OWNS.match(who) or (_IS_DONE.fullmatch(act.state) and is_other(who, own))
        law = _LAW.search(bare_subject(before)) and not _CARRIED_OUT_HERE.search(sentence, clause.start, clause.end)
        forced = act.verb is None and act.state and _is_bound(words, after, own)
        return _names_other(_AGENT, after, own) or bool(theirs or law or forced)
    subject = bare_subject(before)
    bound = not subject and _is_bound(before, sentence[act.start : clause.end], own)
    if bound or (not subject and act.inflection is Inflection.INFINITIVE):
        return bound  # not «• Invitere erhvervslivet til …»
    if not subject:
        subject = bare_subject(after)
    people = act.verb is not None and _PEOPLE.match(subject) and not _SEEN_TO.search(governor)
    people = people and not (_LIVE_THERE.match(subject) and _MOVE_IN.match(sentence, act.start))
    shows = _IS_PAID.match(subject) and act.verb and act.verb.infinitive in _SHOWS and _TO_SEE.search(after)
    audits = act.verb is not None and act.verb.infinitive in _AUDIT and _AUDITS.match(subject)
    return not shows and (bool(people or audits or _LAW.search(subject)) or is_other(subject, own))


def _is_bound(before: str, rest: str, own: str | None) -> bool:
    """«Efter aftalen skal regionen have åbnet et center»: who is bound to what stands after the verb.

    What they are to have («skal regionen have et svar») somebody else gives.
    """
    must = _MUST.match(before)
    return must is not None and not _HAVE_THING.match(rest) and is_other(bare_subject(must["who"]), own)


def _made_with(clause: Clause, governor: str, act: Act) -> str:
    """«en aftale med sygehuset, som træder i kraft i maj»: the paper that «som» stands for, as only a paper does so."""
    paper = _MADE_WITH.search(governor) if clause.opener is Opener.RELATIVE else None
    only = act.verb is not None and act.verb.infinitive in _PAPERS_DO
    return paper["paper"] if paper and only else ""


def _is_announced(sentence: str, clause: Clause, act: Act, pointed: str, shared: str, own: str | None) -> bool:
    """«Regeringen har varslet en plan, og den ventes i 2020»: a thing comes, which whoever makes it sees to."""
    words = sentence[clause.start : clause.end]
    if _IS_AWAITED.search(words) and _LAW.search(bare_subject(shared)):
        return True  # «Loven er under revision og ventes ændret i 2021»
    comes = act.verb is None or act.verb.infinitive in _COMES or _IS_AWAITED.search(words)
    return bool(pointed and comes) and not OURS.search(words) and is_other(bare_subject(pointed), own)


def _names_other(pattern: re.Pattern[str], words: str, own: str | None) -> bool:
    """Whether someone else stands after what `pattern` finds first."""
    match = pattern.search(words)
    return match is not None and is_other(words[match.end() :], own)


IS_BID = re.compile(
    r"(?:kommunens\s|regionens\s|vores\s)?(?:revisor(?:en)?|revisionen|[\w-]*entreprenør(?:en)?|[\w-]*rådgiver(?:en)?"
    r"|[\w-]*konsulent(?:en)?|leverandør(?:en)?|arkitekt(?:en)?)\s+bedes\b"
    r"|\bbedes\s+(?:kommunens\s|regionens\s)?(?:revisor|revision|entreprenør|rådgiver|konsulent|leverandør|arkitekt)(?:en)?\b",
    re.IGNORECASE,
)
"""Whom the municipality pays, who does what it asks for: «Kommunens revisor bedes inden jul gennemgå tallene»."""


def speaks_of_others(words: str, own: str | None) -> bool:
    """Whether `words` of a clause open with someone else, or with a law: «Affaldsselskabet henter papir fra …».

    What they are to have from the municipality is its own.
    """
    if OWED.match(words) or _ARE_TOLD.match(words) or IS_BID.search(words):
        return False
    subject = bare_subject(words)
    return is_other(subject, own) or bool(_LAW.search(subject) or THEY_WISH.match(words))


def _is_theirs(sentence: str, clause: Clause, governor: str, own: str | None) -> bool:
    """Whether what others decided or set up is theirs: «Folketinget har besluttet, at …», «KL har en gruppe, der …».

    What they oblige or ask the municipality to is not.
    """
    words = sentence[clause.start : clause.end]
    if clause.opener is Opener.RESULT and _names_other(_ASKS, governor, own) and not OURS.search(words):
        return True  # «Vi opfordrer staten til at udbygge, så vejen er klar i 2025»
    if clause.opener is Opener.RELATIVE and is_others_thing(governor, own) and not OURS.search(words):
        return True  # «ministeriets pulje, som åbner i maj»
    told = clause.opener is Opener.CONTENT and _TOLD_US.search(governor) and not OURS.search(_TO_US.sub("", governor))
    if told and (_OF_THEIRS.match(words) or (owns(bare_subject(governor)) and not OURS.search(words))):
        return True  # «Revisionen har meddelt, at dens beretning afgives i juni»
    if clause.opener is Opener.CONTENT and (_ABROAD.match(governor) or THEY_WISH.match(governor)):
        return True
    subject = bare_subject(governor)
    if _AIM_OF.search(governor) and is_other(subject, own):
        return True  # «Regeringens mål: 1.000 ladestandere i 2021»
    if not (is_other(subject, own) or (clause.opener is Opener.CONTENT and _LAW.search(subject))):
        return False
    if clause.opener is Opener.CONTENT and _DEMANDS.search(governor):
        return not (OURS.search(words) or _MUNICIPALITY.search(words))
    if _OBLIGES.search(governor):
        return False
    if clause.opener is Opener.CONTENT:
        return not _MUNICIPALITY.search(bare_subject(sentence[clause.start : clause.end]))
    return clause.opener is Opener.RELATIVE and bool(re.match(r"(?:der|som|hvis)\b", sentence[clause.start :]))
