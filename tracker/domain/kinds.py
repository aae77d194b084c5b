"""What the kinds of tasks are called in Danish."""

from __future__ import annotations

from tracker.agreement.values import TaskKind

KIND_WORDS = {
    TaskKind.PRESENTATION: "Forelæggelse",
    TaskKind.DECISION: "Beslutning",
    TaskKind.EVALUATION: "Evaluering",
    TaskKind.REPORT: "Redegørelse",
    TaskKind.DELIVERY: "Levering",
    TaskKind.CHECKPOINT: "Måltal",
    TaskKind.IMPLEMENTATION: "Gennemførelse",
}
