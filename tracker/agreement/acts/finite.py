"""Words that can be the verb that carries a clause."""

from __future__ import annotations

import re

from tracker.agreement.acts.verb import Inflection
from tracker.agreement.acts.verbs import LEXICON

_AUXILIARIES = """
    er var være bliver blev blive har havde have skal skulle vil ville kan kunne bør burde må måtte får fik
    ønsker forventes ventes forventer planlægges bedes
"""
AUXILIARIES = frozenset(_AUXILIARIES.split())
"""The verbs that carry a clause for another one."""
_COMMON_VERBS = """
    betyder medfører viser giver går kommer ser står ligger findes gælder kræver afhænger opleves oplever
    udgør svarer rummer indeholder omfatter består bidrager handler hænger udløber ophører bortfalder stiger
    falder vokser opstår bygger bor lever tager sker gør finder hjælper spiller løser sætter arbejder deltager
    foregår foregik fortsætter gennemføres trådte gik kom tog fandt gav fik stod lå begyndte skete viste førte
    satte lagde sagde så steg faldt vedrører danner indfrier peger formulerer bruges sættes mener beder
    ønskede anbefalede fremgår henvises søger konstaterer noterer minder følger deler holder køber betaler
    koster mangler fylder kører slutter løber deltog holdt skrev
"""
_CARRIES = AUXILIARIES | frozenset(_COMMON_VERBS.split())

LOOKS_FINITE = re.compile(r"(?:[a-zæøå]+(?:er|år|ør|ås)|[a-zæøå]{2,}(?:(?<!rn)(?<!en)|(?<=fjern)|(?<=tjen))es)\s")
"""A verb that no list has, where only the sentence's own verb can stand."""


def is_verb(word: str) -> bool:
    """Whether `word` can be a verb that carries a clause."""
    low = word.casefold()
    if low in _CARRIES:
        return True
    return any(
        form is not Inflection.INFINITIVE and form is not Inflection.PARTICIPLE for _verb, form in LEXICON.get(low, ())
    )
