"""Labels beside which nothing but a time stands: «Tildeling: 15. marts», «Kreaturer ud: medio maj», «Udkast: uge 10».

The label is then the name of what is done. It names an act, what has gone somewhere or been made by then, or a paper;
or it stands in a row of such labels. What was, what runs out, and what others do or the calendar says are told so too.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence, Set

from tracker.agreement.acts.act import Act, Standing
from tracker.agreement.acts.clauses import masked
from tracker.agreement.acts.nouns import act_nouns
from tracker.agreement.promises import others
from tracker.agreement.promises.alone import TIME_LABEL
from tracker.agreement.promises.asides import dates_nothing
from tracker.agreement.promises.drafting import told
from tracker.agreement.promises.nominal import READY, is_verbless, names_post
from tracker.agreement.promises.readings import Context, Read, SectionReads
from tracker.agreement.promises.repeats import Told
from tracker.agreement.values import TaskKind

_LABEL = re.compile(r"\W*(?P<label>[A-ZÆØÅ0-9][^:;()]{2,60}):\s+(?=\w)")
# What may stand beside the time: «hele uge 9», «ca. 1. maj og 3. juni»
_BESIDE = re.compile(
    r"(?:\W|\d|\b(?:ca|forventet|forventes|planlagt|hele|kl|til|og|samt|i|på|d|den)\b)*", re.IGNORECASE
)
# «Ny hjemmeside: I luften den 4. marts»
_STATE = re.compile(
    rf"(?:(?:indflytnings|drifts)?(?:{READY})|i (?:høring|udbud|gang)|åb(?:en|ent|ne))\W*", re.IGNORECASE
)
_BEFORE = r"(?:[\w&/,-]+\s){0,4}?"
_AFTER = r"(?:\s(?:af|til|for|i|på|med|om|ved|hos|fra|mellem|over)\s.{2,50})?"
_ACT = re.compile(
    rf"{_BEFORE}(?P<head>[\w-]*(?:ing(?:er)?|else(?:r)?|møde(?:r|rne)?|valg|salg|køb|skift|start|stop|ophør|overdragelse"
    r"|seminar(?:er)?|udbud|besøg|syn|tilsyn|tjek|kursus|kurser|temadag(?:e)?|workshops?|fest|kampagne|test|forsøg"
    r"|prøvedrift|pilotdrift|byggeri|åbent hus|(?:anlægs|bygge|udførelses)periode|studietur|licitation|spadestik)"
    rf"(?:en|et|n|erne)?){_AFTER}",
    re.IGNORECASE,
)
# Words in «-ing» and «-else» that name a thing, a group or a figure
_NO_ACT = re.compile(
    r"(?:[\w-]*(?:ordning|forening|afdeling|befolkning|bevilling|bestyrelse|normering|omkostning|omsætning|interesse"
    r"|udvalg)"
    r"|ledning|bygning|stilling|retning|regning|ting|dækning|slutning|helse|fordeling|belægning|belastning)"
    r"(?:en|et|er|erne|r)?",
    re.IGNORECASE,
)
# «Kreaturer ud», «Ny plan vedtaget»
_GONE = re.compile(
    r".*\w\s(?:ud|ind|hjem|op|ned|væk|tilbage|ude|inde|hjemme|i (?:vandet|brug|drift|høring|udbud|luften|gang)|på land"
    r"|klart?|færdigt?|på plads)"
    r"|(?!.*\b(?:af|til|for|i|på|med|om|ved|hos|fra|den|det)\s).*\w\s[a-zæøå]{3,}(?:et|gt|kt|ført|bragt|sat|ndt|revet)",
    re.IGNORECASE,
)
# «Udkast», «Endelig plan», «Sparekatalog til Økonomiudvalget»
_PAPER = re.compile(
    r"(?:(?:ny|nyt|nye|første|andet|endelig|endeligt|samlet|revideret|færdig|færdigt)\s)?"
    rf"[\w-]*(?:udkast|oplæg|notat|rapport|katalog|kommissorium|udbudsmateriale){_AFTER}"
    r"|(?:ny|nyt|første|endelig|endeligt|revideret)\s[\w-]*(?:plan|politik|strategi|model|forslag|program|regulativ|vedtægt"
    rf"|standard|aftale|kontrakt|skema|lokalplan){_AFTER}",
    re.IGNORECASE,
)
# «Skolernes egne forslag til Børneudvalget»: what somebody is to send a body by then
_SENT_TO = re.compile(
    r"(?:[\w-]+s\s)?(?:(?:egne?|eget|samlede?)\s)?[\w-]*(?:forslag|plan(?:er)?|bidrag|svar|ønsker|bud|indstilling(?:er)?"
    r"|redegørelse|oversigt|opgørelse)\stil\s(?:[\w-]*(?:udvalg|råd|bestyrelse|direktion|forvaltning)\w*|(?-i:[A-ZÆØÅ]{2,5}))",
    re.IGNORECASE,
)
_NO_PROMISE = re.compile(
    # what was, holds or is counted
    r"\b(?:forrige|tidligere|seneste?|sidst|gammel|gamle|gældende|nuværende|nugældende|eksisterende|oprindelig\w*"
    r"|status|resultat\w*|udgangspunkt\w*|opgjort|opdateret|anmeldt|modtaget|journalisere\w*|oprettet|født|alder|antal"
    r"|hidtil\w*|forventet forbrug)\b"
    # what runs out, or how long something holds or is open
    r"|udløb\b|\b(?!(?:anlægs|bygge|udførelses)periode)\w*periode\b"
    r"|\bgyldig\w*|\bvarighed\b|\w*tid(?:er)?\b|\bsæson\b|\bløber\b"
    # what others may do or must, and the calendar
    r"|\b(?:kommunal|byråds|region\w{0,5}|folketing|eu|europa)\w*-?valg|\btilsyn fra\b"
    r"|\b(?:referat|dagsorden|indkaldelse)"
    r"|\bfolketing\w*|\b(?:klage|anke|ansøgnings|tilmeldings)\w*|\w*ferie\b|\w*fridag\w*"
    r"|\b(?:stat|ministeri|regering|styrelse)\w*"
    r"|\bloven?s?\b|bekendtgørelse|\w*dato\b|\b(?:næste|kommende|nyt)\s[\w-]*(?:møde|forsamling)\b|\b\w*frist\w*"
    # when a body meets anyway
    r"|\A(?:[\w-]+\s)?(?:udvalgs|byråds|bestyrelses|råds)?møde(?:r|rne|t)\b(?!\s(?:med|om)\b)",
    re.IGNORECASE,
)
_ELECTS = re.compile(r"valg af\b", re.IGNORECASE)  # «Valg af formand»: what is done, and not who it is
_TIME_ONLY = re.compile(rf"\W*{TIME_LABEL}\W*", re.IGNORECASE)
_NEXT_LINE = 2  # characters between what stands on two lines, none of them empty


def dated_by_own_labels(
    section: SectionReads, held: Sequence[Read], spoken: Set[int], context: Context
) -> Iterator[Told]:
    """What labels name that have nothing but a time beside them."""
    labels = [_labelled(read) for read in held]
    for at, (read, label) in enumerate(zip(held, labels, strict=True)):
        if label is None or read.sentence.start in spoken or not _may_promise(label[0], context):
            continue
        words, end, state = label
        made = bool(state or _GONE.fullmatch(words) or _PAPER.fullmatch(words) or _SENT_TO.fullmatch(words))
        if not made and not names_act(words) and not _stands_in_row(held, labels, at):
            continue
        act = _act(words, end, made=made)
        paragraph = section.place_of(read)[0]
        for time, first, last in read.times:
            if not dates_nothing(read, time, first, last, paragraph, context):
                yield told(section, read, act, (time, first, last), context)


def names_act(words: str) -> bool:
    """Whether a label names what is done: «Valg af formand», «Måling af fart», «Borgermøde»."""
    act = _ACT.fullmatch(words)
    return act is not None and not _NO_ACT.fullmatch(act["head"])


def _labelled(read: Read) -> tuple[str, int, bool] | None:
    """The words of a label with nothing but times beside it, where they end, and whether a state stands there too."""
    sentence = read.sentence.text
    label = _LABEL.match(sentence)
    if label is None or not read.times or any(first < label.end() for _time, first, _last in read.times):
        return None
    beside = masked(sentence, [(first, last) for _time, first, last in read.times])[label.end() :]
    state = _STATE.match(beside)
    if not _BESIDE.fullmatch(beside, state.end() if state else 0) or _TIME_ONLY.fullmatch(label["label"]):
        return None
    return label["label"], label.end("label"), state is not None


def _may_promise(label: str, context: Context) -> bool:
    return bool(
        (is_verbless(label) or _SENT_TO.fullmatch(label))
        and not _NO_PROMISE.search(label)
        and (_ELECTS.match(label) or not names_post(label))
        and not others.speaks_of_others(label, context.organisation)
    )


def _stands_in_row(held: Sequence[Read], labels: Sequence[tuple[str, int, bool] | None], at: int) -> bool:
    """Whether beside the label at `at`, in its paragraph or on lines next to it, others name acts."""
    row = [at]
    for step in (-1, 1):
        place = at + step
        while 0 <= place < len(held) and _is_next_to(held[min(place, place - step)], held[max(place, place - step)]):
            row.append(place)
            place += step
    return any(label is not None and names_act(label[0]) for label in (labels[place] for place in row))


def _is_next_to(first: Read, second: Read) -> bool:
    return first.sentence.passage == second.sentence.passage or second.sentence.start - first.sentence.end <= _NEXT_LINE


def _act(words: str, end: int, *, made: bool) -> Act:
    named = next(act_nouns(words), None)
    if named is None:
        kind = TaskKind.DELIVERY if made else TaskKind.IMPLEMENTATION
        return Act(kind, None, None, end, end, 0, Standing.PROMISED)
    kind, first, last = named
    begin = end - len(words)
    return Act(kind, None, None, begin + last, begin + last, 0, Standing.PROMISED, noun=(begin + first, begin + last))
