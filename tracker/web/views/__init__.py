"""The pages, a blueprint a subject. Views are thin: they parse, call one service or query, and render."""

from tracker.web.views import (
    account,
    agendas,
    agreements,
    answers,
    bulk,
    closing_days,
    committees,
    health,
    imports,
    mailbox,
    meeting_imports,
    meetings,
    operation,
    overdue,
    overview,
    policy,
    register,
    reports,
    review,
    review_writing,
    tasks,
    tokens,
)

BLUEPRINTS = tuple(
    module.blueprint
    for module in (
        account,
        agendas,
        agreements,
        bulk,
        answers,
        closing_days,
        committees,
        health,
        imports,
        mailbox,
        meeting_imports,
        meetings,
        operation,
        overdue,
        overview,
        register,
        reports,
        policy,
        review,
        review_writing,
        tasks,
        tokens,
    )
)
