"""The name of a task: a short Danish phrase of what is to be delivered and to whom, in the sentence's own words."""

from __future__ import annotations

import re
from collections.abc import Sequence, Set

from tracker.agreement.acts.act import Act
from tracker.agreement.acts.clauses import Clause, Opener
from tracker.agreement.acts.verbs import LEXICON, Inflection, Verb
from tracker.agreement.phrases import CUT, LONGEST, finished, listed, shortened, tidied
from tracker.agreement.values import TaskKind

_OPENING = re.compile(
    r"^(?:[\s,;:\x00]|(?:og|men|samt|at|der|som|hvor|hvorfor|hvorefter|så|derfor|herefter|derefter|desuden"
    r"|samtidig|ligesom|endelig|dermed|hermed|således|fremover|fremadrettet|også"
    r"|dog|i den forbindelse|i den sammenhæng|på den baggrund|på baggrund af dette|efterfølgende|ligeledes"
    r"|endvidere|derudover|når|hvis|igen|nu|fortsat|ikke|det|senest|inden|indtil|årligt|løbende"
    r"|parterne(?: bag \w+(?: \d+)?)?|partierne(?: bag \w+(?: \d+)?)?|aftalepart\w+|forligspart\w+"
    r"|budgetpart\w+|konstitueringspart\w+|udvalget|forvaltningen|administrationen|vi"
    r"|er(?: derfor| fortsat| også)? enige om|er(?: der)? enighed om|ønsker(?: derfor| fortsat)?|skal|vil"
    r"|bør|må|er|bliver|har|have|får|få|forventes|ventes|planlægges|ønskes|endeligt|endelig)\b)+",
    re.IGNORECASE,
)
_TAIL = re.compile(
    r"\s(?:med henblik på(?! at?$)|i forbindelse med|i (?:et )?(?:tæt )?samarbejde (?:med|mellem)"
    r"|i dialog med|sammen med|under hensyntagen|som led i|på baggrund af|ved at"
    r"|(?<!mulighederne )(?<!muligheder )(?<!mulighed )for at|så|bl\.a\.|herunder"
    r"|med det formål|i relevant omfang|inden for|med udgangspunkt|uden denne|mod at|efter indstilling"
    r"|i overensstemmelse|frem for|i stedet for)\b.*$",
    re.IGNORECASE,
)
_OWN_SUBJECT = re.compile(
    r"^(?:vi|man|parterne|partierne|aftalepart\w+|forligspart\w+|budgetpart\w+|kommunen|regionen"
    r"|forvaltningen|administrationen|direktionen|udvalget|byrådet|kommunalbestyrelsen"
    r"|(?:[A-ZÆØÅ][\wæøåÆØÅ-]+\s)+Kommune|Region\s[A-ZÆØÅ]\w+)\b[\s,]*",
)
_ADVERBIAL = re.compile(
    r"(?:i|på|med|sammen|ved|til|for|inden for|som|efter|under|via|ud fra|herudover)\s", re.IGNORECASE
)
_ANAPHORIC = re.compile(
    r"^(?:den|det|de|dette|denne|disse|dem|heraf|herom|der|hvad|sagen|dette arbejde)$", re.IGNORECASE
)
_ON_THE_BASIS = re.compile(
    r"\s*(?:med udgangspunkt|på (?:den )?b(?:aggrund|asis)|på grundlag|ud fra|efter|i forbindelse)\b",
    re.IGNORECASE,
)
_ARTICLES = frozenset({"en", "et", "den", "det", "de"})
_DETERMINER = re.compile(r"^(?:en|et|denne|dette|disse|der)\s+(?=\w)", re.IGNORECASE)
_ADVERB_START = re.compile(
    r"^(?:[\s,\x00]|(?:også|derfor|derefter|herefter|samtidig|desuden|ligeledes|fortsat|yderligere|løbende"
    r"|politisk|der|hermed|ikke|evt\.|eventuelt|igen|årligt|fremadrettet|videre)\b)+",
    re.IGNORECASE,
)
_PLACE_FIRST = re.compile(
    r"^(?:på|i|ved|til|inden for|hos|langs|under)\s[^,]{2,50}?\s(?=(?:en|et|den|det|de|flere|nye?|bedre|særlige?)\s)",
    re.IGNORECASE,
)
_PREPOSITION_AT_START = re.compile(r"^(?:af|om|for|på|til|over|op på|med|i gang med|i brug)\s+", re.IGNORECASE)
_INTRANSITIVE = frozenset(
    [
        "fortsætte",
        "starte",
        "begynde",
        "åbne",
        "genåbne",
        "foreligge",
        "ophøre",
        "ske",
        "finde",
        "træde",
        "stå",
        "indgå",
        "vende",
        "gå",
    ]
)
_KEEPS_OBJECT = frozenset({"indgå", "få", "komme"})
_RECIPIENT = {
    "fremlægge": "fremlægges for",
    "præsentere": "præsenteres for",
    "drøfte": "drøftes i",
    "behandle": "behandles i",
    "genoptage": "genoptages i",
    "tage": "tages op i",
}


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
    """Names the task of `act`.

    `taken_out`: spans of times and committees, which the name does not repeat; `owners`: who receives; `title`: the
    section's, for what the sentence calls «den» or «forslagene»; `words`: what the document writes with a small letter,
    by which names are told from first words of sentences; `target`: the span of a measurable target's figure.
    """
    blanked = _blanked(sentence, taken_out)
    if act.kind is TaskKind.CHECKPOINT:
        return finished(_checkpoint(sentence, blanked, clauses, act, target), title)
    thing = _thing(blanked, clauses, act)
    first = re.match(r"\w+", thing)
    opens = first is not None and (sentence.startswith(first[0]) or first[0].casefold() in _ARTICLES)
    if first and opens and first[0].casefold() in words and not first[0].isupper():
        thing = thing[0].lower() + thing[1:]
    if act.noun and act.verb is None and act.kind is TaskKind.PRESENTATION:
        return finished(
            _put_before(tidied(_first_stretch(blanked[act.noun[0] : clauses[act.clause].end])), act, owners, title),
            title,
        )
    if act.noun and act.verb is None:
        return finished(tidied(_first_stretch(blanked[act.noun[0] : clauses[act.clause].end])), title)
    if act.verb is None:
        return finished(_of_state(thing, act), title)
    if act.verb.puts_before and act.verb.infinitive in (*_RECIPIENT, "forelægge") and act.kind is TaskKind.PRESENTATION:
        return finished(_put_before(thing, act, owners, title), title)
    return finished(_nominal(thing, sentence, blanked, clauses, act, act.verb), title)


def purpose_name(purpose: str, title: str) -> str:
    """Names what money is for («at videreføre forsøget», «indkøb af inventar»); by `title` where it says nothing."""
    words = tidied(purpose)
    infinitive = re.match(r"(?:at\s+)([\wæøå]+)\s+(.*)$", words)
    if infinitive:
        noun = _noun_of(infinitive[1])
        rest = tidied(_TAIL.sub("", " " + infinitive[2]))
        words = f"{noun} {rest}" if noun else f"{infinitive[1]} {rest}"
    words = _DETERMINER.sub("", tidied(_TAIL.sub("", words) if len(words) > 60 else words))
    return finished(re.sub(r"^(?:de|den|det)\s+(?:nødvendige|øgede|nye)\s+", "", words) if words else title, title)


def _noun_of(infinitive: str) -> str:
    return next(
        (
            verb.noun
            for verb, form in LEXICON.get(infinitive.casefold(), ())
            if form is Inflection.INFINITIVE and not verb.needs
        ),
        "",
    )


def _blanked(sentence: str, spans: Sequence[tuple[int, int]]) -> str:
    """The sentence with times and committees taken out, together with the preposition that leads to a committee."""
    characters = list(sentence)
    for start, end in spans:
        lead = re.search(
            r"(?:\b(?:for|til|i|af|hos|fra|på|senest|samt|og)|,)\s+$",
            sentence[max(0, start - 8) : start],
            re.IGNORECASE,
        )
        begin = start - len(lead[0]) if lead else start
        characters[begin:end] = CUT * (end - begin)
    return "".join(characters)


def _thing(blanked: str, clauses: Sequence[Clause], act: Act) -> str:
    """What is done, or what it is done to."""
    clause = clauses[act.clause]
    before, after = blanked[clause.start : act.start], blanked[act.end : clause.end]
    if act.verb and act.verb.needs:
        needed = act.verb.needs.search(after)
        if not act.verb.light or act.verb.infinitive == "finde":
            before = act.verb.needs.sub(CUT, before)
            after = after[needed.end() :] if needed and act.verb.infinitive not in _KEEPS_OBJECT else after
    if act.verb and act.kind is TaskKind.DECISION and _ON_THE_BASIS.match(after):
        after = ""
    if act.verb and not act.verb.light:
        after = _PREPOSITION_AT_START.sub("", after.lstrip(" \x00"))
    after = _PLACE_FIRST.sub("", _ADVERB_START.sub("", after))
    if act.verb and act.verb.infinitive in ("udsætte", "udskyde", "rykke"):
        after = ""
    subject, rest = tidied(_OPENING.sub("", before)), after
    passive = act.verb is None or act.inflection in (Inflection.PASSIVE, Inflection.PARTICIPLE)
    if (
        clause.opener is Opener.RELATIVE
        and (passive or (act.verb and act.verb.infinitive in _INTRANSITIVE))
        and not tidied(rest.split(CUT)[0])
    ):
        return _antecedent(blanked, clauses, act.clause)
    if passive or (act.verb is not None and act.verb.infinitive in _INTRANSITIVE):
        subject = subject or _resumed_subject(blanked, clauses, act)
        if subject and not _ANAPHORIC.match(subject) and not _is_adverbial(subject):
            extra = tidied(_first_stretch(rest)) if act.verb and re.match(r"\s*(?:om|for|til)\s(?!at\b)", rest) else ""
            return f"{subject} {extra}".strip() if extra and len(subject) < 40 else subject
        return tidied(_first_stretch(rest))
    rest = _OWN_SUBJECT.sub("", rest.lstrip(" \x00"))
    return tidied(_first_stretch(rest))


def _resumed_subject(blanked: str, clauses: Sequence[Clause], act: Act) -> str:
    """The subject of a main clause that goes on after something put in: «Beholdningen, svarende til …, skal …»."""
    clause = clauses[act.clause]
    first = clauses[0]
    if first.opener is not Opener.MAIN:
        return ""
    resumes = act.clause > 0 and re.match(
        r"(?:skal|vil|bør|er|bliver|forelægges|fremlægges)\b", blanked[clause.start : clause.end], re.IGNORECASE
    )
    return tidied(_OPENING.sub("", blanked[first.start : first.end])) if resumes else ""


def _antecedent(blanked: str, clauses: Sequence[Clause], index: int) -> str:
    """The noun that «der» or «som» stands for."""
    governor = clauses[max(0, clauses[index].governor)]
    before = blanked[governor.start : clauses[index].start].rstrip(" ,;:")
    match = re.search(r"((?:\b(?:en|et|den|det|de)\s)?(?:\b[\w-]+(?:e|ig|isk)\s)?[\w'-]+)$", before)
    return tidied(match[0]) if match else ""


def antecedent(sentence: str, clauses: Sequence[Clause], index: int) -> str:
    """What the relative clause `index` speaks of, as it is written."""
    return _antecedent(sentence, clauses, index) if clauses[index].opener is Opener.RELATIVE and index else ""


def _first_stretch(words: str) -> str:
    """Up to where a time or a committee was taken out, when enough stands before it."""
    stretches = [stretch for stretch in words.split(CUT) if tidied(stretch)]
    if not stretches:
        return ""
    first = stretches[0]
    if len(stretches) > 1 and (len(tidied(first)) < 4 or re.match(r"\s*(?:af|om|for|til|på)\s", stretches[1])):
        return f"{first.rstrip()} {stretches[1].lstrip()}"
    return first


def _is_adverbial(words: str) -> bool:
    return bool(_ADVERBIAL.match(words) or _OWN_SUBJECT.fullmatch(words))


def _put_before(thing: str, act: Act, owners: Sequence[str], title: str) -> str:
    verb = act.verb.infinitive if act.verb else "forelægge"
    what = _DETERMINER.sub("", _without_tail(thing)) or title
    if verb in ("drøfte", "behandle") and act.inflection is not Inflection.PASSIVE:
        return f"{act.verb.noun if act.verb else ''} {what}"
    how = _RECIPIENT.get(verb, "forelægges")
    to = listed(owners)
    if not to:
        return f"{what} {how.removesuffix(' for').removesuffix(' i')}"
    if len(what) + len(how) + len(to) + 2 > LONGEST and len(owners) > 1:
        to = f"{len(owners)} udvalg" if len(owners) > 4 else f"{('to', 'tre', 'fire')[len(owners) - 2]} udvalg"
    return f"{shortened(what, LONGEST - len(how) - len(to) - 2)} {how} {to}"


def _nominal(thing: str, sentence: str, blanked: str, clauses: Sequence[Clause], act: Act, verb: Verb) -> str:
    what = _without_tail(thing)
    question = _question_after(blanked, clauses, act.clause)
    if question and verb.noun and len(what) < 4:
        return f"{verb.noun}, {question}"
    if verb.noun and not (act.noun and verb.light):
        return f"{verb.noun} {what}".strip() if what else verb.noun.rsplit(" ", 1)[0]
    plain = _DETERMINER.sub("", what)
    if act.noun or verb.light or verb.infinitive in ("komme", "få"):
        return f"Ingen {plain}" if act.negated else plain
    clause = clauses[act.clause]
    needed = verb.needs.search(sentence, clause.start, clause.end) if verb.needs else None
    if needed:
        return f"{what} {verb.infinitive}r {needed[0]}"  # «Hallen står færdig»
    if verb.infinitive == "foreligge":
        return f"{what} foreligger"
    return f"{what} {verb.infinitive}s" if act.inflection is Inflection.PASSIVE else f"{verb.infinitive} {what}"


def _question_after(blanked: str, clauses: Sequence[Clause], index: int) -> str:
    """The question that follows the clause: «…, om der er grundlag for, at …»; empty where none does."""
    following = clauses[index + 1] if index + 1 < len(clauses) else None
    if following is None or following.opener is not Opener.QUESTION:
        return ""
    end = following.end
    for further in clauses[index + 2 :]:
        if further.opener is not Opener.CONTENT:
            break
        end = further.end
    return tidied(blanked[following.start : end].replace(CUT, " "))


def _of_state(thing: str, act: Act) -> str:
    what = _DETERMINER.sub("", _without_tail(thing))
    if act.state.endswith("s") and not act.state.endswith("is"):
        return f"{what} kan {act.state}"
    if not act.state and not what:
        return ""
    if re.match(r"(?:på|i|til|for|hos)\s", what, re.IGNORECASE):
        return f"{act.state} {what}"
    return f"{what} {act.state}".strip()


def _checkpoint(
    sentence: str, blanked: str, clauses: Sequence[Clause], act: Act, target: tuple[int, int] | None
) -> str:
    clause = clauses[act.clause]
    if act.state and not target:
        whole = re.sub(r"\b(?:skal|bør|vil|være|er|bliver)\b", " ", _OPENING.sub("", blanked[clause.start : act.end]))
        return tidied(whole)
    subject = tidied(_OPENING.sub("", blanked[clause.start : act.start])) or _resumed_subject(blanked, clauses, act)
    subject = re.sub(r"\b(?:skal|bør|må)\b.*$", "", subject).strip() or tidied(
        _OPENING.sub("", blanked[clauses[0].start : clauses[0].end])
    )
    subject = re.sub(r"\s(?:skal|bør|må|er på|har)\b.*$", "", subject)
    figure = ""
    if target:
        lead = re.search(
            r"(?:\b(?:med|til|på|over|under|mindst|min\.|højst|maks\.|maksimalt|minimum|et|en)\s+)+$",
            sentence[: target[0]],
        )
        figure = sentence[lead.start() if lead else target[0] : target[1]]
        figure = re.sub(r"^til (?=\d)", "på ", figure) if not (act.verb and act.verb.noun) else figure
    if act.verb and act.verb.noun and act.verb.infinitive not in ("have",):
        return f"{act.verb.noun} {subject} {figure}"
    return f"{subject} {figure}"


def _without_tail(words: str) -> str:
    shorter = tidied(_TAIL.sub("", words))
    return shorter if len(shorter) >= 4 else words
