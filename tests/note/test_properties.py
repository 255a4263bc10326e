"""Front matter -> typed properties."""

from datetime import UTC, date, datetime

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from msgspec.structs import asdict

from mkdocs_vault.note.compiled import NoteFacts
from mkdocs_vault.note.encoding import decoded_facts, encoded_facts
from mkdocs_vault.note.problems import Problem
from mkdocs_vault.note.properties import Properties, read_properties
from mkdocs_vault.syntax.document import FrontMatter
from mkdocs_vault.vault.notes import diagnostics_of
from mkdocs_vault.vault.paths import VaultPath


def read(text: str) -> tuple[Properties, tuple[Problem, ...]]:
    return read_properties(FrontMatter(text, 2, 0, len(text) + 8))


def properties(text: str) -> Properties:
    return read(text)[0]


def problems(text: str) -> list[str]:
    return [str(diagnostic) for diagnostic in diagnostics_of(VaultPath("Folder/Note.md"), read(text)[1])]


def test_no_front_matter_is_no_property() -> None:
    assert read_properties(None) == (Properties(), ())


def test_known_properties_are_typed() -> None:
    text = (
        "title: A note\ndescription: Some words\ntags: [one, two]\naliases:\n  - Other\ncssclasses: wide\nimage: Files/a b.png\n"
        "permalink: notes/first/\ndate: 2024-01-05\ncreated: 2024-01-05T10:00:00\nupdated: 2024-01-05T10:00:00Z\nlang: pt-BR\n"
        "videoId: 4PDoT7jtxmw\nduration: 1:10:02\ntimestamp_format: MM:SS:00\ntemplate: home.html\npublish: true\n"
    )
    found, diagnostics = read(text)
    assert diagnostics == ()
    assert {name: value for name, value in asdict(found).items() if name not in {"others", "lines"}} == {
        "title": "A note", "description": "Some words", "tags": ("one", "two"), "aliases": ("Other",), "cssclasses": ("wide",),
        "image": "Files/a b.png", "permalink": "notes/first", "date": date(2024, 1, 5), "created": datetime(2024, 1, 5, 10),  # noqa: DTZ001
        "updated": datetime(2024, 1, 5, 10, tzinfo=UTC), "lang": "pt-BR", "video_id": "4PDoT7jtxmw", "duration": 4202,
        "template": "home.html", "timestamp_format": "mm:ss:ff", "publish": True, "doubt": "", "unclear": "", "readable": True,
    }  # fmt: skip


def test_properties_have_the_line_that_they_stand_in() -> None:
    assert properties("Title: x\n\ntags:\n  - a\nmood: good\n").lines == {"Title": 2, "tags": 4, "mood": 6}


def test_unknown_properties_are_kept_with_the_type_that_obsidian_shows() -> None:
    text = "mood: good\ncount: 3\ndone: true\nempty:\nday: 2024-01-05\nlist: [1, a, 'true']\nno: no\ntime: 1:30\nnested: {a: {b: 1}}\n"
    assert properties(text).others == {
        "mood": "good", "count": 3, "done": True, "empty": None, "day": date(2024, 1, 5), "list": (1, "a", "true"),
        "no": "no", "time": "1:30", "nested": {"a": {"b": 1}},
    }  # fmt: skip


def test_metadata_has_lists_and_the_names_that_were_written() -> None:
    text = "title: x\ntags: [a]\nvideoId: 4PDoT7jtxmw\nhide: [toc]\nsearch: {exclude: true}\ndescription:\n"
    assert properties(text).as_meta() == {
        "hide": ["toc"], "search": {"exclude": True}, "title": "x", "tags": ["a"], "videoId": "4PDoT7jtxmw",
    }  # fmt: skip


@pytest.mark.parametrize(
    ("written", "title"), [("1.10", "1.10"), ("2024", "2024"), ("no", "no"), ("'  a   b '", "a b"), ("~", None), ("", None)]
)
def test_a_title_is_text_as_written(written: str, title: str | None) -> None:
    assert properties(f"title: {written}").title == title


def test_a_title_that_is_no_text_is_left_out() -> None:
    assert problems("title: [a, b]") == ["Folder/Note.md:2:1: 'title' must be one line of text '[a, b]' [property-invalid]"]
    assert properties("title: [a, b]").title is None


@pytest.mark.parametrize(
    ("written", "tags"),
    [
        ("a, b", ("a", "b")), ("a b", ("a", "b")), ('"#a"', ("a",)), ("2024", ("2024",)), ("~", ()), ("[]", ()),
        ('["#a", A, b/c, ~, ""]', ("a", "b/c")),
        ("[Getting started]", ("Getting started",)),
    ],
)  # fmt: skip
def test_tags_are_a_list_however_they_are_written(written: str, tags: tuple[str, ...]) -> None:
    assert read(f"tags: {written}") == (properties(f"tags: {written}"), ())
    assert properties(f"tags: {written}").tags == tags


def test_what_is_no_tag_is_said_and_left_out() -> None:
    found, diagnostics = read("tags:\n  - a\n  - {b: c}\n  - [d]\n")
    assert found.tags == ("a",)
    assert [problem.line for problem in diagnostics] == [4, 5]


def test_aliases_are_strings_only() -> None:
    found, diagnostics = read("aliases: [~, 3, {x: y}, Two words]")
    assert found.aliases == ("3", "Two words")
    assert len(diagnostics) == 1
    assert properties("aliases: One, Two words").aliases == ("One", "Two words")


def test_css_classes_can_hold_nothing_else() -> None:
    found, diagnostics = read('cssclasses: ["wide page", "x\\" onload=\\"y"]')
    assert found.cssclasses == ("wide", "page")
    assert len(diagnostics) == 2


@pytest.mark.parametrize("name", ["tag", "alias", "cssclass"])
def test_names_that_obsidian_dropped_are_ordinary_properties(name: str) -> None:
    found = properties(f"{name}: x")
    assert (found.others, found.tags, found.aliases, found.cssclasses) == ({name: "x"}, (), (), ())


@pytest.mark.parametrize("written", ['"[[c.png]]"', "[[c.png]]", "c.png", '"![[c.png|300]]"', "[c.png, d.png]"])
@pytest.mark.parametrize("name", ["image", "cover"])
def test_a_picture_is_named_by_path_or_link(name: str, written: str) -> None:
    assert properties(f"{name}: {written}").image == "c.png"


def test_image_goes_before_cover() -> None:
    assert properties("image: a.png\ncover: b.png").image == "a.png"


@pytest.mark.parametrize("written", ["About", "notes/first", "a b", "/", "Caf\u00e9/x.y", "2024-01-05", "'12'"])
def test_usable_permalinks_are_kept(written: str) -> None:
    assert read(f"permalink: {written}") == (properties(f"permalink: {written}"), ())
    assert properties(f"permalink: {written}").permalink == written.strip("'")


@pytest.mark.parametrize("written", ["/notes/first", "notes/first/", "/notes/first/"])
def test_a_slash_around_a_permalink_says_nothing(written: str) -> None:
    assert read(f"permalink: {written}") == (properties(f"permalink: {written}"), ())
    assert properties(f"permalink: {written}").permalink == "notes/first"


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("aliases: {a: 1}", "'aliases' must be a list of texts, such as [one, two] '{a: 1}' [property-invalid]"),
        ("Tags: [a, {b: [c, d]}]", "'Tags' must be a list of texts, such as [one, two] '{b: [c, d]}' [property-invalid]"),
        ("cssclasses: a+b", "'cssclasses' must be CSS classes: letters, digits, '-' and '_' 'a+b' [property-invalid]"),
        ("description: {a: b}", "'description' must be one line of text '{a: b}' [property-invalid]"),
        ("created: 2024-13-01",
         "'created' must be a day that exists, as YYYY-MM-DD or YYYY-MM-DDTHH:MM:SS '2024-13-01' [property-invalid]"),
        ("lang: klingon", "'lang' must be a language code such as 'en' or 'pt-BR' 'klingon' [property-invalid]"),
        ("videoId: short",
         "'videoId' must be a YouTube video's address, or its id: 11 letters, digits, '-' and '_' 'short' [property-invalid]"),
        ("duration: long", "'duration' must be a time such as '1:10:02' or '70:02', or a number of seconds 'long' [property-invalid]"),
        ("permalink: 12",
         "'permalink' must be an address such as 'notes/first': a number is no text, so write it in quotes '12' [permalink-invalid]"),
        ("permalink: a?b", "'permalink' must be an address such as 'notes/first': it can't hold '?' 'a?b' [permalink-invalid]"),
    ],
)  # fmt: skip
def test_a_message_names_the_property_its_value_and_what_would_be_right(text: str, message: str) -> None:
    assert problems(text) == [f"Folder/Note.md:2:1: {message}"]


@pytest.mark.parametrize(
    ("written", "language"), [("en", "en"), ("pt-BR", "pt-BR"), ("pt_BR", "pt-BR"), ("tlh", "tlh"), ("zh-Hant-TW", "zh-Hant-TW")]
)
def test_a_language_is_a_code(written: str, language: str) -> None:
    assert read(f"lang: {written}") == (properties(f"lang: {written}"), ())
    assert properties(f"lang: {written}").lang == language


def test_a_long_value_is_cut_in_its_message() -> None:
    (message,) = problems(f"title: [{', '.join(['[x, [y, [z]]]'] * 1000)}]")
    assert len(message) < 250


@pytest.mark.parametrize(
    "written",
    [
        "../../x", "true", "1.5", "'C:\\x'", "x%2f..%2f", "//evil", "index.html", "search/search_index.json", "''", "x" * 5000, "a//b",
        "a/../b", "a/./b",
        ".htaccess", "_redirects", "https://x.y", "a?b", "'a#b'", '"a\\u202eb"', "a/ /b", "assets/x", "x/404.html", "'a|b'", '"a\\tb/c "',
    ],
)  # fmt: skip
def test_unusable_permalinks_are_refused(written: str) -> None:
    found, diagnostics = read(f"permalink: {written}")
    if found.permalink is not None:
        assert found.permalink == "a b/c"  # a tab is white space, which counts as one space
    else:
        assert [problem.code for problem in diagnostics] == ["permalink-invalid"]


@pytest.mark.parametrize("name", ["date", "created", "updated"])
@pytest.mark.parametrize("written", ["2024-13-45", "yesterday", "2023-02-29T10:00", "{{date}}", "[2024-01-05]"])
def test_a_date_that_does_not_exist_is_said_and_left_out(name: str, written: str) -> None:
    found, diagnostics = read(f"{name}: {written}")
    assert getattr(found, name) is None
    assert [(problem.code, problem.line) for problem in diagnostics] == [("property-invalid", 2)]


@pytest.mark.parametrize(("written", "seconds"), [("1:10:02", 4202), ("70:02", 4202), ("4202", 4202), ("4202.7", 4202), ('"0:05"', 5)])
def test_durations_are_seconds(written: str, seconds: int) -> None:
    assert properties(f"duration: {written}").duration == seconds


@pytest.mark.parametrize("written", ["-5", "an hour", "1:2:3:4", "[1]"])
def test_other_durations_are_refused(written: str) -> None:
    assert properties(f"duration: {written}").duration is None
    assert len(problems(f"duration: {written}")) == 1


@pytest.mark.parametrize(
    "text",
    [
        "videoId: 4PDoT7jtxmw", "videoid: 4PDoT7jtxmw", "video_id: '4PDoT7jtxmw'", "videoId: https://youtu.be/4PDoT7jtxmw?t=3",
        "url: https://www.youtube.com/watch?list=x&v=4PDoT7jtxmw", "url: https://youtube.com/shorts/4PDoT7jtxmw",
        "url: https://youtu.be/aaaaaaaaaaa\nvideoId: 4PDoT7jtxmw",
    ],
)  # fmt: skip
def test_a_video_is_found_by_id_or_address(text: str) -> None:
    assert properties(text).video_id == "4PDoT7jtxmw"


@pytest.mark.parametrize("text", ["url: https://example.org/watch?v=4PDoT7jtxmw", "videoId: '\"><script>'", "url: [a]", "title: x"])
def test_other_addresses_are_no_videos(text: str) -> None:
    assert properties(text).video_id is None


def test_a_property_that_is_there_twice_counts_as_its_last() -> None:
    found, diagnostics = read("title: a\nmood: x\nTitle: b\nmood: y")
    assert (found.title, found.others) == ("b", {"mood": "y"})
    assert [(problem.code, problem.line, problem.written) for problem in diagnostics] == [
        ("property-duplicate", 4, "Title"), ("property-duplicate", 5, "mood"),
    ]  # fmt: skip


def test_an_unknown_tag_is_not_run() -> None:
    found, diagnostics = read("a: !!python/object/apply:os.system ['false']\nb: !!str 1\ntitle: !x y")
    assert (found.others, found.title) == ({"b": "1"}, None)
    assert [problem.code for problem in diagnostics] == ["property-invalid", "property-invalid"]


def test_what_templates_leave_behind_is_said() -> None:
    assert problems("x: {{date}}") == [
        "Folder/Note.md:2:1: 'x' can't be read: a list or mapping can't name a property [property-invalid] write text in quotes"
    ]


@pytest.mark.parametrize(
    ("text", "line"),
    [("title: a: b", 2), ("a: b\nc:\n\td: e", 4), ("a: [b", 2), ("a: \0", 2), ("- a\n- b", 2), ("hello", 2), ("a: b\n" * 1_000_000, 2)],
)
def test_what_is_no_yaml_is_unreadable_and_says_where(text: str, line: int) -> None:
    found, diagnostics = read(text)
    assert not found.readable
    assert [(problem.code, problem.line) for problem in diagnostics] == [("properties-unreadable", line)]


@given(st.text(max_size=80))
@settings(max_examples=500, deadline=None)
def test_no_front_matter_raises(text: str) -> None:
    found, _ = read(text)
    found.as_meta()
    assert decoded_facts(encoded_facts(NoteFacts(found))).properties == found
