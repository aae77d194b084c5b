"""Telegraphic notes, which no verb carries: «Opgravning uge 10-12 2026», «Fortov Kirkevej: færdigt inden den 1. juni».

A note whose time lies ahead is a promise, unless its words are of what has been, of figures, of the paper itself, of
contracts in force, or of others.
"""

from __future__ import annotations

import re
from datetime import date

from tracker.agreement.acts.act import Act, Standing
from tracker.agreement.acts.clauses import masked
from tracker.agreement.acts.nouns import act_nouns
from tracker.agreement.acts.openers import Opener
from tracker.agreement.acts.presumed import finite_verb
from tracker.agreement.promises import others
from tracker.agreement.promises.nominal import READY, is_verbless, names_post
from tracker.agreement.promises.readings import Context, Read
from tracker.agreement.promises.to_come import begins_after, is_limit
from tracker.agreement.structure.prose.passages import Form
from tracker.agreement.values import Deadline, TaskKind

_LONGEST = 20  # words of a note with its label
# What is told of the past, of the paper itself, as a contract in force, as open, or of the calendar and of others.
_NO_NOTE = re.compile(
    r"\b(?:siden|hidtil|tidligere|sidste?|seneste|var|blev|opført|bygget|oprettet|indviet|født|stiftet|grundlagt|dateret"
    r"|nuværende|valgt|udpeget|lejet|udlejet|lånt|forpagtet|bevilget|afsat|finansieret|fredet"
    r"|(?:referat|dagsorden|bilag|journal|sagsn|mødedato|mødested|version|udgave|deltager|afbud|fraværende|til stede"
    r"|referent|kontakt|modtager|afsender|tilmelding|ansøgning)\w*"
    r"|\w*(?:kontrakt|leasing|lejemål|lejeaftale|abonnement|garanti|forpagtning|overenskomst|koncession|periode|mandat|lån|pulje"
    r"|tilskud|bevilling|licens|forsikring)(?:en|et|er|n|s)?"
    r"|\w*(?:(?<!ud)valg|ferie|helligdag)(?:et|en)?|jul|nytår|påske"
    r"|løber|udløber|ophører|gælder|gældende|gyldig|udgår|udgået|bortfalder|droppes|aflyst|opgivet"
    r"|måske|evt|eventuelt|muligvis|tidligst|kan|ikke|ingen|intet|uændret|forslag om"
    r"|næste\s(?:ordinære\s)?møde|mødet|EU|KL|danske regioner|politiet|kirken|DSB|Movia"
    r"|staten?s?|regeringen|folketinget|\w*(?:ministeri|styrelse|direktorat|selskab|(?<!net)værk|forsyning|forening|menighed|reform"
    r"|lov(?:givning|krav|forslag)?"
    r"|bekendtgørelse)(?:et|en|ets|ens|erne|n)?|banedanmark|producenten|leverandøren|entreprenøren|ejeren|selv)(?!\w)",
    re.IGNORECASE,
)
# What is counted or foretold, and not set: «Elevtal: 1.204 pr. 5. september»
_FIGURES = re.compile(
    r"\b\w*(?:prognose|skøn|forvente|fremskriv|udgangspunkt|opgørelse|regnskab|statistik|saldo|gæld|beholdning|pristal|elevtal"
    r"|folketal|indbyggertal|befolkning|ledighed|forbrug)\w*",
    re.IGNORECASE,
)
# «Kommunerne: aftale med alle ni underskrevet …»: what is made with those whom the label names
_WITH_THEM = re.compile(r"\b(?:aftale|møde|dialog|samarbejde)\w*\b", re.IGNORECASE)
# «Udgivet oktober 2020»: what is told of a paper
_OF_PAPER = re.compile(
    r"\W*(?:udgivet|trykt|publiceret|vedtaget|godkendt|indgået|underskrevet|revideret|tilrettet|opdateret|dateret)\b",
    re.IGNORECASE,
)
_TOWARDS = re.compile(r"frem mod\b", re.IGNORECASE)
_TO_A_BODY = re.compile(r"\btil\s(?:[\w-]*(?:udvalg|råd|bestyrelse)(?:et|n)|(?-i:[A-ZÆØÅ]{2,4}))\b", re.IGNORECASE)
_FROM_TO = re.compile(
    r"^\W*(?:ned |op )?fra\s\d[\d.,]*(?:\s[\w.%-]+)?\stil\s\d[\d.,]*(?P<unit>\s[a-zæøå%]+)?", re.IGNORECASE
)
# «Lyngholm, oktober 2020», «Til stede: Vejudvalget», «Hvor: Rådhuset»: who or where, and nothing done
_WHO_OR_WHERE = re.compile(r"\W*(?:[A-ZÆØÅ][\w-]+,|(?:(?:[A-ZÆØÅ][\w.-]*|og|for|i|på|af)[\s,]+)+)\s*(?:den\s)?$")
_MOVES_BY = re.compile(r"^[\s,]*(?:og\s)?[+–-]\s?\d[\d.,]*\s?(?:pct|procent|%|kr)", re.IGNORECASE)
_CHARGE = re.compile(
    r"\b\w*(?:takst|gebyr|kontingent|betaling|billetpris|husleje|leje)(?:en|et|er|erne)?\b", re.IGNORECASE
)
# «Elever: 412 pr. 5. september»: a figure as of a day
_FIGURE = re.compile(r"^\W*\d[\d.,]*\b(?!\.)", re.IGNORECASE)
_DONE = re.compile(
    rf"\b(?:{READY}|åb(?:en|ent|ne)|nået)\b"
    r"|\b[a-zæøå]{2,}(?:et|at|agt|sat|ført|bragt|gjort|ået)\W*$",
    re.IGNORECASE,
)
# What only says how it is to be with what the label names
_TELLS_OF_LABEL = re.compile(
    rf"^\W*(?:(?:til\s[\w-]+|[a-zæøå]+(?:t|e))\W*$|{_DONE.pattern}|(?:,\s)?[+–-]\s?\d|(?:ned |op )?fra\s\d)",
    re.IGNORECASE,
)
_WORD = re.compile(r"[^\W\d_]{3,}")


def note_act(read: Read, index: int, time: Deadline, start: int, end: int, context: Context) -> Act | None:
    """What a note that is all of its sentence, or what its label says of it, promises by the time at `start`."""
    sentence = read.sentence.text
    if not _is_ahead(time, sentence[start:end], context) or not _is_a_note(read, index):
        return None
    plain = masked(sentence, [one[1:] for one in read.times])
    said = plain.split(";")[0]
    clause = read.clauses[index]
    label = plain[: clause.start]
    if finite_verb(said[clause.start :]) is not None or _OF_PAPER.match(said):
        return None
    whose = said[clause.start :] if label and _WITH_THEM.search(said, clause.start) else said
    if _NO_NOTE.search(said) or names_post(said) or others.speaks_of_others(whose, context.organisation):
        return None
    begin = max([clause.start, *(last for _time, _first, last in read.times if last <= start)])
    body = plain[begin:start]
    kind = _kind(label, body)
    if kind is None or (_FIGURES.search(said) and not _FROM_TO.match(body)):
        return None
    if label and kind is TaskKind.CHECKPOINT:
        return Act(kind, None, None, len(label.rstrip(" :")), len(label), index - 1, Standing.PROMISED)
    named = _TELLS_OF_LABEL.match(body)
    noun = (0, len(label.rstrip(" :"))) if label and named else None
    return Act(kind, None, None, start, start, index, Standing.PROMISED, noun=noun)


def _is_ahead(time: Deadline, words: str, context: Context) -> bool:
    """Whether the time can only be one to come, and once."""
    signed: date | None = context.signed_on
    return bool((time.due or time.start) and not time.recurrence) and (
        begins_after(time, signed) or is_limit(time, words) or bool(_TOWARDS.match(words))
    )


def _is_a_note(read: Read, index: int) -> bool:
    """Whether the sentence is clause `index` alone, or with a label before it, and no verb carries it."""
    label = read.sentence.text[: read.clauses[index].start].strip()
    if index != len(read.clauses) - 1 or index > 1 or (index and not label.endswith(":")):
        return False
    if read.acts or read.sentence.form is Form.LINE or len(read.sentence.text.split()) > _LONGEST:
        return False
    if any(clause.opener is not Opener.MAIN for clause in read.clauses):
        return False
    said = masked(read.sentence.text, [one[1:] for one in read.times]).split(";")[0]
    # Of more words without a label the presumption has judged already
    return is_verbless(said) and (index > 0 or len(_WORD.findall(said)) == 1)


def _kind(label: str, body: str) -> TaskKind | None:
    """Of what kind the task is that a note tells by `body`, after a `label` if any; None where it is none."""
    if _MOVES_BY.match(body):
        return TaskKind.IMPLEMENTATION if _CHARGE.search(label) else None
    if not _WORD.search(body):
        return None
    moved = _FROM_TO.match(body)
    if moved is not None:
        return TaskKind.CHECKPOINT if moved["unit"] else None  # hours have no unit: «fra 10 til 16»
    if _FIGURE.match(body) or (_WHO_OR_WHERE.match(body) and (label or "," in body)):
        return None
    if _TO_A_BODY.search(body):
        return TaskKind.PRESENTATION
    named = next(act_nouns(body), None)
    if named is not None:
        return named[0]
    return TaskKind.DELIVERY if _DONE.search(body) else TaskKind.IMPLEMENTATION
