"""What an act is done to, in the sentence's own words: object, subject, what a relative stands for, what is asked.

Times and committees are taken out of the sentence before (`CUT` stands in their place), since a name repeats neither.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from tracker.agreement.acts.act import Act
from tracker.agreement.acts.clauses import Clause
from tracker.agreement.acts.finite import is_verb
from tracker.agreement.acts.openers import Opener
from tracker.agreement.acts.verb import Inflection
from tracker.agreement.acts.verbs import LEXICON
from tracker.agreement.naming.phrases import CUT, NEEDS_MORE, before_verb, tidied
from tracker.agreement.values import TaskKind

_OPENING = re.compile(
    r"^(?:[\s,;:\x00]|(?:og|men|samt|mens|medens|at|der|som|hvor|hvoraf|hvorfor|hvorefter|så|derfor|herefter|derefter|derpå"
    r"|desuden|samtidig|ligesom|endelig|dermed|hermed|således|fremover|fremadrettet|også"
    r"|dog|i den forbindelse|i den sammenhæng|på den baggrund|på baggrund af dette|efterfølgende|ligeledes"
    r"|endvidere|derudover|når|hvis|igen|nu|fortsat|ikke|det|senest|inden|indtil|årligt|løbende"
    r"|parterne(?: bag \w+(?: \d+)?)?|partierne(?: bag \w+(?: \d+)?)?|aftalepart\w+|forligspart\w+"
    r"|budgetpart\w+|konstitueringspart\w+|udvalget|forvaltningen|administrationen|vi"
    r"|er(?: derfor| fortsat| også)? enige om|er(?: der)? enighed om|ønsker(?: derfor| fortsat)?|skal|vil"
    r"|bør|bedes|må|er|bliver|har|have|får|få|forventes|ventes|planlægges|ønskes|endeligt|endelig)\b)+",
    re.IGNORECASE,
)
_TAIL = re.compile(
    r"\s(?:med henblik på(?! at?$)|i forbindelse med|i (?:et )?(?:tæt )?samarbejde (?:med|mellem)"
    r"|i dialog med|sammen med|under hensyntagen|som led i|på baggrund af|ved at"
    r"|(?<!mulighederne )(?<!muligheder )(?<!mulighed )(?<!potentialet )for at|så|bl\.a\.|herunder|nemlig"
    r"|med det formål|i relevant omfang|inden for|med udgangspunkt|uden denne|mod at|efter indstilling"
    r"|i overensstemmelse|frem for|i stedet for|til beslutning|bestående af)\b.*$",
    re.IGNORECASE,
)
_OWN_SUBJECT = re.compile(
    r"^(?:vi|man|parterne|partierne|aftalepart\w+|forligspart\w+|budgetpart\w+|kommunen|regionen"
    r"|forvaltningen|administrationen|direktionen|udvalget|byrådet|kommunalbestyrelsen"
    r"|(?:[A-ZÆØÅ][\wæøåÆØÅ-]+\s)+Kommune|Region\s[A-ZÆØÅ]\w+)\b[\s,]*",
    re.IGNORECASE,
)
# «Inden jul fremlægger Mere Monitor et forslag»: the subject after the verb, before what opens the object.
_SUBJECT_AFTER_VERB = re.compile(
    r"^\s*(?:[A-ZÆØÅ][\w-]*|[a-zæøå][\w-]+(?:en|et|ne))(?:\s[A-ZÆØÅ][\w-]*)*\s+(?=(?:en|et|den|det|de|sin|sit|sine|nye?)\s)"
)
_ADVERBIAL = re.compile(
    r"(?:i|på|med|sammen|ved|til|for|inden for|som|efter|under|via|ud fra|herudover|af|om)\s", re.IGNORECASE
)
_ANAPHORIC = re.compile(
    r"^(?:den|det|de|dette|denne|disse|dem|heraf|herom|der|hvad|sagen|dette arbejde|mødet?)$", re.IGNORECASE
)
_ON_THE_BASIS = re.compile(
    r"\s*(?:med udgangspunkt|på (?:den )?b(?:aggrund|asis)|på grundlag|ud fra|efter|i forbindelse)\b",
    re.IGNORECASE,
)
_ADVERB_START = re.compile(
    r"^(?:[\s,\x00]|(?:også|derfor|derefter|herefter|samtidig|desuden|ligeledes|fortsat|yderligere|løbende"
    r"|politisk|der|her|hermed|ikke|evt\.|eventuelt|igen|årligt|fremadrettet|videre|både|bl\.a\.|nu|først)(?!\w))+",
    re.IGNORECASE,
)
_PLACE_FIRST = re.compile(
    r"^(?:på|i|ved|til|inden for|hos|langs|under)\s[^,]{2,50}?\s(?=(?:en|et|den|det|de|flere|nye?|bedre|særlige?)\s)",
    re.IGNORECASE,
)
# «måder at tale med de borgere», «på den mad»: what a clause after it told apart.
_DEMONSTRATIVE = re.compile(r"\b(?:de (?=[a-zæøå]{3,}(?<!ne)$)|(?:den|det) (?=[a-zæøå]{3,}(?<!e)(?<!en)(?<!et)$))")
_FOR_IT = re.compile(
    r"\s(?:(?:til|for) (?:opgaven|formålet|projektet|arbejdet|dette|det)"
    r"|(?:til|for|på|i|ved|med) (?:bl\.a\. )?(?:disse|denne|dette) \w+)$"
)
# «alle klubber holder (lukket)», «første spadestik tager vi»: the verb of the sentence, which a name has no need of
_VERB_LEFT = re.compile(r"\s(?:holder|tager|får|giver|står)(?:\s(?:vi|man))?$")
_CONDITION_FIRST = re.compile(r"^[A-ZÆØÅ][a-zæøå]+(?:er|år|ør)\s[^,]+,\s*(?=(?:skal|vil|bør|kan)\b)")
_FRONTED_QUESTION = re.compile(
    r"^(?:om|hvordan|hvorledes|hvad(?![^,]*\bangår)|hvilke[nt]?|hvornår|hvem|hvor)\b", re.IGNORECASE
)
_OF_ITSELF = """falde stige fortsætte starte begynde åbne genåbne foreligge ophøre
    ske finde træde stå indgå vende gå møde"""
_INTRANSITIVE = frozenset(_OF_ITSELF.split())
_CIRCUMSTANCE = re.compile(
    r"\s*(?:\w+\s)?(?P<phrase>(?!i forbindelse|i forlængelse|på baggrund|i gang|på plads)"
    r"(?:på|i|med|ved|mellem|hos|fra)\s[^,;:\x00]+)"
)
_KEEPS_OBJECT = frozenset({"indgå", "få"})
_MOVES = frozenset({"udsætte", "udskyde", "rykke"})


def blanked(sentence: str, spans: Sequence[tuple[int, int]]) -> str:
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


def things(words: str, clauses: Sequence[Clause], act: Act) -> Iterator[str]:
    """What may be what is done, or what it is done to, the likeliest first; each still to be checked.

    `words`: the sentence, blanked.
    """
    following = clauses[act.clause + 1 : act.clause + 2]
    told_apart = bool(following) and (
        following[0].opener is Opener.RELATIVE
        or (following[0].opener is Opener.MAIN and words[: following[0].start].rstrip().endswith(","))
    )
    for thing in _things(words, clauses, act):
        found = dict.fromkeys((plain(before_verb(thing)), plain(thing)))
        yield from (_DEMONSTRATIVE.sub("", one) if told_apart else one for one in found if one)


def plain(thing: str) -> str:
    """`thing` without what only tells its circumstances."""
    whole = re.split(r", (?=(?:og|men|samt)\b)", tidied(thing))[0]
    return "" if _ANAPHORIC.match(whole) else tidied(_FOR_IT.sub("", _VERB_LEFT.sub("", without_tail(whole))))


def without_opening(words: str) -> str:
    """`words` without what opens a clause before its subject: conjunctions, adverbs, who agrees, auxiliaries."""
    return tidied(_OPENING.sub("", words))


def without_tail(words: str) -> str:
    """`words` up to where circumstances begin: «i samarbejde med …», «for at …»."""
    shorter = tidied(_TAIL.sub("", words))
    return shorter if len(shorter) >= 4 else words


def _things(words: str, clauses: Sequence[Clause], act: Act) -> Iterator[str]:
    clause = clauses[act.clause]
    if act.noun and act.verb is None:
        yield first_stretch(words[act.noun[0] : clause.end])
        return
    before, between, after = _around(words, clause, act)
    passive = act.verb is None or act.inflection in (Inflection.PASSIVE, Inflection.PARTICIPLE)
    of_itself = act.verb is not None and act.verb.infinitive in _INTRANSITIVE
    subject = without_opening(before)
    if words[: clause.start].rstrip().endswith("-,"):
        subject = ""  # the end of a list: «morgen-, aften- og weekendtimerne»
    if passive or of_itself:
        if clause.opener is Opener.RELATIVE:
            yield _antecedent(words, clauses, act.clause)
        subject = subject or resumed_subject(words, clauses, act)
        if subject and not _ANAPHORIC.match(subject) and not _is_adverbial(subject):
            extra = first_stretch(after) if re.match(r"\s*(?:om|for|til)\s(?!at\b)", after) else ""
            if extra and act.verb and len(subject) < 40:
                yield f"{subject} {tidied(extra)}"
            yield subject
    yield between
    yield first_stretch(
        _OWN_SUBJECT.sub("", _SUBJECT_AFTER_VERB.sub("", after).lstrip(" \x00")) if not passive else after
    )
    if passive or of_itself:
        yield _shared_subject(words, clauses, act)
    if (
        not passive
        and not _is_adverbial(subject)
        and not _OWN_SUBJECT.match(subject)
        and act.inflection is Inflection.PRESENT
    ):
        yield subject


def _around(words: str, clause: Clause, act: Act) -> tuple[str, str, str]:
    """What stands before the act, between it and its particle («sætte … i gang»), and after it."""
    before, after, between = words[clause.start : act.start], words[act.end : clause.end], ""
    before = _CONDITION_FIRST.sub("", before)
    inner = re.match(r"skal\s(?P<thing>.+?)\s(?:kunne|være|stå|ligge)\b", words[act.start : act.end])
    if act.verb is None and inner:
        before = f"{before} {inner['thing']}"  # «Inden jul skal oversigten kunne ses»
    verb = act.verb
    if verb and verb.needs:
        needed = verb.needs.search(after)
        if not verb.light or verb.infinitive == "finde":
            before = verb.needs.sub(CUT, before)
            if needed and verb.infinitive not in _KEEPS_OBJECT:
                between, after = after[: needed.start()], after[needed.end() :]
    if verb and ((act.kind is TaskKind.DECISION and _ON_THE_BASIS.match(after)) or verb.infinitive in _MOVES):
        after = ""
    if verb and not verb.light:
        lead = re.match(
            rf"(?:{verb.noun.rsplit(' ', 1)[-1]}|af|om|for|over|op på|i gang med|i brug)\s+", after.lstrip(" \x00")
        )
        after = after.lstrip(" \x00")[lead.end() :] if lead else after
    between = _ADVERB_START.sub("", _OWN_SUBJECT.sub("", _ADVERB_START.sub("", between).lstrip()))
    return before, between, _PLACE_FIRST.sub("", _ADVERB_START.sub("", after))


def resumed_subject(words: str, clauses: Sequence[Clause], act: Act) -> str:
    """The subject of a main clause that goes on after something put in: «Beholdningen, svarende til …, skal …»."""
    clause, first = clauses[act.clause], clauses[0]
    if act.clause == 0 or (clause.opener is not Opener.MAIN and clauses[act.clause - 1].opener is not Opener.RELATIVE):
        return ""
    if clauses[act.clause - 1].opener is Opener.RELATIVE:
        first = clauses[max(0, clauses[act.clause - 1].governor)]
    if first.opener not in (Opener.MAIN, Opener.COORDINATED, Opener.CONTENT):
        return ""
    led = words[clause.start : act.start].replace(CUT, " ").strip()
    if led and not re.fullmatch(
        r"(?:(?:skal|vil|bør|er|bliver|forventes|ventes|at|være|blive|derfor|også|ikke)\s?)+.*", led
    ):
        return ""
    subject = tidied(_OPENING.sub("", re.split(r", (?=og\b)", words[first.start : first.end].rstrip(" ,"))[-1]))
    verb_first = is_verb(subject.split(" ")[0])  # «Holder virkningen, skal det …»
    return subject if before_verb(subject) == subject and not verb_first else ""


def _shared_subject(words: str, clauses: Sequence[Clause], act: Act) -> str:
    """The subject of «Modellen afprøves i maj og evalueres i juni» for its second verb."""
    clause, before = clauses[act.clause], clauses[max(0, act.clause - 1)]
    if clause.opener is not Opener.COORDINATED or before.opener is Opener.RELATIVE:
        return ""
    whole = without_opening(words[before.start : before.end])
    subject = before_verb(whole)
    return subject if subject != whole and not _FRONTED_QUESTION.match(subject) else ""


# «Der nedsættes en gruppe med deltagelse af KL, som afleverer …»: the group does
_WITH_MEMBERS = re.compile(
    r"(?<=\w)\s(?:med (?:deltagelse (?:af|fra)|repræsentanter (?:for|fra)|deltagere fra|medlemmer fra)"
    r"|bestående af|sammensat af)\s[^,;:]*$"
)


def _antecedent(words: str, clauses: Sequence[Clause], index: int) -> str:
    """The noun that «der» or «som» stands for."""
    governor = clauses[max(0, clauses[index].governor)]
    before = _WITH_MEMBERS.sub("", words[governor.start : clauses[index].start].rstrip(" ,;:"))
    match = re.search(r"((?:\b(?:en|et|den|det|de)\s)?(?:\b[\w-]+(?:e|ig|isk)\s)?[\w'-]+)$", before)
    return tidied(match[0]) if match else ""


def antecedent(sentence: str, clauses: Sequence[Clause], index: int) -> str:
    """What the relative clause `index` speaks of, as it is written."""
    return _antecedent(sentence, clauses, index) if clauses[index].opener is Opener.RELATIVE and index else ""


def first_stretch(words: str) -> str:
    """Up to where a time or a committee was taken out, when enough stands before it."""
    stretches = [stretch for stretch in words.split(CUT) if tidied(stretch)]
    if not stretches:
        return ""
    first = stretches[0]
    if len(stretches) > 1 and (len(tidied(first)) < 4 or re.match(r"\s*(?:af|om|for|til|på)\s", stretches[1])):
        return f"{first.rstrip()} {stretches[1].lstrip()}"
    return first


def circumstance(words: str, clauses: Sequence[Clause], act: Act) -> str:
    """The phrase with a preposition that follows the act: «(afprøves) på tre skoler»; empty where none does."""
    after = words[act.end : clauses[act.clause].end]
    match = _CIRCUMSTANCE.match(after)
    return tidied(without_tail(before_verb(match["phrase"]))) if match else ""


def question(words: str, clauses: Sequence[Clause], index: int) -> str:
    """The question that the clause is about, after it or before it: «…, hvordan pengene fordeles»; empty where none."""
    if index + 1 < len(clauses) and clauses[index + 1].opener is Opener.QUESTION:
        end = clauses[index + 1].end
        for further in clauses[index + 2 :]:
            open_still = NEEDS_MORE.search(tidied(words[clauses[index + 1].start : end]))
            if further.opener is not Opener.CONTENT and not open_still:
                break
            end = further.end
        return _asked(words[clauses[index + 1].start : end])
    own = words[clauses[index].start : clauses[index].end]
    if 0 < index < 3 and _FRONTED_QUESTION.match(words):
        return _asked(words[: clauses[index].start])
    inside = re.search(r"(?<= )(?:om|hvordan|hvorvidt) (?=[^,]*\b(?:skal|kan|er|bør|vil)\b).*$", own)
    return _asked(inside[0]) if inside else ""


def _asked(words: str) -> str:
    asked = re.sub(r"\s+", " ", words.replace(CUT, " ")).strip(" ,;:.-–")
    if len(asked) > 70:
        asked = re.split(r"(?<!e)(?<!isk)(?<!ig),? og\b", asked)[0].strip(" ,-–")
        if not any(is_verb(word) for word in re.findall(r"\w+", asked)[1:]):
            return ""
    asked = _FOR_IT.sub(
        "", re.sub(r"\s(?:i|på|af|for|til|med) (?:de|den|det) [a-zæøå]+(?<!en)(?<!et)(?<!ne)$", "", asked)
    )
    return asked[:1].lower() + asked[1:]


def second_act(words: str, clauses: Sequence[Clause], act: Act) -> tuple[str, str]:
    """«styrke og udvide samarbejdet»: the other infinitive, and what both are done to; empty where there is none."""
    after = words[act.end : clauses[act.clause].end]
    match = re.match(r"\s*og (?:at )?(?P<verb>[a-zæøå]+)\s(?P<thing>[^\x00]+)", after)
    if act.inflection is not Inflection.INFINITIVE or not match:
        return "", ""
    known = any(form is Inflection.INFINITIVE for _verb, form in LEXICON.get(match["verb"], ()))
    return (match["verb"], plain(match["thing"])) if known else ("", "")


def _is_adverbial(words: str) -> bool:
    return bool(_ADVERBIAL.match(words) or _OWN_SUBJECT.fullmatch(words))
