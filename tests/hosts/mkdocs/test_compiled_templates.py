"""Templates are compiled once, and anew when they change."""

from __future__ import annotations

from pathlib import Path

from building import build_site


def test_a_template_that_changes_is_compiled_anew(tmp_path: Path) -> None:
    (tmp_path / "theme").mkdir()
    theme = {"name": None, "custom_dir": str(tmp_path / "theme")}
    for words in ("One", "Two"):
        (tmp_path / "theme" / "main.html").write_text(f"{words} {{{{ page.content }}}}", encoding="utf-8")
        (tmp_path / "theme" / "404.html").write_text(words, encoding="utf-8")
        assert build_site(tmp_path, {"index.md": "words"}, theme=theme).text("index.html").startswith(f"{words} <p>words")
