"""What the program knows of its own files."""

from __future__ import annotations

from pathlib import Path

from tracker.resources import build_mark


def test_another_program_has_another_mark(tmp_path: Path) -> None:
    def built(name: str, **files: str) -> str:
        for file, text in files.items():
            (tmp_path / name / "inner").mkdir(parents=True, exist_ok=True)
            (tmp_path / name / "inner" / f"{file}.py").write_text(text)
        return build_mark(tmp_path / name)

    first = built("one", plan="a = 1\n", rest="")
    assert built("same", plan="a = 1\n", rest="") == first
    assert built("changed", plan="a = 2\n", rest="") != first
    assert built("moved", plans="a = 1\n", rest="") != first
    assert len(build_mark()) == 64
