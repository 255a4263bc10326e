"""Which file a name means: the index against a slow and obvious reading of the rules, and each rule by example."""

import time
from posixpath import normpath
from random import Random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from mkdocs_vault.vault.file_index import FileIndex, Found
from mkdocs_vault.vault.paths import VaultPath, comparable


def index_of(*paths: str) -> FileIndex:
    return FileIndex([VaultPath(path) for path in paths])


def found(target: str, source: str, *paths: str, markdown: bool = False) -> str | None:
    result = index_of(*paths).find(target, VaultPath(source), markdown=markdown)
    return result.path if result else None


# ---------------------------------------------------------------- the rules, one by one


def test_a_name_is_found_in_any_folder() -> None:
    assert found("Note", "Main.md", "deep/down/Note.md") == "deep/down/Note.md"


def test_case_does_not_matter() -> None:
    assert found("nOTE.MD", "Main.md", "a/Note.md") == "a/Note.md"
    assert found("UPPER.png", "Main.md", "a/Upper.PNG") == "a/Upper.PNG"


@pytest.mark.parametrize(("written", "on_disk"), [("Caf\u00e9", "Cafe\u0301.md"), ("Cafe\u0301", "Caf\u00e9.md"), ("A\u00a0b", "A b.md")])
def test_unicode_forms_do_not_matter(written: str, on_disk: str) -> None:
    assert found(written, "Main.md", on_disk) == on_disk


def test_names_match_in_whole_parts_only() -> None:
    assert found("bour", "Main.md", "Harbour.md") is None
    assert found("b/Note", "Main.md", "ab/Note.md") is None


def test_a_folder_may_be_the_end_of_a_path() -> None:
    assert found("b/Note", "Main.md", "a/b/Note.md", "c/Note.md") == "a/b/Note.md"
    assert found("b/Note", "Main.md", "a/b/Note.md") == "a/b/Note.md"


def test_md_is_added_first() -> None:
    assert found("v3.beta", "Main.md", "v3.beta.md", "v3.beta") == "v3.beta.md"
    assert found("v3.beta", "Main.md", "v3.beta") == "v3.beta"
    assert found("Note.md", "Main.md", "Note.md") == "Note.md"


@pytest.mark.parametrize("other", ["Plan.canvas", "Plan.base", "Plan.png", "Plan"])
def test_a_name_without_extension_finds_notes_only(other: str) -> None:
    assert found("Plan", "Main.md", other) is None


def test_a_file_that_is_no_note_needs_its_extension() -> None:
    assert found("Plan.canvas", "Main.md", "x/Plan.canvas", "Plan.md") == "x/Plan.canvas"


def test_the_path_from_the_root_wins_over_the_own_folder() -> None:
    assert found("Log", "a/Main.md", "Log.md", "a/Log.md") == "Log.md"
    assert found("b/Log", "a/Main.md", "b/Log.md", "a/b/Log.md") == "b/Log.md"


def test_the_own_folder_wins_over_a_shorter_path() -> None:
    assert found("Log", "archive/of/old/Main.md", "x/Log.md", "archive/of/old/Log.md") == "archive/of/old/Log.md"


def test_a_folder_above_or_below_the_own_one_counts_for_nothing() -> None:
    assert found("Log", "archive/old/Main.md", "x/Log.md", "archive/Log.md") == "x/Log.md"
    assert found("Log", "archive/Main.md", "x/Log.md", "archive/old/Log.md") == "x/Log.md"


def test_the_shortest_path_string_wins_not_the_fewest_folders() -> None:
    assert found("Log", "Main.md", "a/b/Log.md", "Archive/Log.md") == "a/b/Log.md"


def test_of_paths_of_one_length_the_alphabetically_first_wins_and_the_others_are_named() -> None:
    result = index_of("b/Log.md", "c/Log.md", "a/Log.md").find("Log", VaultPath("Main.md"))
    assert result == Found(VaultPath("a/Log.md"), (VaultPath("a/Log.md"), VaultPath("b/Log.md"), VaultPath("c/Log.md")))


def test_a_longer_path_is_no_rival_of_a_shorter_one() -> None:
    assert index_of("b/Log.md", "long/Log.md").find("Log", VaultPath("Main.md")) == Found(VaultPath("b/Log.md"))
    result = index_of("b/Log.md", "c/Log.md", "long/Log.md").find("Log", VaultPath("Main.md"))
    assert result == Found(VaultPath("b/Log.md"), (VaultPath("b/Log.md"), VaultPath("c/Log.md")))


def test_of_a_folder_and_a_name_only_equally_long_paths_are_rivals() -> None:
    paths = ("x/a/Log.md", "y/a/Log.md", "longer/a/Log.md")
    assert index_of(*paths).find("a/Log", VaultPath("Main.md")) == Found(VaultPath(paths[0]), (VaultPath(paths[0]), VaultPath(paths[1])))
    assert index_of(paths[0], paths[2]).find("a/Log", VaultPath("Main.md")) == Found(VaultPath(paths[0]))


@pytest.mark.parametrize("source", ["a/Main.md", "Main.md"])
def test_a_path_that_a_rule_speaks_for_is_not_ambiguous(source: str) -> None:
    result = index_of("Log.md", "a/Log.md", "b/Log.md").find("a/Log", VaultPath(source))
    assert result == Found(VaultPath("a/Log.md"))


def test_files_that_differ_in_case_alone_are_ambiguous() -> None:
    result = index_of("note.md", "Note.md").find("note", VaultPath("Main.md"))
    assert result == Found(VaultPath("Note.md"), (VaultPath("Note.md"), VaultPath("note.md")))


@pytest.mark.parametrize(
    ("target", "path"),
    [
        ("./Near", "a/b/Near.md"),
        ("../Up", "a/Up.md"),
        ("../../Top", "Top.md"),
        ("../c/pic.png", "a/c/pic.png"),
        ("./sub/X.md", "a/b/sub/X.md"),
    ],
)
def test_dots_are_relative_to_the_folder_of_the_link(target: str, path: str) -> None:
    assert found(target, "a/b/Main.md", path) == path


def test_dots_lead_to_exact_paths_only() -> None:
    assert found("./Note", "a/Main.md", "Note.md") is None
    assert found("../Note", "a/b/Main.md", "x/Note.md") is None


def test_a_slash_leads_from_the_root_to_exact_paths_only() -> None:
    assert found("/a/Note", "x/Main.md", "a/Note.md") == "a/Note.md"
    assert found("/Note", "x/Main.md", "a/Note.md") is None


@pytest.mark.parametrize("target", ["../../etc/passwd", "/etc/passwd", "../../../Note", "..", ".", "/", "./", "a/", "//Note", "..\\Note"])
def test_nothing_outside_is_found(target: str) -> None:
    assert found(target, "a/Main.md", "etc.md", "a/Note.md") is None


def test_pages_outside_the_vault_are_found_by_relative_links_alone() -> None:
    assert found("../../index.md", "a/Main.md", "../index.md") == "../index.md"
    assert found("index", "a/Main.md", "../index.md") is None
    assert found("../index", "Main.md", "../index.md") == "../index.md"


def test_folders_index_and_readme_have_no_role() -> None:
    assert found("Folder", "Main.md", "Folder/index.md", "Folder/README.md") is None


def test_a_markdown_link_may_be_relative_without_dots() -> None:
    paths = ("A/sub/Near.md", "x/sub/Near.md")
    assert found("sub/Near.md", "A/Main.md", *paths, markdown=True) == "A/sub/Near.md"
    assert found("sub/../Near.md", "A/Main.md", "A/Near.md", markdown=True) == "A/Near.md"


def test_a_markdown_link_is_looked_up_in_the_whole_vault_too() -> None:
    assert found("My Note.md", "Main.md", "Sub/My Note.md", markdown=True) == "Sub/My Note.md"
    assert found("Sub/My Note.md", "Sub/Main.md", "Sub/My Note.md", markdown=True) == "Sub/My Note.md"
    assert found("My Note", "Main.md", "Sub/My Note.md", markdown=True) == "Sub/My Note.md"


def test_a_markdown_link_reaches_files_without_extension() -> None:
    assert found("LICENSE", "Main.md", "LICENSE", markdown=True) == "LICENSE"


# ---------------------------------------------------------------- against the obvious reading

PARTS = st.sampled_from(["a", "b", "A", "ab", "\u00e9", "e\u0301"])
NAMES = st.sampled_from(["Note.md", "note.md", "n.md", "v.1.md", "v.1", "pic.png", "Note", "\u00e9.md", "e\u0301.md"])
PATHS = st.builds(lambda folders, name: VaultPath("/".join([*folders, name])), st.lists(PARTS, max_size=3), NAMES)
TARGETS = st.builds(
    lambda lead, folders, name: lead + "/".join([*folders, name]),
    st.sampled_from(["", "", "", "./", "../", "../../", "/"]),
    st.lists(PARTS | st.just(".."), max_size=2),
    NAMES | st.sampled_from(["v.1.md", "note", "n", "NOTE", "pic.PNG", "\u00e9", ".md", ""]),
)


def obvious(paths: list[VaultPath], target: str, source: VaultPath, *, markdown: bool) -> str | None:
    """The rules as they are told, looking at every file for every question."""
    folder = comparable(source).rpartition("/")[0]
    name_has_extension = "." in comparable(target).rpartition("/")[2][1:-1]
    wanted = [comparable(target) + ".md"] + ([comparable(target)] if name_has_extension or markdown else [])
    for each in wanted:
        answer = obvious_path([path for path in paths if not path.startswith("../")], each, folder, markdown=markdown)
        if answer:
            return answer
    return None


def obvious_path(paths: list[VaultPath], wanted: str, folder: str, *, markdown: bool) -> str | None:
    def first(candidates: list[VaultPath]) -> str | None:
        return min(candidates, key=lambda path: (len(path.key), path.key, path)) if candidates else None

    beside = normpath(f"{folder}/{wanted}" if folder else wanted)
    if wanted.startswith("/"):
        return first([path for path in paths if path.key == wanted.lstrip("/")])
    if wanted.startswith(("./", "../")):
        return first([path for path in paths if path.key == beside])
    candidates = [path for path in paths if path.key == wanted or path.key.endswith("/" + wanted)]
    return (
        first([path for path in candidates if path.key == wanted])
        or (first([path for path in paths if path.key == beside]) if markdown else None)
        or first([path for path in candidates if path.key.rpartition("/")[0] == folder])
        or first(candidates)
    )


@given(
    paths=st.lists(PATHS, unique=True, max_size=8),
    target=TARGETS,
    source=PATHS,
    random=st.randoms(use_true_random=False),
    markdown=st.booleans(),
)
@settings(max_examples=1500, deadline=None)
def test_the_index_agrees_with_the_obvious_reading_whatever_the_order(
    paths: list[VaultPath], target: str, source: VaultPath, random: Random, *, markdown: bool
) -> None:
    shuffled = list(paths)
    random.shuffle(shuffled)
    one = FileIndex(paths).find(target, source, markdown=markdown)
    other = FileIndex(shuffled).find(target, source, markdown=markdown)
    assert one == other
    assert (one.path if one else None) == obvious(paths, target, source, markdown=markdown)


@given(paths=st.lists(PATHS, unique=True, max_size=6), target=st.text(max_size=12), source=PATHS, markdown=st.booleans())
@settings(max_examples=300, deadline=None)
def test_no_target_raises(paths: list[VaultPath], target: str, source: VaultPath, *, markdown: bool) -> None:
    answer = FileIndex(paths).find(target, source, markdown=markdown)
    assert answer is None or answer.path in paths


# ---------------------------------------------------------------- cost


@pytest.mark.slow
def test_ten_thousand_namesakes_cost_no_more_than_one() -> None:
    index = index_of(*(f"folder {number}/sub/README.md" for number in range(10_000)))
    started = time.process_time()
    for number in range(10_000):
        assert index.find(f"folder {number}/sub/README", VaultPath("Main.md"))
        assert index.find("README", VaultPath("Main.md"))
    assert time.process_time() - started < 15
