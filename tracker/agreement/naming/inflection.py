"""Danish inflection, as far as names of tasks need it: definite nouns made indefinite, verbs made nouns.

By the regular endings, with what the document itself writes as the judge where an ending can come of two nouns
(«analysen» of «analyse», «planen» of «plan»). What cannot be told is left as it is.
"""

from __future__ import annotations

import re
from collections.abc import Set
from types import MappingProxyType

from tracker.agreement.acts.verb import Inflection
from tracker.agreement.acts.verbs import LEXICON

# Definite endings that can come of one noun only, and what the noun then ends in.
_CERTAIN = (
    (r"([^aeiouyæøå])\1erne$", r"\1\1er"),
    (r"erne$", "er"),
    (r"(?<=ag)ene$|(?<=æg)ene$|(?<=iv)ene$|(?<=ud)dene$|(?<=kt)erne$|(?<=ørn)ene$", ""),
    (r"elsen$", "else"),
    (
        r"(ing|hed|ion|plan|rapport|sats|sti|gi|ik|sag|pulje|tet|port|sigt|frist|skov|by|strategi|politik|vej|bro|kampagne)en$",
        r"\1",
    ),
    (r"(?<=mode)llen$|(?<=ha)llen$", "l"),
    (r"(pulje|analyse|aftale|opgave|skole|ramme|række|grænse|klasse|uge|kampagne|prøve|skitse)n$", r"\1"),
    (r"(?<=tilbu)ddet$|(?<=bu)ddet$", "d"),
    (r"(?<=budge)ttet$", "t"),
    (r"(arbejde|område|møde|råde)t$", r"\1"),
    (
        r"(forslag|forsøg|oplæg|design|projekt|resultat|initiativ|katalog|regnskab|notat|udkast|program|byggeri|eri"
        r"|koncept|kort|anlæg|hus|center|mål|tiltag|udspil|grundlag|fravær|behov|forløb|netværk|materiale)et$",
        r"\1",
    ),
)
_DEFINITE = re.compile(r"(?:[^\W\d_]{2,}(?:en|et|ene|erne))$")
# Words that only look definite: participles, and nouns that end so in the indefinite.
_NOT_DEFINITE = re.compile(
    r"(?<!\w)(?:\w+eret|\w*itet|(?:\w*(?:inter|vej|sti|bus|nings))?net|\w*budget|samlet|\w+tagen|\w*væsen|mellem|anden|egen|uden|inden|igen|siden|sammen"
    r"|alen|ingen|viden|orden|allerede|øget|blandet|ansvarlig|center|\w+elt|meget|intet|noget|andet|eget)$",
    re.IGNORECASE,
)
# Nouns of verbs that promise nothing by themselves, but may say what money is for or what a clause asks.
_NOUNS = MappingProxyType(
    {
        "afgive": "Afgivelse af",
        "anskaffe": "Anskaffelse af",
        "beskytte": "Beskyttelse af",
        "besætte": "Besættelse af",
        "besøge": "Besøg hos",
        "bestille": "Bestilling af",
        "betale": "Betaling af",
        "bruge": "Brug af",
        "drive": "Drift af",
        "dække": "Dækning af",
        "fejre": "Fejring af",
        "finansiere": "Finansiering af",
        "fjerne": "Fjernelse af",
        "forbyde": "Forbud mod",
        "forberede": "Forberedelse af",
        "fordele": "Fordeling af",
        "gentage": "Gentagelse af",
        "hjælpe": "Hjælp til",
        "håndtere": "Håndtering af",
        "imødekomme": "Imødekommelse af",
        "informere": "Information om",
        "købe": "Indkøb af",
        "leje": "Leje af",
        "løfte": "Løft af",
        "løse": "Løsning af",
        "meddele": "Meddelelse om",
        "oplyse": "Oplysning om",
        "rense": "Rensning af",
        "skabe": "Skabelse af",
        "tilvejebringe": "Tilvejebringelse af",
        "tiltrække": "Tiltrækning af",
        "udbetale": "Udbetaling af",
        "udskyde": "Udskydelse af",
        "udlægge": "Udlægning af",
        "udlicitere": "Udlicitering af",
        "varetage": "Varetagelse af",
        "varsle": "Varsling af",
        "vedligeholde": "Vedligeholdelse af",
        "vise": "Visning af",
        "ændre": "Ændring af",
    }
)


def is_definite(word: str) -> bool:
    """Whether `word` ends as a definite noun does: «planen», «forslagene»."""
    return len(word) > 4 and bool(_DEFINITE.search(word.casefold())) and not _NOT_DEFINITE.search(word)


def is_common(phrase: str, words: Set[str]) -> bool:
    """Whether the first word of `phrase`, large because it opens a sentence, is no name.

    So where the document writes it small elsewhere (`words`), where it ends as nouns of things do, and where it is an
    adjective before its noun («Faste vikarer», «Selvbetjent åbningstid»).
    """
    first, _, rest = phrase.partition(" ")
    before_noun = rest[:1].islower() and not re.match(
        r"(?:af|i|på|for|om|til|med|og|samt|ved|mod|fra|hos|under|over)\b", rest
    )
    adjective = before_noun and re.search(r"(?:e|ent|eret|et|isk|ig|igt)$", first) is not None
    return first.casefold() in words or adjective or bool(_COMMON.search(first))


_COMMON = re.compile(
    r"(?:\w{3}(?:ere|hed|ning|else|skab|tion|eri)|\w{4}(?:dler|inger|elser|heder|ioner|orden(?:er)?))(?:en|et|erne)?$"
    r"|\w{3}(?:ets|ernes)$"
    r"|^(?:Kommunens|Regionens|Byens)$"
)


def indefinite(word: str, words: Set[str] = frozenset()) -> str:
    """The definite noun `word` without its article («forslagene» gives «forslag»); unchanged where that is not certain.

    `words`: what the document writes with a small letter.
    """
    if not is_definite(word):
        return word
    low = word.casefold()
    for shorter in _shorter(low):
        if shorter in words and len(shorter) > 2:
            return word[:1] + shorter[1:]
    for ending, stem in _CERTAIN:
        made = re.sub(ending, stem, low)
        if made != low:
            return word[:1] + made[1:]
    return word


def _shorter(low: str) -> tuple[str, ...]:
    if low.endswith("erne"):
        return (low.removesuffix("ne"),)
    if low.endswith("ene"):
        return (low.removesuffix("ene"), low.removesuffix("ne"))
    stem = low[:-2]
    doubled = (stem[:-1],) if stem[-1:] == stem[-2:-1] and stem[-1:] not in "aeiouyæøå" else ()
    return (stem + "e", stem, *doubled)


def bare_adjective(word: str, article: str) -> str:
    """The adjective after «den» or «det» as it stands without the article; empty where its ending does not tell."""
    low = word.casefold()
    if low.endswith("ende") or low in ("fælles", "fremtidige"):
        return word.removesuffix("e") if low == "fremtidige" and article == "den" else word
    if low.endswith("ede"):
        return word[:-2] + "t"
    if not low.endswith("e") or (low.endswith(("ste", "mme", "le", "re", "tte")) and not low.endswith("elle")):
        return ""
    stem = word[:-1]
    if low.endswith("elle"):
        stem = word[:-2]
    elif len(stem) > 2 and stem[-1] == stem[-2]:
        stem = stem[:-1]
    return stem + "t" if article == "det" and not stem.endswith(("t", "sk")) else stem


def is_infinitive(word: str) -> bool:
    """Whether `word` is the infinitive of a verb whose noun is known, and nothing else."""
    low = word.casefold()
    return low in _NOUNS or any(
        form is Inflection.INFINITIVE and verb.noun.split(" ")[0].casefold() != low
        for verb, form in LEXICON.get(low, ())
    )


def noun_of(infinitive: str) -> str:
    """What names the act of a verb, with its preposition («Udskiftning af»); empty where nothing certain does."""
    low = infinitive.casefold()
    for verb, form in LEXICON.get(low, ()):
        if form is Inflection.INFINITIVE and not verb.needs and verb.noun:
            return verb.noun
    if low in _NOUNS:
        return _NOUNS[low]
    for at in range(3, len(low) - 5):
        known = noun_of(low[at:]) if low[at:] in LEXICON else ""
        if known:
            return (low[:at] + known[:1].lower() + known[1:]).capitalize()  # «andenbehandle»: «andenbehandling»
    return low[:-1].capitalize() + "ing af" if low.endswith("ere") and len(low) > 5 else ""
