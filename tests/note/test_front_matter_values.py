"""YAML -> entries: the quick reader says what the guarded YAML reader says, and nothing hostile gets through either."""

import time

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from mkdocs_vault.note.guarded_yaml import UnreadableError, read_entries
from mkdocs_vault.note.plain_properties import read_plain_entries
from mkdocs_vault.note.property_values import Entry, Scalar, Sequence, moment_of, typed

LINES = st.sampled_from([
    "title: A note", "title:", "title: ", "key with spaces: x", "dg-publish: true", "a.b/c: d", "k : v", "k:v", ": v", "- x", "  - x",
    " - y",
    "    - x", "- ", "-", "- a: b", "- 'q'", '- "[[X]]"', "  - b: ", "url: https://x.y/z#a", "t: a #b", "t: a#b", "t: a: b", "t: a:",
    "t: -",
    "t: -5", "t: - 5", "t: --", "t: ?", "t: 'it''s'", "t: 'x'", 't: "x"', 't: "x" # c', 't: "a\\n"', "t: ''", 't: ""', "t: 'a",
    "tags: [a, b]",
    "tags: [a b, 'c, d', \"e\"]", "tags: []", "tags: [ ]", "tags: [a, ]", "tags: [,]", "tags: [a,, b]", "tags: [a", "tags: [a]]",
        "tags: [a?, b]", "tags: [a ?b]", "tags: [?a]", "t: a?", "t: a ? b", "t: ?a", "- a?", "? b: c",
    "tags: [[a]]",
    "tags: [a: b]", "tags: [-a]", "tags: ['a' b]", "tags: [a]b", 'tags: ["a"b]', "date: {{date}}", "x: {}", "x: &a b", "x: *a",
    "x: !t b", "x: | ", "x: >",
    "x: @a", "x: %a", "x: `a", "# comment", "  # indented comment", "", "  ", "   indented", "\tx", "t: a\tb", "---", "...", "--- x",
    "%YAML 1.1",
    "? a", "<<: x", "null: x", "\u00e9t\u00e9: \u00e9", "a: \u00a0b", "a:\u00a0b", "a: b\u00a0", "a: \u2028", "a: \ufeffb",
    "a: \u200bb", "a: \U0001f600", "1: 2", "_a: b",
    "a: b ", "a:  b  c", "a: 'x' ", "- x ", "a: <b>", "a: b, c", "a: b]", "a: b}", "a: [b} ]", "a: =", "a: ~", "a: 12:30:45", "a::b",
    "a: :b", "a: b :c",
])  # fmt: skip
TEXTS = st.lists(LINES, max_size=7).map("\n".join)
ALPHABET = st.text(alphabet="ab:-#'\"[]{},? \n\t\\&*!|>%@`~\u00e9\u00a0\u2028\x00", max_size=30)


def slow(text: str) -> tuple[Entry, ...] | None:
    try:
        return read_entries(text, 2)
    except UnreadableError:
        return None


@given(TEXTS | ALPHABET | st.builds("{}\n{}".format, TEXTS, ALPHABET))
@example("a: b\n  c")
@example("a:\n\n- b\n# c\n- d\n\ne: f")
@example("a: b\n\n  c: d")
@settings(max_examples=3000, deadline=None)
def test_the_quick_reader_agrees_with_the_yaml_reader_wherever_it_answers(text: str) -> None:
    quick = read_plain_entries(text, 2)
    if quick is not None:
        assert quick == slow(text)


@given(st.text(max_size=60) | TEXTS | ALPHABET | st.binary(max_size=60).map(lambda data: data.decode("latin-1")))
@settings(max_examples=1500, deadline=None)
def test_no_text_raises_anything_but_unreadable(text: str) -> None:
    slow(text)
    read_plain_entries(text, 2)


def test_the_usual_shapes_take_the_quick_way() -> None:
    text = (
        "title: A note: no\n".replace(": no", "")
        + 'tags: [a, b c, "d, e"]\naliases:\n  - One\n  - "Two: 2"\nempty:\n\n# comment\nurl: https://x.y#z\n'
    )
    assert read_plain_entries(text, 2) == (
        Entry("title", Scalar("A note", plain=True, line=2), 2),
        Entry(
            "tags",
            Sequence((Scalar("a", plain=True, line=3), Scalar("b c", plain=True, line=3), Scalar("d, e", plain=False, line=3)), 3),
            3,
        ),
        Entry("aliases", Sequence((Scalar("One", plain=True, line=5), Scalar("Two: 2", plain=False, line=6)), 5), 4),
        Entry("empty", Scalar("", plain=True, line=7), 7),
        Entry("url", Scalar("https://x.y#z", plain=True, line=10), 10),
    )


HOSTILE = {
    "brackets": "[" * 60_000,
    "braces": "a: " + "{" * 60_000,
    "dashes": "- " * 30_000,
    "question marks": "? " * 30_000,
    "indented keys": "".join(" " * depth + "a:\n" for depth in range(340)),
    "alias bomb": "a: &a [x,x,x,x,x,x,x,x,x]\n"
    + "".join(f"{chr(98 + i)}: &{chr(98 + i)} [{','.join(['*' + chr(97 + i)] * 9)}]\n" for i in range(9)),
    "many aliases": "a: &a x\n" + "".join(f"k{number}: *a\n" for number in range(200)),
    "recursive list": "a: &a [*a]",
    "recursive mapping": "a: &a {b: *a}",
    "python object": "a: b: !!python/object/apply:os.system ['false']",
    "NUL": "a: \0",
    "big escape": 'a: "\\U00110000"',
    "bigger escape": 'a: "\\UFFFFFFFF"',
    "big directive": "%YAML 9" + "9" * 5000 + ".1\n--- a",
    "tab": "a:\n\tb: c",
    "two documents": "a: b\n--- \nc: d",
    "unclosed": 'title: [unclosed\nother: "x',
    "colons": "title: a: b",
    "reserved": "a: @x",
    "big block indentation": "a: |99999999999999999999\n x",
    "anchors": "&a " * 20_000,
    "a list": "- a",
    "a text": "hello",
}


@pytest.mark.parametrize("name", HOSTILE)
def test_hostile_yaml_is_refused_quickly(name: str) -> None:
    started = time.process_time()
    with pytest.raises(UnreadableError) as caught:
        read_entries(HOSTILE[name], 2)
    assert time.process_time() - started < 10
    assert 1 <= caught.value.line <= HOSTILE[name].count("\n") + 1


@pytest.mark.parametrize("text", ["", "\n\n", "# only a comment", "~", "null", "{}"])
def test_nothing_written_is_no_property(text: str) -> None:
    assert read_entries(text, 2) == ()


def test_json_is_read_even_with_tabs() -> None:
    assert read_entries('{\n\t"tags": ["journal"],\n\t"title": "From JSON"\n}', 2)[1].value == Scalar("From JSON", plain=False, line=4)


@pytest.mark.parametrize("text", ["aliases: [Why?, How so? Well, a]", "aliases:\n  - Why?\n  - How so? Well\n  - a\n"])
def test_question_marks_are_text(text: str) -> None:
    for entries in (read_entries(text, 2), read_plain_entries(text, 2)):
        assert entries is not None
        value = entries[0].value
        assert isinstance(value, Sequence)
        assert value.items[0] == Scalar("Why?", plain=True, line=value.line)


def test_half_a_surrogate_pair_is_replaced() -> None:
    assert read_entries('a: "\\ud800"', 2)[0].value == Scalar("\ufffd", plain=False, line=2)


@pytest.mark.parametrize(
    ("written", "value"),
    [
        ("no", "no"), ("yes", "yes"), ("on", "on"), ("1:30", "1:30"), ("0o14", "0o14"), ("0x1f", "0x1f"), ("true", True), ("False", False),
        ("~", None), ("", None), ("12", 12), ("-3", -3), ("1.5", 1.5), ("1e3", 1000.0), (".inf", ".inf"), ("1e999", "1e999"),
        ("9" * 5000, "9" * 5000), ("2024-02-30", "2024-02-30"), ("1_000", "1_000"), ("tRue", "tRue"),
    ],
)  # fmt: skip
def test_scalars_have_the_type_that_obsidian_shows(written: str, value: object) -> None:
    answer = typed(Scalar(written, plain=True, line=1))
    assert (answer, type(answer)) == (value, type(value))


def test_quoted_scalars_are_text() -> None:
    assert typed(Scalar("true", plain=False, line=1)) == "true"


@pytest.mark.parametrize(
    ("written", "iso"),
    [
        ("2024-01-05", "2024-01-05"), ("2024-01-05T10:00", "2024-01-05T10:00:00"), ("2024-01-05 10:00:01", "2024-01-05T10:00:01"),
        ("2024-01-05t10:00:01.5z", "2024-01-05T10:00:01.500000+00:00"), ("2024-01-05T10:00 +01:00", "2024-01-05T10:00:00+01:00"),
        ("2024-13-45", None), ("2023-02-29", None), ("05.01.2024", None), ("2024-01-05T25:00", None), ("20240105", None),
        ("2024-1-5", None),
    ],
)  # fmt: skip
def test_only_real_days_in_iso_form_are_dates(written: str, iso: str | None) -> None:
    moment = moment_of(written)
    assert (moment.isoformat() if moment else None) == iso
