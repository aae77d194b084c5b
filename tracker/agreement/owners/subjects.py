"""A suggestion of whose a promise is, by its subject, for where no sentence names a committee."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable

from tracker.agreement.owners.committee_names import is_council
from tracker.agreement.owners.committees import Roll
from tracker.agreement.owners.register import Register

# Words of the fields that Danish committees are named after: what stands in a section, and what stands in a name.
_FIELDS: tuple[tuple[str, str, str], ...] = (
    (
        "children",
        r"børn|skole|unge|ungdom|dagtilbud|familie|læring|uddannelse|undervisning",
        r"børn\w*|skole\w*|elev\w*|dagtilbud\w*|daginstitution\w*|vuggestue\w*|pædagog\w*|klub\w*|bfo\w*"
        r"|sfo\w*|sundhedsplej\w*|folkeskole\w*|unge\w*|ungdomsuddannelse\w*"
        r"|lærer\w*|undervisning\w*|legeplads\w*|familie\w*|anbring\w*"
        r"|specialskole\w*|klasse\w*",
    ),
    (
        "care",
        r"social|sundhed|ældre|omsorg|psykiatri|handicap|pleje|voksne|senior",
        r"sundhed\w*|ældre\w*|pleje\w*|demens\w*|handicap\w*|psyki\w*|pårørende\w*|læge\w*|praksis|misbrug\w*"
        r"|medicin\w*|rusmiddel\w*|genoptræning\w*|hjemmehjælp\w*"
        r"|hjemmepleje\w*|omsorg\w*|botilbud\w*|herberg\w*|velfærdsteknologi\w*|hjælpemid\w*|visiter\w*"
        r"|social\w*|udsatte|boligsocial\w*|senior\w*|patient\w*|hjemløs\w*",
    ),
    (
        "culture",
        r"kultur|fritid|idræt|folkeoplysning|bibliotek",
        r"kultur\w*|fritid\w*|idræt\w*|bibliotek\w*|museum\w*|musik\w*|forening\w*|svøm\w*|frivillig\w*"
        r"|teater\w*|kunst\w*|halle[nr]\w*|hal|fællesskab\w*"
        r"|spejder\w*|boldbane\w*|integration\w*|festival\w*",
    ),
    (
        "technical",
        r"teknik|miljø|klima|plan|natur|by|trafik|infrastruktur|vej|landdistrikt",
        r"vej\w*|cykel\w*|sti(?:er|en)?|park(?:er|en)?|natur\w*|træer|trafik\w*|klima\w*|affald\w*|genbrug\w*"
        r"|bymidte\w*|byudvikling\w*|spildevand\w*|lokalplan\w*|koloni\w*"
        r"|fortov\w*|grønne|skrald\w*|bænke\w*|biodiversitet\w*|bolig(?:byggeri|udbygning|er)?|station\w*"
        r"|p-pladser|parkering\w*|kollektiv\w*|bus\w*|energi\w*|co2\w*|indeklima\w*"
        r"|byggeri\w*|hastighed\w*|udviklingsplan\w*|byrum\w*|kloak\w*|landsby\w*|havn\w*|kyst\w*|vand\w*"
        r"|forsvar\w*|plads(?:en)?",
    ),
    (
        "work",
        r"beskæftigelse|erhverv|arbejdsmarked|job|vækst|turisme",
        r"beskæftigelse\w*|ledig\w*|job\w*|virksomhed\w*|erhverv\w*|arbejdsmarked\w*|praktik\w*|iværksætter\w*"
        r"|sygedagpenge\w*|turis\w*|arbejdskraft\w*|indvandrer\w*|socialøkonomisk\w*",
    ),
    (
        "finance",
        r"økonomi|forretning|magistrat|kommunalbestyrelse|byråd|regionsråd",
        r"økonomi\w*|budget\w*|administrati\w*|personale\w*|medarbejder\w*|rådhus\w*|ejendom\w*|udbud\w*"
        r"|indkøb\w*|digital\w*|it|sygefravær\w*|likvid\w*|gæld\w*|kassen?|skat\w*"
        r"|grundskyld\w*|ledelse\w*|borgerservice\w*|organisation\w*|kompetenceudvikling\w*|intranet\w*"
        r"|klage\w*|servicerammen?|anlægsramme\w*|grundkapital\w*|puljer",
    ),
)


def suggest(subject: str, roll: Roll, register: Register) -> str | None:
    """The committee whose field the words of `subject` are of: by the register's subjects, else by the names."""
    words = subject.casefold()
    told = Counter(
        {
            committee.name: sum(
                len(re.findall(rf"\b{re.escape(word.casefold())}", words)) for word in committee.subjects
            )
            for committee in register.committees
            if committee.subjects
        }
    )
    if told and max(told.values()) > 0:
        return max(told, key=lambda name: told[name])
    return _by_field(words, [name for name in roll.names if not is_council(name)])


def _by_field(words: str, names: Iterable[str]) -> str | None:
    weights = {field: len(re.findall(rf"\b(?:{vocabulary})\b", words)) for field, _stems, vocabulary in _FIELDS}
    best: tuple[float, str | None] = (0, None)
    for name in names:
        plain = name.casefold()
        fields = [field for field, stems, _vocabulary in _FIELDS if re.search(stems, plain)]
        score = sum(weights[field] for field in fields) + 0.5 * sum(
            len(re.findall(rf"\b{re.escape(stem)}", words)) for stem in _stems(plain)
        )
        if score > best[0]:
            best = (score, name)
    return best[1]


def _stems(name: str) -> list[str]:
    parts = re.findall(r"\w{4,}", name.replace("udvalget", " "))
    return [part.removesuffix("s").removesuffix("e") for part in parts]
