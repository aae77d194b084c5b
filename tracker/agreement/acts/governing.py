"""What governs a clause, and makes of it a promise («enige om at»), a tale of what was, or only words («mener, at»)."""

from __future__ import annotations

import re
from collections.abc import Sequence

from tracker.agreement.acts.act import Standing
from tracker.agreement.acts.clauses import TIME, Clause
from tracker.agreement.acts.openers import Opener

# The times before «at», with what names their occasion: «enige om på mødet i maj at …»
_LAST_TIME = re.compile(rf"[\s,]*(?:på (?:\w+ )?møde(?:t|r|rne)? )?{TIME}[{TIME}\s,]*$")
EXPECTING = frozenset(
    {
        "ønsker",
        "forventes",
        "ventes",
        "ønskes",
        "planlægges",
        "søges",
        "tilstræbes",
        "anmodes",
        "pålægges",
        "bedes",
        "opfordres",
    }
)
"""Verbs that make what stands with them expected, wished or asked for: «ventes vedtaget», «bedes behandle»."""
_WHOM = r"(?:\s[\w,-]+){0,8}"  # the body that is asked or charged
_BETWEEN = (
    r"(?:[\s,]+(?:derfor|fortsat|også|samtidig|desuden|herunder|hermed|i stedet|i øvrigt"
    r"|på (?:[\w-]+s|vores|egne) vegne|i|årligt|dog|ligeledes|nu"
    r"|endvidere|derudover|således|enstemmigt?|i enighed|alligevel|herefter|derefter|herudover|yderligere|til gengæld"
    r"|efter (?:en |længere )?(?:afstemning|drøftelse|debat)))*"
)
_MOOD = re.compile(
    r"(?:\b(?:er|var|bliver)?\s?(?:\w+\s){0,2}enige?(?:\s\w+)?\s?om|enighed om|ønsker(?:\s[\wæøå-]+){0,6}"
    r"|ønske om|ønskede"
    r"|(?:er|er det|har|blev|det er)\s(?:\w+\s)?(?:aftalt|besluttet|bestemt|vedtaget|godkendt|tiltrådt)"
    r"|aftalte?|besluttet|besluttede|beslutter|vedtager|aftaler|vedtog|valgte|vælger|har valgt"
    r"|(?:aftal|beslutt|vedtag|forudsætt|prioriter|tilstræb)es(?: det)?"
    r"|prioriterer|prioritere|godkender|tiltræder|sætter sig for|binde[rs]? (?:sig|os)(?: til)?"
    r"|forpligter? (?:\w+ )?sig(?:\s\w+){0,2}"
    r"|forpligtet(?: til| (?:sig|os)(?: på| til)?)?|lægger op til|lægges op til|lagt op til"
    rf"|forventer|forudsætter|anmoder?(?:de|s)?{_WHOM}|beder?{_WHOM}|bad{_WHOM}"
    rf"|(?:udvalget|rådet|bestyrelsen|part(?:erne|ierne)|vi)\shar\s(?:\w+\s)?(?:bedt|anmodet){_WHOM}"
    rf"|(?:pålægge[rs]|pålagde|påhviler|påhvilede|tilfalder|overlade[rs]|overlod|overdrage[rs]){_WHOM}"
    rf"|(?:får|har|fik){_WHOM} (?:til|som) opgave|opfordre[rs]{_WHOM}"
    rf"|bemyndige[rs]{_WHOM}|\b(?:mandat|bemyndigelse|opgaven|kompetence(?:n)?){_WHOM}|planlægger|agter"
    r"|har (?:til hensigt|i sinde)"
    r"|(?:går|gå) i gang med|se[rs]? frem til(?!,)|sigte[rs]? (?:efter|mod|på)|påtager sig|tilbyder"
    r"|arbejder (?:aktivt |videre )?for|arbejde (?:aktivt |videre )?for"
    r"|invitere[rs]?(?:\s[\wæøå-]+){0,8}|inviterer(?:\s[\wæøå-]+){0,8}"
    r"|indstille[rs](?:\s[\wæøå-]+){0,4}|anbefale[rs](?:\s[\wæøå-]+){0,4}|lover|lovede"
    r"|(?:blev|blevet|er|bliver|har) (?:(?!ikke\b)\w+ ){0,2}lovet"
    r"|lovning på|løfte om|vil have|støtter|foreslår|(?:det|der) foreslås(?: det)?|foreslås det"
    r"|(?<!kommunen )(?<!regionen )(?<!parterne )(?<!partierne )(?<!\bvi )skal "
    r"(?!(?:kommunen|regionen|vi|\w*part(?:erne|ierne))\b)"
    r"(?:[\w-]+\s){0,4}?(?:have|gives|sikres|tilbydes|være) (?:[\w-]+\s){0,2}?"
    r"(?:mulighed|lejlighed|anledning|adgang|chance)(?:en)?(?: for| til)?"
    r"|\w*(?:borger|nabo|beboer|bruger|forening|virksomhed|elev|lodsejer|pårørende|ansatte|medarbejder|råd)(?:et|ene|erne|rne|ne|er|e)?"
    r"\s(?:får|gives|tilbydes) (?:[\w-]+\s){0,2}?(?:mulighed|lejlighed)(?:en)?(?: for| til)?"
    r"|(?:vi|\w*part(?:erne|ierne)|\w*udvalget|byrådet|kommunalbestyrelsen|regionsrådet) (?:kræver|forlanger|vil)"
    r"|med (?:(?:den|følgende|en) )?(?:tilføjelse|tilkendegivelse|bemærkning|ændring|præcisering|rettelse)"
    r"|på betingelse af|beslutning om|aftale om"
    r"|(?:fik|får|har fået|vandt|gav|giver|gives)\s(?:(?!ikke\b)\w+\s){0,2}"
    r"(?:tilslutning|opbakning|flertal|medhold|støtte)\s(?:til|for|i|bag)\s(?:[\w-]+\s){0,2}(?:forslag|ønske|idé|tanke|plan)(?:et|en|n)?"
    r"|(?<!ikke )(?<!intet )(?<!ingen )(?:flertal|opbakning|tilslutning|stemning)"
    r"\s(?:for|til|bag)(?:\s(?:forslag|ønske|idé|tanke|plan)(?:et|en)?)?"
    r"|(?:besluttede|vedtog|aftalte)\s(?:[\w-]*(?:udvalget|rådet|bestyrelsen|partierne|parterne)|et (?:\w+ )?flertal)"
    # «Kommunen bidrager ved at genhuse beboerne senest den 1. februar»
    r"|(?:vi|kommunen|regionen|forvaltningen|administrationen|\w*udvalget)\s(?:bidrager|hjælper|medvirker|støtter)"
    r"(?:\s[\w-]+){0,4}?\sved"
    r"|krav om)"
    rf"{_BETWEEN}[\s,]*(?:til|om|på|for|med|og|samt)?[\s,]*$",
    re.IGNORECASE,
)
# «Forslaget om at plante træer langs stien blev vedtaget»
_PROPOSAL = re.compile(
    r"\b(?:forslag|ønske|idé|anmodning|indstilling)(?:et|en)?\s(?:fra [^,.;]{1,40}\s)?om\s*$", re.IGNORECASE
)
_WAS_ADOPTED = re.compile(
    r"(?<!ikke )\b(?:blev|er|bliver)\s(?:(?!ikke\b)[\w-]+\s){0,2}?"
    r"(?:vedtaget|godkendt|tiltrådt|imødekommet|støttet|fulgt)\b"
    r"|\bfik\s(?:(?!ikke\b)[\w-]+\s){0,2}?(?:opbakning|tilslutning|flertal|støtte)\b"
)
_AIM = re.compile(
    r"\b(?:vægt på|vigtigt|nødvendigt|mål(?:et|sætning\w*|sætningen)? (?:er|om)|ambition\w* (?:er|om)"
    r"|formål\w* er|ønske|frem mod)[\s,]*$",
    re.IGNORECASE,
)
AIM_LABEL = re.compile(
    r"^\W*(?:(?:næste |første |sidste )?milepæle?|[\w-]*mål(?:et|tal|sætning|sætningen)?|succeskriteri\w+"
    r"|ambition(?:en)?)(?:\s(?:\d+|[A-ZÆØÅ]))?(?:\s[–—-]\s[\w ,-]{2,40})?[:.]\s*$",
    re.IGNORECASE,
)
"""A label whose words tell how things are to be: «Mål:», «Milepæl 2:»."""
WE_WILL_LABEL = re.compile(
    r"^\W*(?:(?:det|dette|sådan|derfor)\s(?:vil|gør)\svi|vi\s(?:vil|gør)|(?:det|dette)\sskal\svi)(?:\sgøre)?:\s*$",
    re.IGNORECASE,
)
"""A label before what is to be done, told by a bare infinitive: «Det vil vi: Genanvende mere af affaldet»."""
# What is meant, expected or answered for: whatever follows is to be so.
_EXPECTED = re.compile(
    r"\b(?:[\w-]+s (?:mål|målsætning|ambition|plan|forventning|krav|hensigt|ønske) er"
    r"|har (?:det|den|som) (?:[\w-]+ )?(?:mål|målsætning|ambition|krav|forventning|plan|hensigt)"
    r"|(?:blev|blevet|er|har|bliver) (?:(?!ikke\b)\w+ ){0,2}lovet|lovede"
    r"|kan (?:[\w-]+,? ){0,7}?(?:regne med|forvente|vente sig|se frem til|glæde sig til)"
    r"|lover|lovning på|løfte om|forudsætter|regner med|går ud fra"
    r"|er indstillet på|holde[rs]? fast (?:i|ved)|står fast (?:på|ved)"
    r"|arbejde[rs]? (?:hen )?i?mod|betaler for|giver penge til|(?:penge|kr\.|kroner) af til"
    r"|det (?:er|har været) (?:[\w-]+ ){0,3}(?:mål|ambition|hensigt|plan|forventning|tanke|krav)(?:en|et|n)?"
    r"|det er (?:en )?(?:forudsætning|betingelse)(?: for [\w-]+)?|sætter (?:os )?(?:det|som) mål"
    r"|(?:målet|\w+s mål|målsætningen|ambitionen|hensigten|planen|forventningen|tanken|kravet|forudsætningen"
    r"|betingelsen) (?:(?:er|bliver|skal være)(?: (?:nu|fortsat|stadig|derfor|dermed))?|lyder på)"
    r"|(?:mål|målsætning|ambition|plan|forventning) om|det (?:forventes|ventes|planlægges|tilstræbes)"
    r"|(?:forventes|ventes|planlægges) det"
    r"|(?:det rigtige|aftalen|beslutningen|løsningen|afgørelsen|konklusionen|svaret|opgaven|tidsplanen) er"
    r"|forventer|\bansvar(?:et)? for|sørger for|sørge for|sikrer|sikre|som mål)[\s,]*$",
    re.IGNORECASE,
)
# «Udvalget forudsætter, at hallen kan åbne i maj»
_COUNTED_ON = re.compile(
    r"\b(?:forudsætter|sigte[rs]? (?:efter|mod|på)|ser frem til|læg(?:ger|ges) op til|tilstræber|imødeser"
    r"|ser (?:meget |også |helst )?gerne"
    r"|(?:forvaltningen|administrationen|direktionen) (?:anslår|skønner|forventer|regner med))"
    r"[\s,]*$",
    re.IGNORECASE,
)
# «Forvaltningen oplyste, at planen sendes til udvalget i maj»: a promise told to the body that meets
_TOLD_BY_US = re.compile(
    r"(?:forvaltning|administration|direktion|direktør|chef|borgmester|formand|sekretariat|udvalget (?:blev|er)\b"
    r"|\b(?:center|afdeling|stab) for\b|\b(?:(?:job)?cent(?:re|ere)t|afdelingen|staben)\b)"
    r"\w*\b[^.,]{0,60}?\b"
    r"(?:oplyse[rs]?|oplyst[e]?|love[rs]?|lovede|meddele[rs]?|meddelte|tilkendegiver|tilkendegav|bekræfte[rs]?"
    r"|orienteret om|bekræftede|svare[rs]?|svarede|tilsiger|tilsagde|orientere[rs]? om|orienterede om)\b"
    r"[\w\s]{0,40},?\s*$",
    re.IGNORECASE,
)
# «Udvalget noterede sig, at planen skal evalueres i maj»: what a body takes note of is as its own words tell it
_NOTED = re.compile(
    r"\b(?:noterede(?: sig)?|tog til efterretning|hæftede sig ved|konstaterede"
    r"|(?:blev|er blevet|er) (?:orienteret|informeret|underrettet|oplyst) om|fik (?:oplyst|besked om|at vide)"
    r"|har (?:godkendt|tiltrådt|accepteret|noteret sig)|(?:sagt ja|givet grønt lys) til"
    r"|(?:[\w-]*(?:udvalget|rådet|bestyrelsen)|flertal) (?:bemærke|understrege|præcisere|pointere|fastslå)(?:r|de)"
    r"|(?:blev|bliver|er) (?:det )?(?:bemærket|understreget|præciseret|pointeret|slået fast|fastslået))[\s,]*$",
    re.IGNORECASE,
)
# What somebody says, sees or fears is not promised by saying so.
_SAID_OR_SEEN = re.compile(
    r"\b(?:viser|viste|vist|peger på|tyder på|mener|mente|tror|troede|håber|håbede|frygter|frygtede|vurderer|vurderede"
    r"|vurderes|skønnes|anslås|siger|sagde|udtaler|udtalte|påpeger|påpegede|fremhæver|fremhævede|hævder|hævdede"
    r"|kritiserer|kritiserede|bemærker|bemærkede|anerkender|erkender|beklager|skyldes|risiko(?:en)? for"
    r"|mulighed(?:en)? for|faren? for|udsigt(?:en)? til|erfaring(?:en)? er|udtryk for|opmærksom(?:me)? på|klar over"
    r"|bevidste? om|glade? for|tilfredse? med|foreslog|stemte (?:for|imod)|oplever|oplevede|hører"
    r"|resultatet er|problemet er|udfordringen er|baggrunden er|årsagen er|skriver|oplyser|meddeler|kræver|forlanger"
    r"|forklarer|fortæller|anfører|argumenterer for|minder om|henviser til|taler for"
    r"|rygte(?:t|r|rne)?(?: om)?|påstand(?:en|e|ene)? om|(?:tro|frygt)(?:en)? (?:på|for))\b(?:\s[\w-]+){0,5}[\s,]*$",
    re.IGNORECASE,
)
# «Partierne noterer sig, at motorvejen udvides i 2025»: what those who sign know of, unless one of their own does it
_PARTIES_KNOW = re.compile(r"\bpart(?:erne|ierne)\s(?:noterer sig|konstaterer|er bekendt med)[\s,]*$", re.IGNORECASE)
_OWN_DOES = re.compile(
    r"\b(?:vi|kommunen|regionen|forvaltningen|administrationen|direktionen|\w*udvalget|byrådet|\w*rådet)\b",
    re.IGNORECASE,
)
# «Undersøgelsen viser, at hver fjerde regner med at flytte»: what people mean to do is no promise of the one who signs
_SURVEY_SHOWS = re.compile(
    r"\b\w*(?:undersøgelse|måling|analyse|rundspørge|prognose|besvarelse|statistik|svar|tal)(?:n|r|en|erne|lene|ne|ene)?\s"
    r"(?:viser|viste|peger på|pegede på|tyder på|tydede på)\b[^.;:]*$",
    re.IGNORECASE,
)
_WAS = re.compile(r"\b(?:var|blev|havde|fik|skete|betød|[a-zæøå]{3,}(?:ede|gte|ste|rte|lte|kte))\b[^,.;:]*,?\s*$")
# «ikke enige om, at», «ingen planer om at», «ikke aftalt at»
_NOT_MEANT = re.compile(
    r"\b(?:ikke|ingen|intet|hverken|næppe|aldrig)\s(?:[\w-]+\s){0,3}?(?:enige?|enighed|aftalt|aftale|besluttet|beslutning|planer"
    r"|planlagt|aktuelt|meningen|hensigten|tanken|idéen|ideen|planen|målet|ambitionen|intentionen|ønske|flertal|opbakning|grundlag|tegn|tyder|udsigt|sandsynligt|realistisk)(?:\s(?:om|for|bag|til|på))?[\s,]*$"
    r"|\btyder(?:\s\w+)?\sikke på[\s,]*$"
    r"|\b(?:meningen|hensigten|tanken|idéen|ideen|planen|målet|ambitionen|intentionen)\s(?:er|var)\s(?:[\w-]+\s)?ikke[\s,]*$",
    re.IGNORECASE,
)
_EARLIER_PAPER = (
    r"\b(?:i|med|ved|fra) (?:forbindelse med |forlængelse af )?(?:\w+\s)?(?:sidste års |tidligere )?"
    r"(?:budget\w*|aftale\w*|forlig\w*|konstitueringsaftale\w*)(?: for)? ?(?:19|20)\d\d"
    r"|\btidligere\b|\bsidste års?\b|\bi sin tid\b|\bi forbindelse med vedtagelsen"
)
_EARLIER = re.compile(rf"{_EARLIER_PAPER}|\b(?:i|tilbage i|siden|allerede i) (?:\w+ )?(?:19|20)\d\d\b", re.IGNORECASE)
_EARLIER_ALONE = re.compile(_EARLIER_PAPER, re.IGNORECASE)
# «Tanken opstod i 2015, men først nu binder partierne sig til, at …»: what was before is told apart
_BUT_NOW = re.compile(r"^[^;]*,\s(?:men|og)\s(?=(?:det\ser\s)?(?:først\snu|nu)\b)", re.IGNORECASE)
_TOLD_PAST = re.compile(
    r"\b(?:blev|var|havde|fik|gav|besluttede|vedtog|aftalte|er (?:der |det )?(?:tidligere )?(?:truffet"
    r"|aftalt|besluttet|vedtaget|indgået)|overholdt|opfyldte|levede"
    r"|har (?:\w+ ){0,4}(?:besluttet|vedtaget|aftalt|fastlagt|indgået"
    r"|iværksat))\b",
    re.IGNORECASE,
)


_THAT = re.compile(r"at\b", re.IGNORECASE)
_LEAST_ROW = 2
_JOINED = re.compile(r"(?:og|samt|men|herunder)\s+at", re.IGNORECASE)
_AND_THAT = re.compile(r"(?:og|samt)\s+at\b", re.IGNORECASE)


def mood_before(sentence: str, plain: str, at: int, clauses: Sequence[Clause], index: int) -> Standing:
    """What the words before «at» at `at` make of the act after it. `plain`: the sentence with its times masked."""
    before = _LAST_TIME.sub(" ", plain[:at])
    if _NOT_MEANT.search(before):
        return Standing.OPTION
    governed = sentence[: clauses[index].start] if clauses[index].opener is Opener.CONTENT else ""
    if _SURVEY_SHOWS.search(governed):
        return Standing.PURPOSE
    expecting = re.search(r"(\w+)\s*$", before)
    if (expecting and expecting[1].casefold() in EXPECTING) or _EXPECTED.search(before):
        return Standing.PROMISED
    mood = _MOOD.search(before[-160:])
    if mood is None:
        return _without_mood(sentence, plain, at, clauses, index)
    if is_told_history(sentence[:at]):
        return Standing.HISTORY
    if clauses[index].opener in (Opener.CONDITION, Opener.QUESTION):
        return Standing.DESCRIBED
    return Standing.PROMISED


def _without_mood(sentence: str, plain: str, at: int, clauses: Sequence[Clause], index: int) -> Standing:
    """The same, where no mood stands right before «at»."""
    before = _LAST_TIME.sub(" ", plain[:at])
    if _PROPOSAL.search(before) and _WAS_ADOPTED.search(sentence, at):
        return Standing.PROMISED
    if _AIM.search(before):
        return Standing.DESCRIBED
    joined = re.search(r"\b(?:og|samt|men)\s*$", before)
    earlier = before.rfind("at ", 0, joined.start()) if joined else -1
    return mood_before(sentence, plain, earlier, clauses, index) if earlier > 0 else Standing.PURPOSE


def is_aimed_at(before: str) -> bool:
    """Whether the words `before` a clause make it an aim, a plan or an expectation of the one who signs."""
    return bool(_EXPECTED.search(before) or _MOOD.search(before[-160:]))


def is_expected(before: str) -> bool:
    """Whether the words `before` a clause mean, expect or answer for it, so that whatever it says is to be so."""
    return bool(_EXPECTED.search(before))


def is_hoped_for(before: str) -> bool:
    """Whether the words `before` a clause count on it: «Vi ser gerne, at udvalget giver sit bud»."""
    return bool(_COUNTED_ON.search(before))


def speaks_of_earlier(words: str) -> bool:
    """Whether `words` tell of an earlier paper or time: «I Budget 2018», «sidste år», «tidligere»."""
    return bool(_EARLIER_ALONE.search(words))


def is_told_history(before: str) -> bool:
    """Whether what governs the clause was decided before: a past verb together with an earlier time or paper."""
    return bool(_TOLD_PAST.search(before) and _EARLIER.search(before))


def governed_standing(sentence: str, clauses: Sequence[Clause], clause: Clause) -> Standing:
    """What governs a clause of «at» makes of it; one that opens an item goes on from the words above its list."""
    before = sentence[: clause.start]
    if not before.strip():
        return Standing.PROMISED
    if (above := _first_of_row(sentence, clauses, clause)) is not clause:
        return governed_standing(sentence, clauses, above)
    joined = _JOINED.match(sentence, clause.start)
    first = _first_joined(sentence, clauses, clause)
    if is_told_history(_BUT_NOW.sub("", sentence[: first.start])):
        return Standing.HISTORY
    if _NOT_MEANT.search(before):
        return Standing.OPTION
    if joined or is_aimed_at(before) or _TOLD_BY_US.search(before) or _NOTED.search(before):
        return Standing.PROMISED
    if clause.governor >= 0 and clauses[clause.governor].opener not in (Opener.MAIN, Opener.COORDINATED):
        return Standing.PURPOSE  # «indsatser, der gør, at …»
    past = _WAS.search(before) or re.search(r"\b(?:skulle|ville|burde)\b", sentence[clause.start : clause.end])
    known = _PARTIES_KNOW.search(before) and not _OWN_DOES.search(sentence, clause.start, clause.end)
    return Standing.PURPOSE if past or known or _SAID_OR_SEEN.search(before) else Standing.DESCRIBED


def _first_joined(sentence: str, clauses: Sequence[Clause], clause: Clause) -> Clause:
    """«… oplyste, at søen blev oprenset i 2016, og at der lægges …»: what governs the first governs both."""
    first = clause
    while _JOINED.match(sentence, first.start) and first.governor >= 0:
        if clauses[first.governor].opener is not Opener.CONTENT:
            break
        first = clauses[first.governor]
    return first


def words_over(sentence: str, clauses: Sequence[Clause], index: int) -> str:
    """The words before clause `index`, or before the first of those that «og at» joins it to."""
    return sentence[: _first_joined(sentence, clauses, clauses[index]).start]


def _first_of_row(sentence: str, clauses: Sequence[Clause], clause: Clause) -> Clause:
    """The first clause of a row in which `clause` stands with no «og»; else `clause` itself.

    The row ends in «og» («at X, at Y, og at Z»), or has more than two without it.
    """
    index = clauses.index(clause)
    ends = any(_AND_THAT.match(sentence, later.start) for later in clauses[index + 1 :])
    row = [one for one in clauses if one.opener is Opener.CONTENT and _THAT.match(sentence, one.start)]
    if not (ends or len(row) > _LEAST_ROW) or not _THAT.match(sentence, clause.start):
        return clause
    while index and clauses[index - 1].opener is Opener.CONTENT and _THAT.match(sentence, clauses[index].start):
        if is_aimed_at(sentence[: clauses[index].start]):
            break  # «…, at partierne vil binde sig til, at …»
        index -= 1
    return clauses[index]
