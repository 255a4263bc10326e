"""What properties say about publishing. Whatever is not clearly a yes is a no, or a doubt."""

# Words of many scripts are what some of these tests are about.
# ruff: noqa: RUF001

import pytest

from mkdocs_vault.note.misplaced_properties import doubt_about_publishing, problem_of_misplaced_properties
from mkdocs_vault.note.properties import Properties, read_properties
from mkdocs_vault.syntax.document import FrontMatter

NO = [
    "false",
    "False",
    "FALSE",
    "no",
    "No",
    "NO",
    "off",
    "OFF",
    "0",
    "n",
    "N",
    '"false"',
    "'no'",
    "!!str false",
    "!!bool no",
    "[false]",
    "[true, no]",
    "- false",
]
YES = ["true", "True", "yes", "on", "1", "y", '"true"', "[true]"]


def read(text: str) -> Properties:
    return read_properties(FrontMatter(text, 2, 0, len(text) + 8))[0]


def written(name: str, value: str) -> str:
    return f"{name}:\n  {value}" if value.startswith("- ") else f"{name}: {value}"


@pytest.mark.parametrize("name", ["publish", "Publish", "PUBLISH", "published", "dg-publish", '"publish"', "publish "])
@pytest.mark.parametrize("value", NO)
def test_a_no_is_a_no_however_it_is_written(name: str, value: str) -> None:
    found = read(f"title: x\n{written(name, value)}\ntags: [a]")
    assert (found.publish, found.doubt) == (False, "")


@pytest.mark.parametrize("name", ["publish", "published", "dg-publish"])
@pytest.mark.parametrize("value", YES)
def test_a_yes_is_a_yes(name: str, value: str) -> None:
    assert read(written(name, value)).publish is True


@pytest.mark.parametrize("name", ["private", "draft", "Draft"])
def test_private_and_draft_say_it_the_other_way_round(name: str) -> None:
    assert all(read(written(name, value)).publish is False for value in YES)
    assert all(read(written(name, value)).publish is None for value in NO if value != "[true, no]")


@pytest.mark.parametrize(
    "text", ["publish:", "publish: ~", 'publish: ""', "publish: []", "draft:", "title: x", "mypublish: no", "meta: {publish: no}"]
)
def test_saying_nothing_is_neither(text: str) -> None:
    assert (read(text).publish, read(text).doubt) == (None, "")


@pytest.mark.parametrize(
    "text", ["publish: true\npublish: false", "publish: false\npublish: true", "publish: yes\ndraft: true", "publish: yes\ndg-publish: no"]
)
def test_one_no_outweighs_every_yes(text: str) -> None:
    assert (read(text).publish, read(text).doubt) == (False, "")


@pytest.mark.parametrize(
    "text",
    [
        "publish: maybe", "publish: {a: b}", "publish: falsee", "private: perhaps", "publish: 2", "publish: !x [a]",
        "published: never", "publish: [true, perhaps]",
        "title: x\n  publish:false", '"p\\u0075blish": maybe', "draft: in work",
    ],
)  # fmt: skip
def test_what_nobody_understands_is_a_doubt(text: str) -> None:
    assert read(text).publish is False
    assert read(text).doubt


@pytest.mark.parametrize("name", ["publish", "published", "dg-publish"])
@pytest.mark.parametrize(
    "value",
    [
        "清华大学出版社", "講談社", "한빛미디어", "Springer", "MIT Press", "O'Reilly Media",
        "Издательство АСТ", "2019", "2020-01-01", "https://example.org/x", '"[[Springer]]"', "[Wiley, Springer]",
        "ja", "oui", "公开",
    ],
)  # fmt: skip
def test_a_publisher_a_date_or_an_address_is_neither_a_yes_nor_a_doubt(name: str, value: str) -> None:
    found = read(f"{name}: {value}")
    assert (found.publish, found.doubt) == (None, "")


@pytest.mark.parametrize(
    "value",
    [
        "flase", "fals", "nope", "Nein", "non", "nicht jetzt", "No, not yet", "Never (2024)", "Draft", "PRIVATE", "prviate", "later",
        "TBD", "N/A", '"?"', '"-"', "x", "❌", "true?", "don't", "Don’t",
        "否", "不公开", "未发布", "非公開", "いいえ", "비공개", "нет", "Не сейчас",
        "hayır", "لا", "לא", "όχι", "नहीं", "Không", "something", "[true, Later]", "{all: true}", "0.0",
    ],
)  # fmt: skip
def test_what_may_be_a_no_in_any_language_is_a_doubt(value: str) -> None:
    found = read(f"publish: {value}")
    assert found.publish is False
    assert found.doubt


@pytest.mark.parametrize("name", ["draft", "private"])
@pytest.mark.parametrize("value", ["Springer", "2019", "清华大学出版社"])
def test_a_draft_that_is_not_plainly_none_is_a_doubt(name: str, value: str) -> None:
    assert read(f"{name}: {value}").doubt


def test_an_escaped_name_is_the_same_name() -> None:
    assert read('"p\\u0075blish": false').publish is False


@pytest.mark.parametrize("value", ["2024-01-05", "Jan 2024", "5 May 2020"])
def test_published_may_be_a_day(value: str) -> None:
    assert (read(f"published: {value}").publish, read(f"published: {value}").doubt) == (None, "")


@pytest.mark.parametrize(
    "text",
    [
        "publish:false",
        "title: x\npublish:false",
        "a: [\npublish: true\n  false",
        "a: [\npublish: true\npublish:false",
        "a: b: c\npublish: true\ndraft: true",
        "a: b: c\npublish: true\nprivate: perhaps",
        "a: b: c\npublish: true\n'dg-publish' : false",
        'a: b: c\npublish: true\n"p\\u0075blish": false',
        "a: b: c\npublish: [true]",
        "a: b: c\n  publish: true",
        "a: b: c publish: no\npublish: true",
        "a: {publish: false\npublish: true",
        "{publish: false",
        "a: 'b\nPrivate : x",
        "publish false\na: b",
    ],
)
def test_unreadable_properties_that_mention_it_are_a_doubt(text: str) -> None:
    found = read(text)
    assert (found.readable, found.publish) == (False, False)
    assert found.doubt


@pytest.mark.parametrize(
    "text",
    [
        "publish: true\naliases:\n- @someone", "aliases:\n- @someone\npublish: true", "a: b: c\nPublish: yes  # for all\n\nx: y",
        "a: [\n\"dg-publish\": 'on'\ndraft: false", 'path: "C:\\Users"\npublished: true', "a: '\npublish: true\r",
    ],
)  # fmt: skip
def test_a_line_that_plainly_says_yes_counts_though_another_is_broken(text: str) -> None:
    found = read(text)
    assert (found.readable, found.publish, found.doubt) == (False, True, "")


def test_the_broken_line_beside_a_plain_yes_is_named() -> None:
    _, problems = read_properties(FrontMatter("publish: true\naliases:\n- @someone\n", 2, 0, 40))
    assert [(problem.code, problem.line, problem.written) for problem in problems] == [("properties-unreadable", 4, "- @someone")]


@pytest.mark.parametrize("text", ["a: b: c", "title: [", "a: draftsman: x", "a: [\ndraft: no"])
def test_unreadable_properties_that_do_not_mention_it_are_none(text: str) -> None:
    found = read(text)
    assert (found.readable, found.publish, found.doubt) == (False, None, "")


@pytest.mark.parametrize(
    "text",
    [
        "---\npublish: false\n\nbody", "\n---\npublish: false\n---\nbody", "%% hidden %%\n---\npublish: false\n---\n",
        "----\npublish: false\n----\n",
        "+++\ndraft = true\n+++\n", "  ---\nprivate: true\n---\n", "\n\n---\ntitle: x\nPUBLISH:no\n---\n",
        "---\ntitle: x\n\n# Heading\n\ndraft: true\n",
    ],
)  # fmt: skip
def test_misplaced_properties_that_mention_it_are_a_doubt(text: str) -> None:
    assert doubt_about_publishing(text)


@pytest.mark.parametrize(
    "text", ["", "text", "---\n", "---\ntitle: x\n", "\n---\nWords.\n---\n\npublish: false", "A\n---\npublish: false\n", "- publish: false"]
)
def test_other_texts_are_no_doubt(text: str) -> None:
    assert not doubt_about_publishing(text)


def test_properties_without_an_end_are_said_to_have_none() -> None:
    assert problem_of_misplaced_properties("---\ntitle: x\n") == "the properties have no closing '---' line"
    assert "'+++'" in problem_of_misplaced_properties("+++\ntitle = 'x'\n+++\n")
    assert problem_of_misplaced_properties("---\n\nWords\n") == ""
    assert problem_of_misplaced_properties("\n---\ncolour: blue\n---\n") == ""
