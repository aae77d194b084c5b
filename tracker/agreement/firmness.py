"""Which promises without a date are firm enough to be listed: few and right, since a person reads each line."""

from __future__ import annotations

import re

from tracker.agreement.acts.act import Act, Standing
from tracker.agreement.acts.clauses import Opener
from tracker.agreement.acts.verbs import Inflection
from tracker.agreement.dating import is_usable
from tracker.agreement.readings import Context, Read
from tracker.agreement.values import TaskKind

_DONE_AT_ONCE = frozenset({"godkende", "vedtage", "indstille", "drøfte", "udsætte", "behandle"})


def is_firm(read: Read, act: Act, context: Context) -> bool:
    """Whether an act without a date is promised firmly enough to be listed."""
    if act.standing is not Standing.PROMISED or act.negated or act.verb is None or act.verb.money:
        return False
    clause = read.clauses[act.clause]
    if clause.opener in (Opener.RELATIVE, Opener.CONDITION, Opener.QUESTION, Opener.REASON, Opener.RESULT):
        return False
    if not is_usable(read, act, act.clause, context, moved=False):
        return False
    sentence = read.sentence.text
    names_body = any(clause.start <= mention.start < clause.end and not mention.genitive for mention in read.mentions)
    if act.verb.infinitive == "indstille" and not names_body:
        return False
    if act.kind in (TaskKind.PRESENTATION, TaskKind.DECISION, TaskKind.REPORT) and names_body:
        return True
    if act.inflection is Inflection.PRESENT or (act.inflection is Inflection.INFINITIVE and act.modal):
        # «Planen skal styrke …» says what the plan is to be like; «Vi evaluerer …», «Kommunen skal undersøge …» promise
        subject = sentence[clause.start : act.start]
        return bool(
            re.search(
                r"\b(?:vi|parterne|\w*parterne|kommune|kommunen|regionen|forvaltningen|administrationen|udvalget)\b",
                subject,
                re.IGNORECASE,
            )
        ) and not re.search(r"\b(?:som|når|hvis)\b", subject)
    if act.inflection is Inflection.PASSIVE:
        if clause.opener is Opener.CONTENT or act.modal:
            return True
        if act.kind in (TaskKind.PRESENTATION, TaskKind.DECISION, TaskKind.EVALUATION):
            # what minutes decide there and then is done
            return clause.opener is Opener.MAIN and act.verb.infinitive not in _DONE_AT_ONCE
        return bool(re.match(r"(?:derfor |der |\w+ )*der\b|derfor\b", sentence[clause.start : act.end + 5].casefold()))
    return act.inflection is Inflection.INFINITIVE or bool(act.state)
