"""Words that name no date: soon, in the coming years, at a coming meeting. A person sets the date."""

from __future__ import annotations

from typing import Any, Final

from tracker.agreement.deadlines.meanings import By, Vague
from tracker.agreement.deadlines.notation import Rule

WORDS: Final[dict[str, list[tuple[str, Any]]]] = {}

_FEW: Final = "(få|par|et par|nogle|nogle få|flere|mange|ganske få|relativt få)"
_VAGUE: Final = (
    "(snarest|snarest muligt|snarest mulig|hurtigst muligt|hurtigst mulig|så hurtigt som muligt|så hurtigt som mulig|"
    "så snart som muligt|så snart det er muligt|snart|inden længe|inden alt for længe|i nær fremtid|"
    "i den nære fremtid|"
    "inden for en overskuelig fremtid|inden for overskuelig fremtid|i en overskuelig fremtid|"
    "i fremtiden|fremadrettet|"
    "fremover|løbende|på sigt|på kort sigt|på kortere sigt|på mellemlangt sigt|på mellemlang sigt|på lang sigt|"
    "på langt sigt|på længere sigt|på lidt længere sigt|med tiden|i den kommende tid|i den nærmeste tid|"
    "i den nærmeste fremtid|i den kommende periode|i tiden fremover|i tiden der kommer|i god tid|i takt med|"
    "om kort tid|"
    "inden for kort tid|inden for kortere tid|"
    "ved først givne lejlighed|ved førstgivne lejlighed|ved lejlighed|på et senere tidspunkt|ved en senere lejlighed|"
    "over en årrække|over en længere årrække|gennem en årrække|over en periode|"
    "til sin tid|efter behov|omgående|straks|uden unødigt ophold|"
    "uden ophold|i fortsættelse heraf)"
)


RULES: Final = (
    Rule(
        "some-time",
        "meaning",
        "(inden for|indenfor|i|i løbet af|om|gennem|over) (en|den|et|det)? "
        "(kort|kortere|lang|længere|overskuelig|rimelig|nær|"
        "nære|nærmeste|nærmere|kommende|relativt kort|meget kort|vis|begrænset) "
        "(tid|fremtid|årrække|periode|tidshorisont|tidsramme|tidsrum)",
        Vague,
        0,
    ),
    Rule(
        "some-time",
        "meaning",
        "på (både)? (kort|kortere|mellemlang|mellemlangt|lang|længere) (og|eller|samt)? (på)? "
        "(kort|kortere|mellemlang|mellemlangt|lang|længere) sigt",
        Vague,
    ),
    Rule("some-time", "meaning", "på den (lange|korte|mellemlange|lidt længere) bane", Vague),
    Rule("some-time", "meaning", "ved (en)? (næste|første|kommende|given|senere) lejlighed", Vague),
    Rule("some-time", "meaning", "(inden for|indenfor|i|i løbet af) en årrække", Vague),
    Rule("some-time", "meaning", "på (et|det) <word> tidspunkt", lambda _: Vague(), -1),
    Rule(
        "some-time",
        "meaning",
        "så (tidligt|hurtigt|snart|tidlig|hurtig) som (muligt|mulig|det er muligt|det kan lade sig gøre)",
        Vague,
        -2,
    ),
    Rule(
        "some-time",
        "meaning",
        "når (det er muligt|tiden er inde|tiden er moden|lejlighed byder sig|muligheden opstår|muligheden byder sig|"
        "økonomien tillader det|der er råd|der er økonomi til det|lejligheden byder sig)",
        Vague,
        -2,
    ),
    Rule(
        "some-time",
        "phrase",
        "(over tid|hurtigst|hen ad vejen|henad vejen|efterhånden|gradvist|undervejs|hurtigt|tidligt|snarligt)",
        Vague,
    ),
    Rule("soon", "meaning", f"{_VAGUE}", Vague, -3),
    Rule(
        "soon-but-at-the-latest",
        "meaning",
        f"{_VAGUE} (,|og|,? dog|,? men|og dog) <meaning>",
        lambda meaning: meaning if isinstance(meaning, By) else None,
        2,
    ),
    Rule("in-step-with", "meaning", "i takt med at?", Vague, -2),
    Rule(
        "a-coming-meeting",
        "meaning",
        "(på|ved) (et|en|et af de|et af sine|et af udvalgets|de) (kommende|senere|snarligt|"
        "senere kommende|næste|følgende|efterfølgende) <meeting>",
        lambda _: Vague(),
        2,
    ),
    Rule(
        "coming-years",
        "meaning",
        "(i|over|gennem|igennem|inden for|indenfor|hen over|i løbet af|for|på) (de|den) (næste|kommende|"
        f"følgende|nærmeste|førstkommende) {_FEW}? (år|måneder|uger|dage|årrække|årtier|mange år)",
        Vague,
        1,
    ),
    Rule(
        "a-few",
        "meaning",
        "(inden for|indenfor|om|i løbet af|inden|efter|senest om) (de|den)? (næste|"
        f"kommende)? {_FEW} (år|måneder|uger|dage)",
        Vague,
        2,
    ),
    Rule("coming-years", "meaning", "i årene (fremover|frem|der kommer|der følger)", Vague, 1),
    Rule(
        "coming-budgets",
        "meaning",
        "(i|ved|under|til|indgår i|indgå i|i forbindelse med)? (de) (kommende|"
        "næste) års (budgetforhandlinger|budgetter|budgetlægninger|budgetprocesser|<process>|"
        "<budget-name>)",
        lambda *_: Vague(),
        6,
    ),
)
