"""The nouns that name an act («evaluering», «frist»), and the kind of task each stands for."""

from __future__ import annotations

import re
from collections.abc import Iterator

from tracker.agreement.values import TaskKind

_NOUN_KINDS = (
    (
        TaskKind.PRESENTATION,
        r"fremlæggelse|forelæggelse|præsentation|drøftelse|(?:gen|politisk )?behandling|temadrøftelse",
    ),
    (TaskKind.DECISION, r"beslutning|stillingtagen|vedtagelse|godkendelse|udpegning"),
    (TaskKind.EVALUATION, r"\w*evaluering(?!sdesign|smodel|skultur|splan)"),
    (
        TaskKind.REPORT,
        r"\w*afrapportering|\w*rapportering|\w*redegørelse|\w*orientering|status\w{0,12}|\w*opfølgning"
        r"|\w+(?<!evaluerings)(?<!del)rapport|tilbagemelding|\w*beretning|\w*opgørelse"
        r"|\w*statusnotat|opsamling|statusmøde",
    ),
    (
        TaskKind.DELIVERY,
        r"ibrugtagning|færdiggørelse|åbning|indvielse|offentliggørelse|lancering|frist|deadline|afslutning|aflevering"
        r"|ikrafttræden|indsendelse|indflytning",
    ),
    (
        TaskKind.IMPLEMENTATION,
        r"opstart|igangsættelse|iværksættelse|gennemførelse|\w*høring|\w*undersøgelse|\w*analyse|\w*kampagne"
        r"|\w*udbud|start"
        r"|byggestart|byggeri|anlægsstart|indfasning|udrulning|implementering|etablering|udvidelse"
        r"|udarbejdelse|revision"
        r"|nedsættelse|udsendelse|oprettelse|indkaldelse|ansættelse|udpegning|indkøb|forberedelse|planlægning|anskaffelse"
        r"|afprøvning|test|rekruttering|flytning|nedrivning|ombygning|opførelse|anlæg|projektering|montage|montering|opsætning|udvælgelse|kortlægning|gennemgang|eftersyn"
        r"|\w*konference|temamøde|temadag|(?:borger|informations|orienterings|fyraftens|opstillings|dialog)møde\w*|renovering|spadestik|licitation",
    ),
)
_ACT_NOUN = re.compile(
    "|".join(rf"(?P<{kind.value}>\b(?:{words})(?:en|et|erne|er|ne|s|t)?\b)" for kind, words in _NOUN_KINDS),
    re.IGNORECASE,
)


def act_nouns(words: str) -> Iterator[tuple[TaskKind, int, int]]:
    """The nouns in `words` that name an act («evaluering», «frist»): kind of task, start, end."""
    for match in _ACT_NOUN.finditer(words):
        if match.lastgroup:
            yield TaskKind(match.lastgroup), match.start(), match.end()
