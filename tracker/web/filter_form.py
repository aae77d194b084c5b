"""The filters above a list: what can be chosen, and what is chosen now, in words and each with a way out."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace

from sqlalchemy.orm import Session

from tracker.agreement.values import Basis, TaskKind
from tracker.db.queries.parts.choices import agreement_choices, committee_choices, responsible_choices
from tracker.db.queries.tasks.filters import TaskFilter
from tracker.domain.kinds import BASIS_WORDS, KIND_WORDS
from tracker.domain.status import Light, Status
from tracker.language import day_words
from tracker.web.forms import Form
from tracker.web.selection import BLOCKING, NO_COMMITTEE, PUBLISHED_WORDS, WAITING, Selection
from tracker.web.translation import gettext as _
from tracker.web.written import danish_choices

Options = Sequence[tuple[str, str]]


@dataclass(frozen=True, slots=True)
class Chip:
    """One part of the filter in words; `without` is the list with that part left out."""

    text: str
    without: Selection


@dataclass(frozen=True, slots=True)
class FilterForm:
    """The form: its values, what each field can be, and the parts that are chosen. `kept` are values of the address
    that the form has no field for, such as the order."""

    form: Form
    options: Mapping[str, Options]
    chips: Sequence[Chip]
    kept: Mapping[str, str]


def filter_form(session: Session, selection: Selection) -> FilterForm:
    """The form for `selection`."""
    options = _options(session)
    address = {name: value if isinstance(value, str) else value[0] for name, value in selection.at(1).address().items()}
    kept = {name: value for name, value in address.items() if name in {"sorter", "antal", "mail"}}
    return FilterForm(Form(address), options, _chips(selection, options), kept)


def _named(choices: Iterable[tuple[int | str, str]]) -> Options:
    return [(str(number), name) for number, name in choices]


def _options(session: Session) -> Mapping[str, Options]:
    everything = ("", _("Alle"))
    return {
        "vis": [("", _("Åbne")), ("afsluttede", _("Afsluttede")), ("alle", _("Alle"))],
        "frist": [
            everything,
            ("overskredet", _("Overskredet")),
            ("dagsorden", _("For sent til dagsordenen")),
            ("uden", _("Uden frist")),
        ],
        "venter": [everything, (WAITING, _("Venter på andre")), (BLOCKING, _("Blokerer andre"))],
        "offentlig": [everything, *((word, _published(shown)) for word, shown in PUBLISHED_WORDS.items())],
        "udvalg": [
            everything,
            *_named(danish_choices(committee_choices(session))),
            (NO_COMMITTEE, _("Intet udvalg")),
        ],
        "status": [everything, *((each.value, each.label) for each in Status)],
        "lys": [everything, *((each.value, each.label) for each in Light)],
        "art": [everything, *((each.value, _(KIND_WORDS[each])) for each in TaskKind)],
        "grundlag": [everything, *((each.value, _(BASIS_WORDS[each])) for each in Basis)],
        "aftale": [everything, *_named(danish_choices(agreement_choices(session)))],
        "ansvarlig": [everything, *_named(responsible_choices(session))],
    }


def _chips(selection: Selection, options: Mapping[str, Options]) -> Sequence[Chip]:
    wanted = selection.filter
    words = {name: dict(pairs) for name, pairs in options.items()}
    parts: list[tuple[str, dict[str, object]]] = []
    if wanted.text:
        parts.append((_("Søgning: %(text)s") % {"text": wanted.text}, {"text": ""}))
    if wanted.open is not True:
        parts.append((_("Afsluttede") if wanted.open is False else _("Åbne og afsluttede"), {"open": True}))
    if wanted.overdue:
        parts.append((_("Frist overskredet"), {"overdue": False}))
    if wanted.late_for_agenda:
        parts.append((_("For sent til dagsordenen"), {"late_for_agenda": False}))
    if wanted.without_date:
        parts.append((_("Uden frist"), {"without_date": False}))
    if wanted.waiting:
        parts.append((_("Venter på andre"), {"waiting": False}))
    if wanted.blocking:
        parts.append((_("Blokerer andre"), {"blocking": False}))
    if wanted.without_committee:
        parts.append((_("Intet udvalg"), {"without_committee": False}))
    for committee in sorted(wanted.committees):
        name = words["udvalg"].get(str(committee), _("Ukendt udvalg"))
        parts.append((name, {"committees": wanted.committees - {committee}}))
    parts += [(each.label, {"statuses": wanted.statuses - {each}}) for each in Status if each in wanted.statuses]
    parts += [(_light(each), {"lights": wanted.lights - {each}}) for each in Light if each in wanted.lights]
    parts += [(_(KIND_WORDS[each]), {"kinds": wanted.kinds - {each}}) for each in TaskKind if each in wanted.kinds]
    parts += [(_(BASIS_WORDS[each]), {"bases": wanted.bases - {each}}) for each in Basis if each in wanted.bases]
    parts += _rest(wanted, words)
    return [Chip(text, replace(selection, filter=wanted.narrowed(**changes), page=1)) for text, changes in parts]


def _rest(wanted: TaskFilter, words: Mapping[str, Mapping[str, str]]) -> list[tuple[str, dict[str, object]]]:
    parts: list[tuple[str, dict[str, object]]] = []
    if wanted.agreement_id is not None:
        parts.append((words["aftale"].get(str(wanted.agreement_id), _("Ukendt aftale")), {"agreement_id": None}))
    if wanted.responsible_id is not None:
        parts.append((words["ansvarlig"].get(str(wanted.responsible_id), _("Ukendt")), {"responsible_id": None}))
    if wanted.mail_id is not None:
        parts.append((_("Opgaver i en mail"), {"mail_id": None}))
    if wanted.published is not None:
        said = _("Offentlig side: %(state)s") % {"state": _published(wanted.published).lower()}
        parts.append((said, {"published": None}))
    if wanted.due_from:
        parts.append((_("Frist fra %(day)s") % {"day": day_words(wanted.due_from)}, {"due_from": None}))
    if wanted.due_to:
        parts.append((_("Frist til %(day)s") % {"day": day_words(wanted.due_to)}, {"due_to": None}))
    return parts


def _published(shown: bool) -> str:
    return _("Godkendt") if shown else _("Ikke godkendt")


def _light(light: Light) -> str:
    return _("Trafiklys: %(light)s") % {"light": light.label.lower()}
