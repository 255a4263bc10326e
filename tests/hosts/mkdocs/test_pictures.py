"""Pictures on a site: without their metadata unless it asks for that, and written only when they change."""

from __future__ import annotations

import os
from io import BytesIO
from pathlib import Path

import pytest
from PIL import Image

from building import Content, build_as_a_command, build_site, write, write_config
from hosts.mkdocs.conftest import BuildSite
from previewing import differences, running_preview

CANARY = b"zqcanary"
REMOVED = "Removed the metadata of "


def jpeg(colour: str = "red") -> bytes:
    file = BytesIO()
    Image.new("RGB", (8, 8), colour).save(file, "JPEG", comment=CANARY)
    return file.getvalue()


FILES: dict[str, Content] = {"index.md": "![[a.jpg]] ![[B.JPEG]] ![[c.svg]]", "a.jpg": jpeg(), "B.JPEG": jpeg("blue"), "c.svg": "<svg/>"}


def test_have_lost_their_metadata_and_the_log_says_how_many(build: BuildSite) -> None:
    site = build(FILES)
    for name in ("a.jpg", "B.JPEG"):
        assert CANARY not in (site.folder / name).read_bytes()
    assert site.text("c.svg") == "<svg/>"
    assert [text for _, text in site.messages if text.startswith(REMOVED)] == [f"{REMOVED}2 pictures (option 'picture_metadata')."]


def test_keep_it_where_the_option_says_so(build: BuildSite) -> None:
    site = build(FILES, {"picture_metadata": "keep"})
    assert (site.folder / "a.jpg").read_bytes() == FILES["a.jpg"]
    assert not [text for _, text in site.messages if text.startswith(REMOVED)]


@pytest.mark.parametrize("cache", [True, False])
def test_lose_it_with_and_without_a_cache(tmp_path: Path, cache: bool) -> None:
    write(tmp_path / "docs", FILES)
    assert CANARY not in build_as_a_command(write_config(tmp_path, {"cache": cache}))["a.jpg"]


def test_are_written_again_when_they_or_the_option_change_and_only_then(tmp_path: Path) -> None:
    def written(**options: object) -> set[str]:
        names = ("a.jpg", "B.JPEG")
        old = 1_000_000_000_000_000_000
        before = {name: (tmp_path / "site" / name).stat().st_mtime_ns if (tmp_path / "site" / name).exists() else old for name in names}
        build_as_a_command(write_config(tmp_path, options))
        return {name for name in names if (tmp_path / "site" / name).stat().st_mtime_ns != before[name]}

    write(tmp_path / "docs", FILES)
    assert written() == {"a.jpg", "B.JPEG"}
    assert written() == set()
    write(tmp_path / "docs", {"a.jpg": jpeg("green")})
    assert written() == {"a.jpg"}
    assert written(picture_metadata="keep") == {"a.jpg", "B.JPEG"}
    assert CANARY in (tmp_path / "site/a.jpg").read_bytes()
    assert written() == {"a.jpg", "B.JPEG"}
    assert CANARY not in (tmp_path / "site/a.jpg").read_bytes()


def test_are_shown_in_the_preview_as_they_are_published(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    write(tmp_path / "docs", FILES)
    with running_preview(write_config(tmp_path), monkeypatch) as running:
        assert CANARY not in running.get("a.jpg").body
        assert differences(running) == []


def test_one_that_vanishes_during_the_build_does_not_end_it(tmp_path: Path) -> None:
    hooks = tmp_path / "hook.py"
    hooks.write_text(f"import os\ndef on_env(env, config, files):\n    os.unlink({os.fspath(tmp_path / 'docs/a.jpg')!r})\n", "utf-8")
    site = build_site(tmp_path, FILES, hooks=[str(hooks)])
    assert len(site.notices("file-skipped")) == 1
    assert site.has("B.JPEG")
