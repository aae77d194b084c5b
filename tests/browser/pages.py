"""The pages of the demonstration that axe looks at, who may open each, and in which visits together they are seen."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import product

from tracker.domain.roles import Role
from tracker.language import LANGUAGES

WIDTHS = (320, 768, 1280)
SPOKEN = tuple(LANGUAGES)
EVERYBODY = tuple(Role)
WRITERS = (Role.ADMINISTRATION, Role.SECRETARY, Role.ADMINISTRATOR)
PUBLIC_PAGES = (
    "/offentlig/",
    "/offentlig/1",
    "/offentlig/1?saml=udvalg&status=forsinket",
    "/offentlig/1?q=findesikke",
    "/offentlig/1/1",
    "/offentlig/1/99999",
)
"""Those that anybody may read, in the language that the address asks for."""

DISCLOSERS = (Role.ADMINISTRATION, Role.ADMINISTRATOR)
ADMINISTRATORS = (Role.ADMINISTRATOR,)
PAGES: dict[tuple[Role, ...], Sequence[str]] = {
    EVERYBODY: (
        "/",
        "/opgaver/",
        "/opgaver/?q=findesikke&vis=alle",
        "/opgaver/?q=forslaget",
        "/opgaver/1",
        "/overskredne/",
        "/overskredne/?saml=udvalg",
        "/udvalg/",
        "/udvalg/1",
        "/udvalg/1/moeder",
        "/udvalg/register/",
        "/udvalg/moeder/17",
        "/aarshjul/2019",
        "/aarshjul/2019?udvalg=3",
        "/aftaler/",
        "/aftaler/1",
        "/aftaler/soeg?q=forslaget",
        "/aftaler/1/gennemgang/",
        "/aftaler/1/gennemgang/?vis=accepteret",
        "/aftaler/1/gennemgang/historik",
        "/aftaler/1/oekonomi",
        "/aftaler/1/udgaver",
        "/aftaler/1/uklarheder",
        "/rapport/?aftale=1",
        "/postkasse/",
        "/profil/",
        "/profil/adgangskode",
        "/noegler/",
        "/kalendere/",
        "/paamindelser/",
        "/tilgaengelighed/",
        "/findes-ikke",
        "/drift/",  # refused to all but the administrator
    ),
    WRITERS: (
        "/aftaler/1/gennemgang/sikre",
        "/aftaler/1/gennemgang/tilfoej",
        "/aftaler/1/gennemgang/1/ret",
        "/aftaler/1/gennemgang/1/afvis",
        "/opgaver/1/gentagelse/",
        "/opgaver/regneark/",
        "/udvalg/moeder/indlaes/",
        "/import/",
    ),
    DISCLOSERS: (
        "/opgaver/1/aktindsigt",
        "/opgaver/1/offentlig/",
        "/opgaver/7/offentlig/",
        "/opgaver/ret/?hvad=offentlig&opgave=7&opgave=14",
        "/aftaler/1/offentlig/",
        "/aftaler/1/offentlig/visning",
    ),
    ADMINISTRATORS: (
        "/drift/paamindelser/",
        "/drift/paamindelser/regel",
        "/drift/forhaandsvisning?dag=2019-05-20",
        "/drift/aendringer/",
        "/drift/aendringer/?dag=2017-01-01",
        "/drift/brugere/",
        "/drift/brugere/ny",
        "/drift/brugere/1",
        "/drift/brugere/7/overdragelse",
        "/drift/lukkedage/",
        "/profil/fravaer",
        "/udvalg/register/nyt",
        "/udvalg/register/3",
        "/udvalg/register/3/overdragelse",
        "/udvalg/register/3/overdragelse?successor=4&last_day=2019-12-31",
    ),
}


@dataclass(frozen=True, slots=True)
class Visit:
    """A page as one reader sees it; the width of the window in CSS pixels."""

    path: str
    role: Role
    language: str
    width: int


def every_visit() -> Iterator[Visit]:
    """Every page for every role that may open it, in every language, at every width."""
    for roles, paths in PAGES.items():
        for path, role, language, width in product(paths, roles, LANGUAGES, WIDTHS):
            yield Visit(path, role, language, width)


def in_turn() -> Iterator[Visit]:
    """Some of them: each page once. Roles, languages and widths take turns at speeds of their own, so that each two of
    them meet on some page. `test_enlarged` looks at each page as narrow as it gets.
    """
    number = 0
    for roles, paths in PAGES.items():
        for path in paths:
            language = SPOKEN[number // len(WIDTHS) % len(SPOKEN)]
            yield Visit(
                path, roles[(number + number // len(roles)) % len(roles)], language, WIDTHS[number % len(WIDTHS)]
            )
            number += 1
