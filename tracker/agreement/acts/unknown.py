"""Acts whose verb the lexicon lacks, in a clause that carries a date: told by the form and the place of the verb."""

from __future__ import annotations

import re
from collections.abc import Sequence
from types import MappingProxyType

from tracker.agreement.acts.act import Act, Standing
from tracker.agreement.acts.clauses import Clause
from tracker.agreement.acts.coming import owed, to_come
from tracker.agreement.acts.doers import (
    done_by_ours,
    done_by_thing,
    goes_by_itself,
    held_by_ours,
    is_not_ours,
    worked_by_ours,
)
from tracker.agreement.acts.governing import (
    AIM_LABEL,
    WE_WILL_LABEL,
    is_aimed_at,
    is_hoped_for,
    mood_before,
    words_over,
)
from tracker.agreement.acts.lifted import falls_away
from tracker.agreement.acts.openers import Opener
from tracker.agreement.acts.standing import NOT, content_standing
from tracker.agreement.acts.verb import Inflection, Verb
from tracker.agreement.values import TaskKind

# A passive of a verb that the lexicon lacks («nedgraves»), and words that only look like one.
_PASSIVE = re.compile(
    r"\b(?!(?:deres|jeres|vores|fælles|ellers|således|særdeles|aldeles|delvises|lykkes|synes|mangles"
    r"|findes(?! (?:ved|frem)\b)|opleves|kaldes|forventes|ventes|anslås|skønnes|regnes|ønskes|planlægges|behøves"
    r"|trives|pres|stres|kompres|skyldes|føles|færdes|omgås|længes|mindes|undres|glædes|fornemmes|ældes)\b)"
    r"(?!(?:mødtes|enedes|fandtes|syntes|fulgtes|hørtes|afholdtes|førtes|sendtes)\b)"
    r"(?:[a-zæøå]{2,}(?:(?<!rn)(?<!en)|(?<=fjern)|(?<=tjen))(?:(?<!nd)|(?<=send)|(?<=vend)|(?<=tænd)|(?<=mand)|(?<=rund)|(?<=spænd))e|[nfgs]å|[a-zæøå]{2,}å)s\b"
)
# «på fem opgaver», «på andre lokaler», «på besparelser», «på, hvilke kryds der …»: what a choice falls on
_CHOSEN = (
    r"på,?\s(?:(?:mindst|højst|op til|omkring)\s)?(?:én|et?n?|to|tre|fire|fem|seks|syv|otte|ni|ti|\d+|andre|nye?|nyt"
    r"|egnede|mulige|konkrete|besparelser|hvilke[nt]?|hvor|hvem)\b(?!\s(?:behov|problem|risiko|udfordring|mangel|tendens))"
)
# What a paper says or holds, and what goes by itself, is nothing done.
_NO_ACT = (
    r"(?!(?:være|have|blive|kunne|vokse|stige|falde|udgøre|koste|medføre|betyde|opleve|ligge|gælde|vise|indeholde|omfatte"
    rf"|rumme|bidrage|pege(?!\s+(?:{_CHOSEN}|på(?:\s*[.,;]|\s\s|\s*$)))|dække|svare|handle|fylde|kræve|præge|mangle|presse|belaste|påvirke|afhænge|forekomme"
    r"|opstå|skyldes|vare|opleves|mærkes)\b)"
)
_PARTICIPLE = r"[a-zæøå]+(?:et|at|agt|gt|kt|st|bt|ndt|lt|rt|pt|mt|dt|ført|bragt|gjort|ået|jent|ånt)"
_AFTER_MODAL = re.compile(
    rf"\b(?:skal|vil|bør|bedes)\b(?:\s+(?!ikke\b){_NO_ACT}[\w.-]+){{0,8}}?\s+(?P<verb>{_NO_ACT}(?:se|få|gå|stå|[a-zæøå]{{2,}}(?:e|es|å|ås)))\b"
)
# What shall be able to be, or shall lie or have, is set by «skal» alone; «vil» foretells it.
_REQUIRED = re.compile(
    r"\bskal\b(?:\s+(?!ikke\b)[\w.-]+){0,8}?\s+(?P<verb>kunne\s+(?:få|nå|gå|bo|se|[a-zæøå]{2,}(?:e|es|å|ås))|ligge|have|råde|rumme|dække"
    r"|være(?=\s(?:helt\s|fuldt\s)?(?:fri(?:e|t)?|tom(?:me|t)?|åb(?:en|ne|ent)|uafhængig(?:e|t)?|oppe|væk|borte)\b|\smed(?=\s*[.,;]|\s\s|\s*$)|\s[a-zæøå-]{4,}(?:\s*[.,;]|\s\s|\s*$)"
    r"|\s+(?:på|uden|med|i(?!\s(?:overensstemmelse|stand|tvivl))|hos|under)\s+[a-zæøå]))\b"
)
# «Vi vil have en svømmehal senest i 2026», «i 2026 vil partierne have …»: what those who agree want by then
_WANTED = re.compile(
    r"\b(?:(?:vi|\w*parterne|\w*partierne|byrådet|kommunalbestyrelsen|regionsrådet)\s+vil\s+"
    r"|vil\s+(?:vi|\w*parterne|\w*partierne|byrådet|kommunalbestyrelsen|regionsrådet)\s+)(?:[\w-]+\s+){0,3}?"
    r"(?P<verb>have)\s+(?!(?:fokus|mulighed|behov|brug|gavn|glæde|betydning|lov|ret|råd|svært|let|nemt|at|det|den|os)\b)",
    re.IGNORECASE,
)
# «Der skal være mellemformer på alle skoler ved skolestart»
_EXISTS = re.compile(r"\b(?:der\s+skal|skal\s+der)\b(?:\s+(?!ikke\b)[\w.-]+){0,8}?\s+(?P<verb>være)\b", re.IGNORECASE)
_DONE = re.compile(r"(?<=\bhave )(?<!at have )[a-zæøå]{3,}(?:et|t)\b")
# «Grundene bliver målt op», «vil blive solgt»; not what becomes so or so large by itself
_BECOMES = re.compile(
    rf"\b(?:bliver|blive)\s(?:[\w-]+\s){{0,4}}?\s*(?!(?:let|fast|godt|nemt|muligt|dyrt|svært|lavt|højt|stort|småt|kort|langt"
    rf"|sat(?!\s(?:[\w-]+\s){{0,4}}?(?:op|ned|ind|ud|i gang|i værk|i stand|i drift)\b))\b)"
    rf"(?P<verb>{_PARTICIPLE})\b"
)
# «Parterne er enige om at hegne søen»: a promise where what stands before «at» makes it one
_TO_DO = re.compile(rf"\bat\s+(?:[\w-]+\s+)??(?P<verb>{_NO_ACT}(?:[a-zæøå]{{2,}}e|[a-zæøå]*(?:få|nå|gå|stå)|bo|se))\s")
_WITH_A_VIEW = re.compile(rf"med henblik på,? at\s+(?P<verb>{_NO_ACT}(?:[a-zæøå]{{2,}}e|[a-zæøå]*(?:få|nå|gå|stå)))\s")
# «Vi ønsker ordningen gentænkt i maj»
_WISHED_DONE = re.compile(
    rf"\b(?:ønsker|vil have|skal have)\s(?:[\w,-]+\s){{1,8}}?(?P<verb>{_PARTICIPLE})(?=\s*$|\s\s|[.,;])"
)
_EXPECTED = re.compile(
    rf"\b(?:forventes|ventes|planlægges) at(?:\skunne)?\s(?P<verb>{_NO_ACT}[a-zæøå]{{2,}}(?:e|es|å|ås))\b"
)
# «De første skilte ventes sat op i maj»
_EXPECTED_DONE = re.compile(
    rf"\b(?:forventes|ventes|planlægges|ønskes)\s(?:[\w-]+\s+){{0,6}}?(?P<verb>{_PARTICIPLE})(?=\s*(?:[.,;(]|$|(?:af|i|på|med|for|til|op|ned|ud)\b))"
)
# «Besparelsen skal være fundet i maj»
_SHALL_BE_DONE = re.compile(
    rf"\b(?:skal|vil|bør)\s(?:(?!ikke\b)[\w-]+\s+){{0,8}}?være\s(?:[\w-]+\s+){{0,2}}?(?P<verb>{_PARTICIPLE})(?=\s*(?:[.,;(]|$|(?:af|i|på|med|for|til|op|ned|ud)\b|\s))"
)
# «har lovet at», «har også besluttet at»: who has bound himself, to what is still to come
_HAS_BOUND = re.compile(
    r"\bhar\s+(?:[\w-]+\s+){0,4}?(?:lovet|besluttet|bestemt|aftalt|vedtaget|valgt|forpligtet(?:\s(?:sig|os)(?:\stil)?)?"
    r"|sagt ja til)[\s,]*$"
    r"|\b(?:var|er)\s(?:der\s)?(?:et\s)?(?:[\w-]+\s)?(?:flertal|opbakning|tilslutning)\s(?:for|til|bag)\s(?:forslaget\som\s)?$"
)
_NOT_AHEAD = re.compile(r"\b(?:kan|(?<!at )kunne|skulle|ville|blev|var|havde|har)\b")

# What is told, meant, had or undergone in the present promises nothing.
_NO_PROMISE = frozenset(
    re.findall(
        r"\w+",
        "er har var får får bliver forventer venter mener tror håber ønsker ved ser anerkender bemærker noterer "
        "konstaterer glæder takker står ligger lever gælder løber varer rækker dækker svarer udgør koster betaler "
        "skylder mangler oplever møder kommer går viser peger handler betyder indebærer kræver forudsætter omfatter "
        "indeholder rummer stiger falder vokser vender bor arbejder deltager fylder taler siger tager skriver minder "
        "følger holder hedder fremgår henviser slutter begynder starter udløber ophører bortfalder modtager mister "
        "kender kan bør støtter år flere mere bruger ejer driver råder tilhører hører befinder nærmer presser rammer "
        "giver bidrager spiller danner regner vurderer skønner anslår tjener taber når huser hviler leder hjælper "
        "efter under over eller deler søger afventer hader elsker lider sidder",
    )
)
_NOBODY = re.compile(r"\W*(?:ingen|intet|hverken|han|hun|man)\b", re.IGNORECASE)
_AT = re.compile(r"^at\b")
# «Et svar kan naboerne regne med i maj»: what somebody is told to count on
_CAN_COUNT_ON = re.compile(
    r"\bkan\s+(?:(?!ikke\b|ingen\b)[\w-]+\s+){0,5}?(?P<verb>regne med|forvente|vente sig|se frem til|glæde sig til)"
    r"(?!\s(?:at\s)?(?:en\s|et\s)?(?:[a-zæøå]+\s)?(?:fald|stigning|[a-zæøå]+ere\b|merudgift|underskud|behov|pres|vækst"
    r"|nedgang|udfordring|problem|støj|gener|kø\b|forsinkelse|ventetid|besvær))\b"
)
# Verbs that are known by more than their form.
_NAMED = MappingProxyType({"pege": Verb("pege", TaskKind.DECISION, "Udpegning af", re.compile(r"\bpå\b"))})
# What somebody does, and of a thing only tells what it shows: «Målingen peger på to nye årsager».
OF_SOMEBODY = frozenset({"peger", "bruger", "siger"})
"""Verbs that promise something only where somebody of the municipality is who does it."""
AS_EVER = re.compile(r"\bsom\s(?:altid|sædvanligt?|vanligt|hvert år|de andre år|alle andre år)\b", re.IGNORECASE)
"""What is so every year, and no news unless a body sees to it: «Køreplanerne skifter som altid i uge 26»."""
# «Udvalget ser inden jul et udkast»: what is put before it
_A_PAPER_TO_SEE = r"(?:et|en|det første)\s(?:[a-zæøå]+\s)?[\w-]*(?:udkast|program|forslag|oplæg|notat|skitse)\b"
# What makes an act of such a verb: «ser på», «går over til», «lever op til».
_PARTICLES = MappingProxyType(
    {
        verb: re.compile(rf"\b(?:{particles})\b", re.IGNORECASE)
        for verb, particles in (
            ("ser", rf"på|tilbage\b(?!\sfra)|{_A_PAPER_TO_SEE}"),
            (
                "går",
                r"til vi|(?:videre|over|op|ned) (?:til|med)|i gang|i luften|sammen|ind i"
                r"|tilbage til (?:\w*(?:borger|beboer|nabo|forældre|lodsejer|medlem|ansøger|klager)(?:erne|ne|en)?"
                r"|[\w-]*(?:råd|udvalg|forening|klub|skole|bestyrelse|parti|gruppe|laug|skab)(?:b?e?rne|[ben]?en|et|n)?)\b",
            ),
            (
                "kommer",
                r"nu(?=\W*$|\s\s)|på (?:mødet|igen|et møde|sit møde|besøg|(?:vores|næste|det næste) møde)"
                r"|med|i gang|på plads|for|tilbage|op|og (?:fortæller|orienterer|holder|viser|giver)",
            ),
            (
                "tager",
                r"[\w-]+(?:en|et|ne) med(?=\W*$|\s\s)|(?:[a-zæøå]+ )?\w*prøver(?:ne)?\b|(?:det )?(?:første )?spadestik"
                r"|fat|hul|hånd|imod|over|til|ud|ind|op|på|del|kontakt|initiativ|hjem|ned",
            ),
            (
                "holder",
                r"øje|klart?\b|møder?|lukket (?:for|på grund af|i forbindelse med|mens|medens|så)\b"
                r"|åbent (?:hus|kontor)|åben (?:dør|rådgivning)|oplæg"
                r"|længere åbent|åbent\b.*\b(?:mere|længere)"
                r"|(?:en\s|et\s)?(?:(?!flere\b|mange\b)[a-zæøå]+\s)?[\w-]*(?:fest|koncert|reception|temadag|messe|marked|konference|seminar"
                r"|indvielse|prøvedage?|loppemarked|kursus)",
            ),
            ("venter", "tilbage"),
            ("hører", "om|nærmere|svaret|resultat(?:et|erne)|erfaringerne"),
            ("bruger", r"(?<=\s{3})(?:på|til)\sat"),
            ("siger", "(?:tak|farvel|velkommen|goddag) til"),
            ("regner", "med at"),
            ("slår", "op"),
            ("lever", "op til"),
            ("betaler", r"(?:[\w-]+\s){0,4}?af på|(?:selv\s+)?for\s+(?:hele\s)?[\w-]+(?:en|et|ne)"),
            ("peger", _CHOSEN),
            ("slutter", "sig"),
            ("svarer", "skriftligt|på|udvalget"),
            (
                "følger",
                r"med|op|efter(?=\W*$|\s\s)|(?:udviklingen|fremdriften|arbejdet|indsatsen|økonomien|effekten|resultaterne"
                r"|vente\w+|[\w-]*(?:ansættelse|udgift|rekruttering|byggeri|projekt|forsøg|fravær)\w*|tal(?:lene|let)|antallet|sagen|forbruget|budgettet|ledigheden|kvaliteten)",
            ),
            ("står", "(?<!over )for|ved"),
            ("ligger", r"klart?\b|færdigt?\b|på (?:vi|[\w-]+s)\s+(?:bord|dagsorden)"),
            ("søger", r"om|midler|støtte|tilskud|optagelse|[\w-]*pulje(?:n|r|rne)?"),
            ("arbejder", "videre"),
            ("viser", r"frem\b"),
            (
                "skriver",
                r"færdigt?\b|sammen"
                r"|(?:en\s|et\s)(?:[a-zæøå]+\s)?(?:[\w-]*artikel|udkast|indlæg|opslag|notat|[\w-]*svar|ansøgning|invitation|oplæg)\b"
                r"|(?:selv\s+)?(?:et\s)?(?:brev|svar)(?:et|ene)?\s(?:ud|til)\b|til\s(?!.*\bat\b)[\w-]+|om(?=\W*$|\s\s)",
            ),
            ("får", "sine?|sit|at se"),
            (
                "giver",
                r"besked|tilsagn|svar|besyv|grønt lys|dem|ham|hende"
                r"|et\s(?:[a-zæøå]+\s)?(?:tilbud|overslag|oplæg)(?!\som\b)"
                r"|(?:sit|sin|sine|deres)\s(?:[a-zæøå]+\s)?(?:bud|vurdering|mening|holdning|syn|råd|anbefaling\w*)",
            ),
            ("bliver", "til|del af|omdannet|gjort|lagt|flyttet|ansat"),
        )
    }
)
# What promises where nothing but its time follows: «Anden etape følger i maj», «Forsøget løber fra maj til juli».
_ALONE = frozenset({"følger", "løber"})
_GETS_NEW = re.compile(
    r"(?:der|som)\s+får\s+(?:en\s|et\s)?(?:ny|nyt|nye)\s(?!\w*(?:formand|leder|chef|ejer|bestyrelse))"
)  # «skolerne, som får nye vinduer i maj»
# «Oversendes til Børneudvalget, der inden jul anslår udgiften»: what is handed on is for that body to do
_HANDED_ON = re.compile(
    r"\b(?:(?:over|til)?sendes|(?:over)?sendt|henvis(?:es|t)|overdrages|overlades)\s(?:[\w-]+\s)?til\s[^.;:]{3,80},\s$",
    re.IGNORECASE,
)
_WHO_DOES = re.compile(r"(?:der|som)\s+(?P<verb>(?!(?:er|har|får|bliver|ligger|består|hører)\b)[a-zæøå]{2,}r)\b")
_TAKES_UP_WORK = re.compile(r"(?:der|som|hvoraf den? [^.;:]{3,30}?)\s+(?P<verb>tiltræder)\b")  # who is hired
# «Udvalget siger ja til en forsøgsordning, der løber fra april til september»
_TRIAL = re.compile(r"\b(?:ja til|med på|med i|siger god for)\s(?:en|et)\s(?:[\w-]+\s){0,2}?[\w-]+,?\s*$")
_RUNS = re.compile(r"(?:der|som)\s(?P<verb>løber)\s+\W*$")
_THEY = re.compile(r"(?:og|men|så)\s(?:de|alle)\s", re.IGNORECASE)
_ASKED_OTHERS = re.compile(r"\b\w*(?:pulje|fond|styrelse|staten|ministeri|regering|region)\w*", re.IGNORECASE)
_INFINITIVE_FIRST = re.compile(r"\W*(?P<verb>[A-ZÆØÅa-zæøå]{2,}(?:e|å|ø)|[Ss]e|[Ff]å|[Gg]å|[Bb]o)\s")
_LETS = re.compile(r"\W*[Ll]ade\s(?:[\w-]+,?\s){1,6}?(?P<verb>[a-zæøå]{3,}(?:ere|lle|tte|ge|de|re|se|te|fte))\s")
_FINITE = re.compile(r"\b(?:er|har|bliver|får|kan|[a-zæøå]{2,}(?:er|ør|år|es))\b")
# «Antallet forventes at falde»: foretold, where it is none of the municipality's
_FORETOLD = re.compile(r"\b(?:forventes|ventes)\b")
_IS_THE_AIM = re.compile(
    r"(?<!ikke )\b(?:(?:del)?mål(?:et|sætning|sætningen)?|ambition(?:en)?)\b(?!\s(?:om|for|på)\b)"
    r"(?:\s[\w-]+){0,3},?\s*$",
    re.IGNORECASE,
)
# «Faste teams er indført … senest i maj»: told as done, but by a day that is still to come.
_IS_DONE = re.compile(
    r"\b(?<!der )(?<!det )er\s(?:[\w-]+\s){0,3}?(?P<verb>[a-zæøå]{2,}(?:et|agt|sat|ført|bragt|gjort|kt|gt|st|bt|ndt)\b"
    r"|(?:set|talt|nået|malet|hørt|mødt|lært|kørt|spurgt)(?=\s(?:af|på|i|hos|med|til)\b|\s\s))"
)
_DONE_BEFORE = re.compile(r"\b(?:har|havde|var|blev|allerede|nu|tidligere|i dag|været|planlagt|aftalt|afsat|fastsat)\b")


def unknown_act(
    sentence: str, plain: str, clauses: Sequence[Clause], index: int, body: str, *, limit: bool, item: bool = False
) -> Act | None:
    """What clause `index` promises by a verb that the lexicon lacks, or None.

    `plain`: the sentence with its times masked. `body`: the clause's words with its times blanked, of the same length.
    `limit`: the time is one by which something is to be done («senest …»), so that what is told as done is still to
    come. `item`: the sentence stands in a list whose items go on from «at».
    """
    opener = clauses[index].opener
    before = words_over(sentence, clauses, index)
    found = _owed(body, before) if opener in (Opener.MAIN, Opener.COORDINATED, Opener.CONTENT) else None
    bare = (item and index == 0) or WE_WILL_LABEL.match(before)
    found = found or (_bare_infinitive(body) if bare else None)
    found = found or _verb(body, limit=limit) or _to_do(sentence, plain, clauses, index, body)
    # «to runder, hvoraf den første falder i maj»
    of_them = opener is Opener.RELATIVE and bool(body.startswith("hvoraf") or _GETS_NEW.match(body))
    if found is None and (of_them or opener in (Opener.MAIN, Opener.COORDINATED, Opener.CONTENT)):
        found = _present(body)
    if found is None and opener is Opener.RELATIVE:
        found = _told_beside(body, before)
    if found is None and opener is Opener.CONTENT and is_hoped_for(before):
        found = _present(_AT.sub(lambda match: " " * len(match[0]), body))
    if found is None and (ends := falls_away(before, body)):
        found = Verb("bortfalde", TaskKind.DELIVERY, "Bortfald af"), Inflection.PRESENT, *ends.span("verb")
    if found is None and (AIM_LABEL.search(before) or (opener is Opener.CONTENT and is_aimed_at(before))):
        found = _aim(body, meant=_IS_THE_AIM.search(before) is not None)
    if found is None:
        return None
    verb, inflection, start, end = found
    standing = content_standing(sentence, clauses, index)
    begin = clauses[index].start
    return Act(verb.kind, verb, inflection, begin + start, begin + end, index, standing, bool(NOT.search(body)))


def _told_beside(body: str, before: str) -> tuple[Verb, Inflection, int, int] | None:
    """What a relative clause tells as still to come of what stands before it."""
    if takes := _TAKES_UP_WORK.match(body):
        return _verb_of("tiltræde"), Inflection.PRESENT, *takes.span("verb")
    if _HANDED_ON.search(before) and (does := _WHO_DOES.match(body)):
        return _verb_of(does["verb"].removesuffix("r")), Inflection.PRESENT, *does.span("verb")
    if _TRIAL.search(before) and (runs := _RUNS.match(body)):
        return _verb_of("løbe"), Inflection.PRESENT, *runs.span("verb")
    if holds := held_by_ours(body):
        return Verb("holde", TaskKind.IMPLEMENTATION, "Afholdelse af"), Inflection.PRESENT, *holds.span("verb")
    if works := worked_by_ours(body):
        return _verb_of(works["verb"].removesuffix("r")), Inflection.PRESENT, *works.span("verb")
    return None


def _owed(body: str, before: str) -> tuple[Verb, Inflection, int, int] | None:
    """What is owed to somebody, unless others were asked: «Klubberne søger i fonden, og de får svar i maj»."""
    return None if _THEY.match(body) and _ASKED_OTHERS.search(before) else owed(body)


def unknown_aim(body: str, index: int, begin: int) -> Act | None:
    """The aim that a clause with `body`, which begins at `begin`, tells: «med henblik på at hegne søen»."""
    match = _WITH_A_VIEW.match(body)
    if match is None:
        return None
    start, end = (begin + at for at in match.span("verb"))
    verb = Verb(match["verb"].casefold(), TaskKind.IMPLEMENTATION, "")
    return Act(verb.kind, verb, Inflection.INFINITIVE, start, end, index, Standing.DESCRIBED)


def _to_do(
    sentence: str, plain: str, clauses: Sequence[Clause], index: int, body: str
) -> tuple[Verb, Inflection, int, int] | None:
    """The infinitive that a mood makes a promise: «enige om at hegne søen»."""
    for match in _TO_DO.finditer(body):
        before = _HAS_BOUND.sub("", body[: match.start()])
        if _NOT_AHEAD.search(before) or (_FORETOLD.search(before) and is_not_ours(body)):
            return None
        at = clauses[index].start + match.start()
        if mood_before(sentence, plain, at, clauses, index) is Standing.PROMISED:
            return _verb_of(match["verb"]), Inflection.INFINITIVE, *match.span("verb")
    return None


def _verb(body: str, *, limit: bool) -> tuple[Verb, Inflection, int, int] | None:
    """A verb after a modal, in the passive, or told as done by a limit: with its form and span in `body`."""
    match = (
        (None if is_not_ours(body) else _EXPECTED.search(body))
        or _BECOMES.search(body)
        or _AFTER_MODAL.search(body)
        or _REQUIRED.search(body)
        or _WANTED.search(body)
        or _SHALL_BE_DONE.search(body)
        or _EXISTS.search(body)
        or _EXPECTED_DONE.search(body)
        or _WISHED_DONE.search(body)
    )
    counted_on = None if _NOBODY.match(body) else _CAN_COUNT_ON.search(body)
    if counted_on is not None:
        return Verb("få", TaskKind.DELIVERY, ""), Inflection.PASSIVE, *counted_on.span("verb")
    if match is not None:
        start, end = match.span("verb")
    else:
        other = _PASSIVE.search(body.casefold()) or _DONE.search(body)
        if other is None:
            done = _IS_DONE.search(body) if limit and not _DONE_BEFORE.search(body) else None
            if done is None:
                return None
            return Verb("være", TaskKind.DELIVERY, "", light=True), Inflection.PARTICIPLE, *done.span("verb")
        start, end = other.span()
    if _NOT_AHEAD.search(body[:start]):
        return None
    passive = body[start:end].endswith("s")
    verb = _verb_of(body[start:end].removesuffix("s"))
    return verb, Inflection.PASSIVE if passive else Inflection.INFINITIVE, start, end


def _present(body: str) -> tuple[Verb, Inflection, int, int] | None:
    """What somebody of the municipality does, or something of it is given, told in the present as still to come."""
    if _NOT_AHEAD.search(body):
        return None
    if (coming := to_come(body)) is not None:
        return coming
    match = done_by_ours(body)
    if match is None and not is_not_ours(body):
        match = done_by_thing(body)
        if match is not None and (match["verb"].casefold() in OF_SOMEBODY or AS_EVER.search(body)):
            return None
    if match is None or not promises(match["verb"].casefold(), body[match.end("verb") :]):
        return None
    return _verb_of(match["verb"].removesuffix("r")), Inflection.PRESENT, *match.span("verb")


def _verb_of(infinitive: str) -> Verb:
    plain = infinitive.casefold()
    return _NAMED.get(plain) or Verb(plain, TaskKind.IMPLEMENTATION, "")


def promises(verb: str, after: str) -> bool:
    """Whether a verb in the present tells of something done; of some only with a word that stands `after` it."""
    if verb.endswith("s"):
        return bool(_PASSIVE.fullmatch(verb))  # «opleves», «findes» tell how it is
    if verb in _ALONE and not re.match(r"\s*\w", after.rstrip()):
        return True
    particle = _PARTICLES.get(verb)
    return verb not in _NO_PROMISE or bool(particle and particle.search(after))


def _bare_infinitive(body: str) -> tuple[Verb, Inflection, int, int] | None:
    """«• Gøre stien færdig inden 2020»: the verb that opens an item of a list that goes on from «at»."""
    match = _INFINITIVE_FIRST.match(body)
    if match is None:
        return None
    lets = _LETS.match(body)  # «Lade udvalget evaluere …»: the verb is the second one
    start, end = lets.span("verb") if lets else match.span("verb")
    return Verb(body[start:end].casefold(), TaskKind.IMPLEMENTATION, ""), Inflection.INFINITIVE, start, end


def _aim(body: str, *, meant: bool) -> tuple[Verb, Inflection, int, int] | None:
    """Whatever an aim says is so by then: «målet er, at der er plads til alle».

    `meant`: it is called an aim, and so is no forecast: «målet er, at ledigheden falder».
    """
    match = _FINITE.search(body)
    if match is None or (goes_by_itself(body) and not meant):
        return None
    return Verb("være", TaskKind.DELIVERY, "", light=True), Inflection.PRESENT, *match.span()
