"""What the kinds of tasks, and the grounds of their dates, are called in Danish."""

from __future__ import annotations

from tracker.agreement.values import Basis, TaskKind
from tracker.language import mark

KIND_WORDS = {
    TaskKind.PRESENTATION: mark("Forelæggelse"),
    TaskKind.DECISION: mark("Beslutning"),
    TaskKind.EVALUATION: mark("Evaluering"),
    TaskKind.REPORT: mark("Redegørelse"),
    TaskKind.DELIVERY: mark("Levering"),
    TaskKind.CHECKPOINT: mark("Måltal"),
    TaskKind.IMPLEMENTATION: mark("Gennemførelse"),
}
BASIS_WORDS = {
    Basis.EXPLICIT: mark("Frist i teksten"),
    Basis.PERIOD: mark("Periode i teksten"),
    Basis.BUDGET_YEAR: mark("Budgetår"),
}
