"""What a folded text is cut into."""

from __future__ import annotations

import pytest

from tracker.agreement.deadlines.tokens import Kind, tokenize


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("senest 1.marts", ["senest", "1", ".", "marts"]),
        ("af2020", ["af", "2020"]),
        ("01.03.2020", ["01.03.2020"]),
        ("1/3-2020", ["1/3-2020"]),
        ("2020-03-01", ["2020-03-01"]),
        ("2.632,2 mio", ["2.632,2", "mio"]),
        ("uge 34-36", ["uge", "34", "-", "36"]),
        ("2019/20", ["2019", "/", "20"]),
        ("2019-2022", ["2019", "-", "2022"]),
        ("05/2019", ["05/2019"]),
        ("35/2019", ["35", "/", "2019"]),
        ("1.-2. kvartal", ["1", ".", "-", "2", ".", "kvartal"]),
        ("foraaret", ["foråret"]),
        ("u1timo", ["ultimo"]),
        ("k3", ["k", "3"]),
    ],
)
def test_text_is_cut_into(text: str, words: list[str]) -> None:
    assert [token.word for token in tokenize(text)] == words


def test_a_token_knows_its_kind_and_whether_a_space_stands_before_it() -> None:
    tokens = tokenize("den 1.marts 2.5")
    assert [token.kind for token in tokens] == [Kind.WORD, Kind.NUMBER, Kind.MARK, Kind.WORD, Kind.FIGURES]
    assert [token.glued for token in tokens] == [False, False, True, True, False]
