"""Which promises without a date are firm enough to be listed: few and right, since a person reads each line."""

from __future__ import annotations

import re

from tracker.agreement.acts.act import Act, Standing
from tracker.agreement.acts.openers import Opener
from tracker.agreement.acts.verb import Inflection
from tracker.agreement.promises.promised import is_usable
from tracker.agreement.promises.readings import Context, Read
from tracker.agreement.values import TaskKind

_SAYS_MORE = (Opener.RELATIVE, Opener.CONDITION, Opener.QUESTION, Opener.REASON, Opener.RESULT)
_OWN = re.compile(
    r"\b(?:vi|parterne|\w*parterne|kommune|kommunen|regionen|forvaltningen|administrationen|udvalget)\b", re.IGNORECASE
)
_OPENS_PROMISE = re.compile(r"(?:og )?(?:derfor |samtidig )*(?:der|det|derfor)\b|(?:\w+ )*der\b")
# What minutes decide there and then is done.
_DONE_AT_ONCE = frozenset({"godkende", "vedtage", "indstille", "drøfte", "udsætte", "behandle"})

# «… indstiller, og … udmønter midlerne» says who is to, of what is promised elsewhere.
_SAYS_WHO = frozenset({"indstille", "udmønte", "disponere"})


def is_firm(read: Read, act: Act, context: Context) -> bool:
    """Whether an act without a date is promised firmly enough to be listed."""
    verb, clause = act.verb, read.clauses[act.clause]
    if (
        act.standing is not Standing.PROMISED
        or act.negated
        or verb is None
        or verb.money
        or verb.infinitive in _SAYS_WHO
    ):
        return False
    if clause.opener in _SAYS_MORE or not is_usable(read, act, act.clause, context, moved=False):
        return False
    names_body = any(clause.start <= mention.start < clause.end and not mention.genitive for mention in read.mentions)
    if act.kind in (TaskKind.PRESENTATION, TaskKind.DECISION, TaskKind.REPORT) and names_body:
        return True
    before = read.sentence.text[clause.start : act.start]
    match act.inflection:
        case Inflection.PRESENT:
            return _promises_itself(before)
        case Inflection.INFINITIVE:
            return not act.modal or _promises_itself(before)
        case Inflection.PASSIVE:
            return _is_ordered(read, act, verb.infinitive)
        case _:
            # «Vi vil have undersøgt, om …»
            return bool(act.state) or (act.modal and bool(re.search(r"\b(?:vil|ønsker)\b", before)))


def _promises_itself(subject: str) -> bool:
    """«Planen skal styrke …» says what the plan is to be like; «Kommunen skal undersøge …» promises."""
    return bool(_OWN.search(subject)) and not re.search(r"\b(?:som|når|hvis)\b", subject)


def _is_ordered(read: Read, act: Act, verb: str) -> bool:
    """Whether a passive is an order: «skal undersøges», «enige om, at der etableres», «Derfor igangsættes …»."""
    clause = read.clauses[act.clause]
    if clause.opener is Opener.CONTENT or act.modal:
        proposed = re.search(r"\b(?:indstille[rs]?|anbefale[rs]?)\b[^,]*,?\s*$", read.sentence.text[: clause.start])
        return not (proposed and verb in _DONE_AT_ONCE)
    if act.kind in (TaskKind.PRESENTATION, TaskKind.DECISION, TaskKind.EVALUATION):
        return clause.opener is Opener.MAIN and verb not in _DONE_AT_ONCE
    return bool(_OPENS_PROMISE.match(read.sentence.text[clause.start : act.end + 5].casefold()))
