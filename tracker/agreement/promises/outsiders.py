"""Who is no part of the municipality or region, by the words that name them, and what is theirs."""

from __future__ import annotations

import re

_OTHERS = (
    r"regeringen|staten|styrelsen|banken|sparekassen|firmaet|firma|frivillighedsrådet|repræsentantskabet"
    r"|statslige? [\w-]+|christiansborg"
    r"|kirken|menighedsrådet|folketinget(?:s [\w-]+)?|vive|medcom|kombit|foa|dgi|kl"
    r"|økonomiaftalen|finansloven|kommunernes landsforening|danske regioner|eu|kommunerne"
    r"|(?:[\w-]+s\s)?lands(?:organisation|forening|forbund)(?:en|et)?|landets kommuner"
    r"|\w*ministeriet|\w*ministeren|\w+(?<!be)styrelsen|\w*(?<!beredskabs)kommissionen|handelslivet|erhvervslivet"
    r"|(?:frilufts|klima|forbruger|teknologi|motions|flygtninge)rådet|amgros|ski(?=\s)|sundhed\.dk"
    r"|\w*direktoratet|\w*nævnet|banedanmark|dsb|movia|metroselskabet|letbanen|politiet|\w*forsyning(?:en)?"
    r"|\w*forsyningsselskab\w*|(?:\w+s\s)?\w*selskabet|(?:\w+s\s)?\w*selskab|hofor"
    r"|nabo(?:kommune|region)\w*|nordvand|(?:ansøger|udlejer|sælger|forpagter)(?:en|ne)?(?!\som\b)|(?:[\w&-]+\s){1,3}(?:[aikp]/s|s/i|aps|amba|a\.m\.b\.a\.?)|\w*bygherren?|\w*udvikleren"
    r"|private? investor\w*|investorerne|\w+foreningen"
    r"|grundejer(?:ne|en)|boligselskab\w*|boligorganisation\w*|boligforening\w*"
    r"|\w*entreprenøren|\w*fonden|(?:el|vand|varme|gas|kraft|fjernvarme|kraftvarme|forsynings)værket|universitetet|erhvervsskolen|dtu"
    r"|rigshospitalet|nabokommunerne|professionshøjskole(?:n|rne)|(?:kommunens )?revisor(?:en|erne)?|revisionsselskabet"
    r"|de øvrige kommuner|(?:tilsyns|miljø|plan|frednings|jernbane|søfarts|luftfarts|skatte|konkurrence)?myndigheden"
    r"|\w+(?<!ud)lauget"
    r"|(?:dige|kyst|pumpe|vand)?laget|sundhedsklyngen"
    r"|(?:social|arbejds|ældre|data|brand|fødevare|sundheds)tilsynet|styrelsen for [\w-]+"
    r"|rådet for sikker trafik|ældre sagen|røde kors|naturstyrelsen|kystdirektoratet|energinet|sund & bælt"
    r"|(?<=\bstatslige )[\w-]+"  # «Den statslige helikopterordning fortsætter til 2022»
    r"|(?:(?:lands|by|højeste|arbejds|voldgifts)ret(?:ten)?|(?:østre|vestre) landsret|(?:[\w-]+-)?domstol(?:en|ene))"
    r"|dan(?:marks|sk) (?-i:[A-ZÆØÅ])\w+|c40|concito|køber(?:en|ne)"
    # «Det private elværk», «Friskolen», «Lyngholm Privathospital»
    r"|(?<=\bprivate )(?!\w*vej)[\w-]+"
    r"|(?:[A-ZÆØÅ][\w-]+ )?(?:privat(?:skole|hospital|gymnasium|børnehave|klinik)|friskole|realskole"
    r"|folkehøjskole|efterskole)(?:n|en|et|rne)?"
    r"|(?:borger|forældre|beboer|nabo|støtte)gruppe(?:n|rne|r)?|spejder(?:e|ne|gruppen)|ildsjælene"
    r"|(?:hus|bolig|parcelhus|sommerhus|skov|jord|bygnings)ejer(?:e|ne)|værftet|producenten|fabrikken"
    r"|a\.p\. møller\w*|realdania|lokale og anlægsfonden|virksomheden|leverandøren|udbyderen|trafikselskabet"
    r"|(?:restaurant|hotel|butik|rederi|spillested|kunstner|fotograf|kurator|lejer|vognmand|operatør)(?:k?en|l?et|kerne)"
)
_OTHERS_OF_MUNICIPALITY = r"hospitalet|sygehuset|sundhedsråd(?:et|ene)|region(?:en)?(?: [A-ZÆØÅ]\w+)?"
_COUNCILS_OF_MUNICIPALITIES = r"byråd(?:et|ene)|kommunalbestyrelse(?:n|rne)"
_PREPOSITION = re.compile(
    r"\b(?:i(?!/)|på|med|fra|for|af|hos|via|til|om|ved|under|over|efter|inden|sammen|mellem|ifølge|gennem"
    r"|blandt|vedrørende)\b",
    re.IGNORECASE,
)


def bare_subject(zone: str) -> str:
    """The noun phrase that opens `zone`, past times, adverbs and prepositional phrases."""
    zone = re.sub(r"^\W*(?:som (?:en )?følge|på grund|som led)\b", "", zone, flags=re.IGNORECASE)
    zone = re.sub(
        r"^[\s,]*(?:at|og|men|samt|der|som|hvor(?:for|efter|på|ved|med)?|så|derfor|herefter|derefter|samtidig|desuden)\b",
        "",
        zone.strip(),
        flags=re.IGNORECASE,
    )
    zone = re.sub(
        r"\b(?:skal|vil|bør|må|kan|har|er|ønsker|forventer|planlægger|får|også|derfor|der)\b.*$",
        "",
        zone.strip(),
        flags=re.IGNORECASE,
    )
    first = _PREPOSITION.search(zone)
    if first and not zone[: first.start()].strip():
        return ""
    return (zone[: first.start()] if first else zone).strip(" ,")


def is_others_thing(words: str, own: str | None) -> bool:
    """Whether `words` end in something that somebody else has: «… om KL's topmøde»."""
    owners = re.finditer(r"(?<![\w-])(?=[\w-]+(?: [A-ZÆØÅ]\w+)?['’]?s\s(?:[\w-]+\s){0,2}[\w-]+\W*$)", words)
    return any(is_other(words[owner.start() :], own) for owner in owners)


def is_other(words: str, own: str | None) -> bool:
    """Whether `words` open with somebody who is no part of `own`, the municipality or region whose paper it is."""
    words = words.strip(" \u00b9\u00b2\u00b3*")
    others = _others_of(own)
    of_hospitals = "" if own is None or own.casefold().startswith("region") else "|sygehusene|hospitalerne"
    if re.match(
        rf"(?:(?:det|den|de|en|et|både|så|der|private?|statslige|kollektive|lokale|almene)\s|[\w-]+-,?\s(?:og\s)?|\w+(?:en"
        rf"|et|s)\s(?=[A-ZÆØÅ])|[\w-]+\s(?=forsyning\b))*(?:{others})(?![\w-])",
        words,
        re.IGNORECASE,
    ):
        return not (own and words.casefold().startswith(own.casefold()))
    if re.match(rf"(?:{others}|danske [\w-]+{of_hospitals})['’]?s\s[a-zæøå]", words, re.IGNORECASE):
        return True  # «ministeriets ansøgningspulje»
    named = re.match(r"((?:[A-ZÆØÅ][\w-]+,?\s)+)kommuner?\b", words, re.IGNORECASE)
    if named and own:
        towns = re.split(r",?\s(?:og\s)?", named[1].strip().casefold())
        one_of_them = (
            own.casefold().split()[0] in towns or "kommunen" in towns
        )  # «som Lundby og Vestby Kommuner driver»
        return named[1].strip().casefold() not in own.casefold() and not one_of_them
    return False


def _others_of(own: str | None) -> str:
    """The pattern of who is no part of `own`."""
    regional = own is not None and own.casefold().startswith("region")
    return rf"{_OTHERS}|{_COUNCILS_OF_MUNICIPALITIES if regional else _OTHERS_OF_MUNICIPALITY}"
