"""A chart parser: every rule on every run of words that it fits, bottom up, each step counted.

Positions are filled from right to left, so that whatever a rule needs further on is there already. No reading spans
more than `WIDEST` tokens, so the work grows with the text and no faster.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any, NamedTuple

from tracker.agreement.deadlines.notation import ANY_WORD, HERE, Pattern, Rule, State, compile_pattern
from tracker.agreement.deadlines.tokens import Kind, Token

WIDEST = 32  # tokens in a reading
_WHATEVER = frozenset({ANY_WORD, HERE})  # what a rule goes on with whatever stands there

# A lexical reader looks at one token and its neighbours, and gives categories with values.
Reader = Callable[[Sequence[Token], int], Iterable[tuple[str, Any]]]


@dataclass(frozen=True, slots=True)
class Reading:
    """What `tokens[start:end]` mean as a `category`. `rules` names all that fired, innermost first.

    `preference` is the sum of the preferences of those rules, `order` the place of the outermost in the grammar.
    """

    category: str
    start: int
    end: int
    value: Any
    rules: tuple[str, ...] = ()
    preference: int = 0
    order: int = 0


@dataclass(frozen=True)
class Grammar:
    """Rules and a lexicon. `words` gives categories with values for whole words, `readers` for what needs a look."""

    rules: tuple[Rule, ...]
    words: Mapping[str, Sequence[tuple[str, Any]]]
    readers: tuple[Reader, ...] = ()

    @cached_property
    def compiled(self) -> tuple[tuple[Rule, Pattern], ...]:
        return tuple((rule, compile_pattern(rule.pattern)) for rule in self.rules)

    @cached_property
    def by_word(self) -> dict[str, list[_Beginning]]:
        """For each word that can begin a pattern: the rules, with the states that it leads to."""
        index: dict[str, list[_Beginning]] = {}
        for number, (_, pattern) in enumerate(self.compiled):
            for word, targets in pattern.states[0].words.items():
                index.setdefault(word, []).extend(_Beginning.of(number, pattern.states[target]) for target in targets)
        return index

    @cached_property
    def by_slot(self) -> dict[str, list[_Beginning]]:
        """For each category that can begin a pattern: the rules, with the argument and the state it leads to."""
        index: dict[str, list[_Beginning]] = {}
        for number, (_, pattern) in enumerate(self.compiled):
            for category, argument, target in pattern.states[0].slots:
                index.setdefault(category, []).append(_Beginning.of(number, pattern.states[target], argument))
        return index


class _Beginning(NamedTuple):
    """A rule of which the first word, or the slot of `argument`, is there, and the state that it led to.

    `categories` are those that can follow; `ends`: none needs to.
    """

    number: int
    argument: int | None
    state: State
    ends: bool
    categories: frozenset[str]

    @classmethod
    def of(cls, number: int, state: State, argument: int | None = None) -> _Beginning:
        """That of the rule with this number."""
        return cls(number, argument, state, state.accepting, state.categories)


@dataclass(slots=True)
class _Match:
    state: State
    position: int
    values: tuple[Any, ...]
    rules: tuple[str, ...]
    preference: int


@dataclass
class Chart:
    """All readings of a text, by where they begin. `steps` counts the work: states visited while matching."""

    grammar: Grammar
    tokens: Sequence[Token]
    steps: int = 0
    readings: list[dict[str, list[Reading]]] = field(default_factory=list)

    def __post_init__(self) -> None:
        self.readings = [{} for _ in self.tokens]

    def fill(self) -> None:
        """Read everything. Call once."""
        for position in range(len(self.tokens) - 1, -1, -1):
            self._fill(position)

    def _fill(self, position: int) -> None:
        token = self.tokens[position]
        waiting = [
            Reading(category, position, position + 1, value) for category, value in self._lexical(position, token)
        ]
        for beginning in self.grammar.by_word.get(token.word, ()):
            if self._leads_on(beginning, position + 1):
                waiting.extend(self._complete(beginning, position, position + 1, None))
        while waiting:
            reading = waiting.pop()
            if not self._keep(reading):
                continue
            for beginning in self.grammar.by_slot.get(reading.category, ()):
                if self._leads_on(beginning, reading.end):
                    waiting.extend(self._complete(beginning, position, reading.end, reading))

    def _leads_on(self, beginning: _Beginning, position: int) -> bool:
        """Whether a rule is complete, or what stands next can go on with it: most rules end here, so look first."""
        self.steps += 1
        if beginning.ends:
            return True
        if position == len(self.tokens):
            return False
        if self.tokens[position].word in beginning.state.words:
            return True
        categories = beginning.categories
        return not (categories.isdisjoint(self.readings[position]) and categories.isdisjoint(_WHATEVER))

    def _lexical(self, position: int, token: Token) -> Iterable[tuple[str, Any]]:
        yield from self.grammar.words.get(token.word, ())
        for reader in self.grammar.readers:
            yield from reader(self.tokens, position)

    def _keep(self, reading: Reading) -> bool:
        """Note a reading, unless the same or a preferred one of the same words is there."""
        kept = self.readings[reading.start].setdefault(reading.category, [])
        for index, other in enumerate(kept):
            if other.end == reading.end and other.value == reading.value:
                if reading.preference > other.preference:
                    kept[index] = reading
                return False
        kept.append(reading)
        return True

    def _complete(self, beginning: _Beginning, start: int, position: int, filled: Reading | None) -> Iterable[Reading]:
        """The readings of one rule whose first word, or first slot as `filled`, is matched up to `position`."""
        rule, pattern = self.grammar.compiled[beginning.number]
        values: tuple[Any, ...] = (None,) * pattern.arguments
        rules: tuple[str, ...] = ()
        preference = rule.preference
        if beginning.argument is not None and filled is not None:
            values, rules = _with(values, beginning.argument, filled.value), filled.rules
            preference += filled.preference
        stack = [_Match(beginning.state, position, values, rules, preference)]
        found: list[Reading] = []
        while stack:
            match = stack.pop()
            self.steps += 1
            if match.state.accepting:
                value = rule.production(*match.values)
                if value is not None:
                    fired = tuple(name for name in match.rules if name != rule.name)
                    found.append(
                        Reading(
                            rule.produces,
                            start,
                            match.position,
                            value,
                            (*fired, rule.name),
                            match.preference,
                            beginning.number,
                        )
                    )
            if match.position < len(self.tokens):
                stack.extend(self._onward(match, pattern, start))
        return found

    def _onward(self, match: _Match, pattern: Pattern, start: int) -> Iterable[_Match]:
        if self.tokens[match.position - 1].stops:
            return  # a full stop may end an expression, which does not go on in the next sentence
        token = self.tokens[match.position]
        for target in match.state.words.get(token.word, ()):
            yield _Match(pattern.states[target], match.position + 1, match.values, match.rules, match.preference)
        for category, argument, target in match.state.slots:
            if category == HERE:
                values = _with(match.values, argument, match.position)
                yield _Match(pattern.states[target], match.position, values, match.rules, match.preference)
                continue
            if category == ANY_WORD:
                if token.kind is Kind.WORD:
                    values = _with(match.values, argument, token.word)
                    yield _Match(pattern.states[target], match.position + 1, values, match.rules, match.preference)
                continue
            for reading in self.readings[match.position].get(category, ()):
                if reading.end - start <= WIDEST:
                    values = _with(match.values, argument, reading.value)
                    yield _Match(
                        pattern.states[target],
                        reading.end,
                        values,
                        match.rules + reading.rules,
                        match.preference + reading.preference,
                    )


def _with(values: tuple[Any, ...], index: int, value: Any) -> tuple[Any, ...]:
    return (*values[:index], value, *values[index + 1 :])


def widest(readings: Iterable[Reading]) -> Reading | None:
    """The reading of most words; of equals the preferred one, then the one whose rule was declared first."""
    return max(readings, key=lambda reading: (reading.end, reading.preference, -reading.order), default=None)
