"""A build over the site of an earlier one: it writes what is different, and the site is that of a clean build."""

from __future__ import annotations

import shutil
import time
from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from building import Content, build_as_a_command, build_config, write, write_config
from mkdocs_vault.vault.notes import Note
from mkdocs_vault.website.filling.page import FilledNote, fill_note
from mkdocs_vault.website.search.documents import SearchDocument
from mkdocs_vault.website.site import Site

NOTES: dict[str, Content] = {
    "docs/Home.md": "Start at [[Tides]] and [[Boats/Rope]].",
    "docs/Tides.md": "---\ntags: [sea]\n---\n## Springs\n\nHigh water. [[Home]]\n",
    "docs/Boats/Rope.md": "---\naliases: [Line]\n---\nA rope ties ![[Tides#Springs]] and ![[knot.png]].",
    "docs/Boats/Anchor.md": "Holds. [[Rope]] #sea/bed [[plain.txt]]",
    "docs/knot.png": b"\x89PNG",
    "docs/plain.txt": "as it is",
}


@pytest.fixture
def root(tmp_path: Path) -> Path:
    write(tmp_path, NOTES)
    return tmp_path


def built(root: Path, **options: object) -> dict[str, bytes]:
    """All files of the site, built over what is there."""
    return build_as_a_command(write_config(root, options))


def clean(root: Path, **options: object) -> dict[str, bytes]:
    """The same site, built by itself."""
    other = root.parent / f"{root.name}-clean"
    shutil.rmtree(other, ignore_errors=True)
    shutil.copytree(root / "docs", other / "docs", symlinks=True)
    if (root / "theme").is_dir():
        shutil.copytree(root / "theme", other / "theme")
    return build_as_a_command(write_config(other, {**options, "cache": False}))


def seen(root: Path) -> dict[str, tuple[int, int]]:
    """When each file of the site was written, and into which place of the disk."""
    site = root / "site"
    files = {path.relative_to(site).as_posix(): path.stat() for path in site.rglob("*") if path.is_file()}
    return {name: (status.st_mtime_ns, status.st_ino) for name, status in files.items()}


def written(root: Path, change: Callable[[], object], **options: object) -> set[str]:
    """The files that a build writes after a change."""
    built(root, **options)
    before = seen(root)
    change()
    built(root, **options)
    after = seen(root)
    return {name for name in before.keys() | after.keys() if before.get(name) != after.get(name)}


def pages(names: set[str]) -> set[str]:
    return {name for name in names if name.endswith(".html")}


def test_nothing_is_written_where_nothing_has_changed(root: Path) -> None:
    assert written(root, lambda: None) <= {"sitemap.xml", "sitemap.xml.gz"}


def test_a_changed_text_is_written_where_it_is_shown(root: Path) -> None:
    changed = written(root, lambda: write(root, {"docs/Tides.md": "---\ntags: [sea]\n---\n## Springs\n\nLow water. [[Home]]\n"}))
    assert {"Tides/index.html", "Boats/Rope/index.html"} <= changed
    assert not {"Home/index.html", "Boats/Anchor/index.html"} & changed
    assert built(root) == clean(root)


def test_a_new_title_is_written_wherever_it_stands(root: Path) -> None:
    change = lambda: write(root, {"docs/Tides.md": "---\ntitle: Ebb and flow\n---\nHigh water. [[Home]]\n"})  # noqa: E731
    assert {"Tides/index.html", "Home/index.html"} <= written(root, change)
    assert built(root) == clean(root)


@pytest.mark.parametrize("navigation", ["folders-first", "material"])
@pytest.mark.parametrize("mark", ["icon: material/anchor", "status: new", "subtitle: Twice a day"])
def test_what_the_sidebar_prints_beside_a_title_is_written_wherever_it_stands(root: Path, navigation: str, mark: str) -> None:
    text = f"---\ntags: [sea]\n{mark}\n---\n## Springs\n\nHigh water. [[Home]]\n"
    assert "Home/index.html" in written(root, lambda: write(root, {"docs/Tides.md": text}), navigation=navigation)
    assert built(root, navigation=navigation) == clean(root, navigation=navigation)


def test_a_new_link_is_seen_on_the_page_of_the_whole_graph(root: Path) -> None:
    assert "graph/index.html" in written(root, lambda: write(root, {"docs/Boats/Anchor.md": "Holds. [[Rope]] [[Tides]] #sea/bed"}))
    assert built(root)["graph/index.html"] == clean(root)["graph/index.html"]


def test_a_picture_that_moves_is_told_anew_of_the_pages_that_share_it(root: Path) -> None:
    write(root, {"docs/Tides.md": "---\ncover: knot.png\n---\nHigh water."})
    move = lambda: (root / "docs/knot.png").rename(root / "docs/Boats/knot.png")  # noqa: E731
    assert "Tides/index.html" in written(root, move)
    assert built(root) == clean(root)


def test_a_note_that_becomes_private_leaves_the_descriptions_of_others(root: Path) -> None:
    write(root, {"docs/Note.md": "About [[Tides]] first. Then more."})
    change = lambda: write(root, {"docs/Tides.md": "---\npublish: false\n---\n"})  # noqa: E731
    assert "Note/index.html" in written(root, change)
    assert 'content="Then more."' in built(root)["Note/index.html"].decode("utf-8")
    assert built(root) == clean(root)


STAMP = '---\nvideoId: aircAruvnKk\n---\nSaid <a class="yt-timestamp" data-t="01:06:00">[01:06:00]</a>.\n'


def test_what_a_note_says_of_a_video_is_seen_on_the_pages_of_its_other_notes(root: Path) -> None:
    write(root, {"docs/Talk.md": STAMP, "docs/Boats/Of the talk.md": "---\nvideoId: aircAruvnKk\n---\nx\n"})
    said = "---\nvideoId: aircAruvnKk\nduration: 9:00\n---\nx\n"
    assert "Talk/index.html" in written(root, lambda: write(root, {"docs/Boats/Of the talk.md": said}))
    assert b"t=66s" in built(root)["Talk/index.html"]
    assert built(root) == clean(root)


def test_stamps_of_another_note_of_a_video_are_seen_where_its_notes_are_shown(root: Path) -> None:
    write(root, {"docs/Talk.md": STAMP, "docs/Show.md": "![[Talk]]\n", "docs/Part.md": "---\nvideoId: aircAruvnKk\n---\nx\n"})
    stamps = " ".join(STAMP.partition("Said ")[2].strip().replace("01:06:00", f"01:0{number}:{number}3") for number in range(3, 10))
    part = f"---\nvideoId: aircAruvnKk\n---\n{stamps}\n"
    assert {"Talk/index.html", "Show/index.html"} <= written(root, lambda: write(root, {"docs/Part.md": part}))
    assert built(root) == clean(root)


def test_what_is_left_over_goes_with_its_folder(root: Path) -> None:
    gone = written(root, lambda: shutil.rmtree(root / "docs/Boats"))
    assert "Boats/Rope/index.html" in gone
    assert not (root / "site/Boats").exists()
    assert built(root) == clean(root)


def test_a_page_that_somebody_changed_is_made_again(root: Path) -> None:
    changed = written(root, lambda: (root / "site/Home/index.html").write_text("changed", encoding="utf-8"))
    assert "Home/index.html" in changed
    assert built(root) == clean(root)


def test_a_page_that_is_missing_is_made_again(root: Path) -> None:
    built(root)
    shutil.rmtree(root / "site/Home")
    assert built(root) == clean(root)


def test_files_that_nobody_knows_go_unless_they_are_hidden(root: Path) -> None:
    built(root)
    write(root / "site", {"stray/old.html": "x", ".git/config": "x"})
    time.sleep(0.2)  # What is new while a build runs was written by another plugin.
    assert not [name for name in built(root) if "stray" in name]
    assert (root / "site/.git/config").is_file()


@pytest.mark.parametrize(
    "change",
    [
        lambda root: write(root, {"theme/partials/copyright.html": "<p>changed</p>"}),
        lambda root: write(root, {"theme/main.html": '{% extends "base.html" %}{% block footer %}mine{% endblock %}'}),
    ],
)
def test_a_template_of_the_site_changes_every_page(root: Path, change: Callable[[Path], None]) -> None:
    write(root, {"theme/partials/copyright.html": "<p>first</p>"})
    theme = {"name": "material", "font": False, "custom_dir": str(root / "theme")}
    config = write_config(root, theme=theme)
    build_as_a_command(config)
    before = seen(root)
    change(root)
    after_files = build_as_a_command(config)
    after = seen(root)
    same = {name for name in pages(set(after)) if before[name] == after[name]}
    assert same == {"index.html"}, "a redirect alone is printed without a template"
    shutil.rmtree(root / "site")
    shutil.rmtree(root / ".cache")
    assert after_files == build_as_a_command(config)


def test_a_setting_changes_what_it_stands_in(root: Path) -> None:
    built(root)
    assert built(root, backlinks=False) == clean(root, backlinks=False)


def test_without_a_cache_the_folder_is_emptied_as_ever(root: Path) -> None:
    built(root, cache=False)
    write(root / "site", {"stray.html": "x"})
    assert "stray.html" not in built(root, cache=False)


def test_a_damaged_record_costs_time_alone(root: Path) -> None:
    built(root)
    records = list((root / ".cache/mkdocs-vault").glob("site-*"))
    assert records
    for record in records:
        record.write_bytes(record.read_bytes()[:-3] + b"abc")
    assert built(root) == clean(root)


NAMES = st.sampled_from(["Home", "Tides", "Boats/Rope", "Boats/Anchor", "New", "Boats/New", "Deep/er/Note"])
LINES = st.sampled_from([
    "Words.", "More words, [[Tides]].", "[[Rope]] and [[New|another]]", "![[Tides]]", "![[Rope#Part]]", "## Part", "# Title", "#sea",
    "#new/tag", "![[knot.png]]", "^block", "![[Home#^block]]", "[x](New.md)", "%%hidden%%", "> [!note] Box\n> text",
    "text[^1]\n\n[^1]: foot [[Home]]",
])  # fmt: skip
PROPERTIES = st.sampled_from([
    "", "title: Another", "publish: false", "tags: [sea]", "aliases: [Line]", "permalink: way/out", "created: 2024-01-02", "up: '[[Home]]'",
    "description: Said", "videoId: abcdefghijk", "tags: [sea", "publish: maybe",
])  # fmt: skip


def _text(lines: list[str], properties: str) -> str:
    return (f"---\n{properties}\n---\n" if properties else "") + "\n\n".join(lines)


TEXTS = st.builds(_text, st.lists(LINES, max_size=5), PROPERTIES)
EDITS = st.one_of(
    st.tuples(st.just("write"), NAMES, TEXTS),
    st.tuples(st.just("delete"), NAMES, st.just("")),
    st.tuples(st.just("rename"), NAMES, NAMES),
    st.tuples(st.just("attach"), st.sampled_from(["knot.png", "Boats/new.png", "plain.txt"]), st.sampled_from(["", "one", "other"])),
    st.tuples(st.just("setting"), st.just(""), st.sampled_from(["", '{"strictLineBreaks": true}', "{no"])),
)


Rounds = list[list[tuple[str, str, str]]]


def edit(docs: Path, kind: str, name: str, value: str) -> None:
    """Change a vault as its author might."""
    note = docs / f"{name}.md"
    match kind:
        case "write":
            write(docs, {f"{name}.md": value})
        case "delete":
            note.unlink(missing_ok=True)
        case "rename":
            target = docs / f"{value}.md"
            if note.exists():
                target.parent.mkdir(parents=True, exist_ok=True)
                note.replace(target)
        case "attach":
            if value:
                write(docs, {name: value})
            else:
                (docs / name).unlink(missing_ok=True)
        case _:
            write(docs, {".obsidian/app.json": value or "{}"})


@pytest.mark.slow
@given(st.lists(st.lists(EDITS, min_size=1, max_size=3), min_size=1, max_size=3))
@settings(max_examples=6, deadline=None, suppress_health_check=list(HealthCheck))
def test_after_any_edits_the_site_is_that_of_a_clean_build(tmp_path_factory: pytest.TempPathFactory, rounds: Rounds) -> None:
    check_edits(tmp_path_factory.mktemp("edited"), rounds)


class TestMaterialsTags:
    """The site has Material's plugin `tags`, whose lists stand on one page and are led to from others."""

    LIST = "# All\n\n<!-- material/tags -->\n"

    def built(self, root: Path) -> dict[str, bytes]:
        return build_as_a_command(write_config(root, plugins=["tags"]))

    def clean(self, root: Path) -> dict[str, bytes]:
        return build_as_a_command(write_config(root, {"cache": False}, plugins=["tags"]))

    def test_lead_to_the_list_where_it_stands_now(self, root: Path) -> None:
        self.built(root)
        for change in (
            {"All.md": self.LIST},
            {"Every tag.md": self.LIST, "All.md": "No list."},
            {"Every tag.md": "None.", "All.md": "None."},
        ):
            write(root / "docs", change)
            assert self.built(root) == self.clean(root)

    def test_are_those_of_now(self, root: Path) -> None:
        write(root / "docs", {"All.md": self.LIST})
        self.built(root)
        write(root / "docs", {"Tides.md": "---\ntags: [tide]\n---\nHigh water."})
        site = self.built(root)
        assert b"tide" in site["tags.json"]
        assert b'id="tag:tide"' in site["All/index.html"]
        assert site == self.clean(root)

    def test_have_only_pages_printed_that_are_different(self, root: Path) -> None:
        write(root / "docs", {"All.md": self.LIST})
        self.built(root)
        before = seen(root)
        write(root / "docs", {"Boats/Anchor.md": "Holds well. [[Rope]] #sea/bed"})
        self.built(root)
        after = seen(root)
        changed = pages({name for name in after if before.get(name) != after[name]})
        assert "Boats/Anchor/index.html" in changed
        assert not changed & {"All/index.html", "Home/index.html", "Tides/index.html"}


@pytest.mark.parametrize("plugin", ["search", "material/search"])
def test_the_index_of_another_search_has_pages_that_stay(root: Path, plugin: str) -> None:
    for text in ("Holds. [[Rope]]", "Holds well. [[Rope]]"):
        write(root / "docs", {"Boats/Anchor.md": text})
        again = build_as_a_command(write_config(root, plugins=[plugin]))
    assert again == build_as_a_command(write_config(root, {"cache": False}, plugins=[plugin]))
    assert b"High water" in again["search/search_index.json"]


def test_a_hook_that_changes_has_all_printed_again_wherever_the_build_is_started(root: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(root.parent)
    hook = "def on_config(config):\n    config.site_name = {!r}\n"
    for name in ("One", "Other"):
        write(root, {f"{name}.py": hook.format(name)})
        again = build_as_a_command(write_config(root, hooks=[f"{name}.py"]))
        assert f"Tides - {name}".encode() in again["Tides/index.html"]


def test_words_are_read_for_the_search_only_where_they_have_changed(root: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    first = built(root, search="pagefind", graph="notes")
    monkeypatch.setattr("mkdocs_vault.hosts.mkdocs.search.documents.SearchDocument.html", _nobody_asks)
    assert built(root, search="pagefind", graph="notes") == first
    monkeypatch.undo()
    write(root, {"docs/Home.md": "Start elsewhere, at [[Tides]]."})
    changed = built(root, search="pagefind", graph="notes")
    assert changed == clean(root, search="pagefind", graph="notes")
    assert changed != first


def _nobody_asks(document: SearchDocument) -> str:
    raise AssertionError(document.address)


def test_files_beside_a_page_stay_with_it(root: Path) -> None:
    links = {f"docs/Boats/{number}.md": f"Ship {number} waits for the [[Tides]]." for number in range(30)}
    write(root, links)
    site = built(root)
    beside = {name for name in site if "/references/" in name}
    assert beside
    assert not written(root, lambda: None) & beside
    assert built(root) == site
    (root / "site" / next(iter(beside))).unlink()
    assert built(root) == site


def test_what_is_wrong_in_a_page_is_told_each_time(root: Path) -> None:
    write(root, {"docs/Loop.md": "![[Loop]]"})
    for _ in range(3):
        assert build_config(write_config(root)).notices("embed-cycle")


def test_contents_are_made_for_changed_pages_alone(root: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    write(root, {f"docs/Boats/{number}.md": f"Ship {number}." for number in range(20)})
    built(root)
    filled: list[str] = []

    def fill(note: Note, site: Site) -> FilledNote:
        filled.append(note.path)
        return fill_note(note, site)

    monkeypatch.setattr("mkdocs_vault.hosts.mkdocs.pages.fill_note", fill)
    built(root)
    assert not filled
    write(root, {"docs/Tides.md": "---\ntags: [sea]\n---\n## Springs\n\nLow water. [[Home]]\n"})
    built(root)
    assert set(filled) == {"Tides.md", "Boats/Rope.md"}


@pytest.mark.fuzz
@pytest.mark.timeout(1800)
@given(st.lists(st.lists(EDITS, min_size=1, max_size=4), min_size=1, max_size=4))
@settings(max_examples=300, deadline=None, suppress_health_check=list(HealthCheck))
def test_after_hundreds_of_edits_the_site_is_that_of_a_clean_build(tmp_path_factory: pytest.TempPathFactory, rounds: Rounds) -> None:
    check_edits(tmp_path_factory.mktemp("edited"), rounds)


def check_edits(root: Path, rounds: Rounds) -> None:
    """Build after each round of edits. Without the picture of all notes, whose places follow those of the build before."""
    write(root, NOTES)
    built(root, graph="notes")
    for edits in rounds:
        for kind, name, value in edits:
            edit(root / "docs", kind, name, value)
        assert built(root, graph="notes") == clean(root, graph="notes")
