"""The first sentences of a note."""

import pytest

from vault.small_vaults import note_of


def lead(text: str) -> str:
    return "".join(sentence.text for sentence in note_of("N.md", text).facts.lead)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("# Title\n\nFirst *one*. Then `two`.\n\nThird ==three==.", "First one. Then two. Third three. "),
        ("One line\nand another. Done.", "One line and another. Done. "),
        ("#tag #other\n\nSee [[A]]\n\nA sentence. Another", "A sentence. Another "),
        ("From: [[some_channel_with_a_long_name]] <br/>\n\nThe talk begins.", "The talk begins. "),
        ('Said at <a class="yt-timestamp" data-t="00:00:10">[00:00:10]</a>. And ([0:20](https://youtu.be/x)).', "Said at. And (0:20). "),
        ("An ![[embed]] and ![alt](x.png) stay out.[^1] Yes.^[No.]\n\n[^1]: no", "An and stay out. Yes. "),
        ("It is $x$ and $\\frac12$ large. %%hidden%% Seen.", "It is x and … large. Seen. "),
        ("今日は良い天気です。明日も。", "今日は良い天気です。明日も。 "),
        ("- one thing to buy today\n- another thing\n", "one thing to buy today "),
        ("> [!note] Title\n> A callout says so.\n", "A callout says so. "),
        ("Text <!-- no --> with &amp; and <b>bold</b> words.", "Text with & and bold words. "),
        ("```\ncode\n```\n\n| a |\n|---|\n| b |\n", ""), ("", ""), ("words", "words "),
        ("See [[Note#Part]] and [[Note|the note]] now.", "See Note > Part and the note now. "),
        ("<% tp.date.now() %> Written from a template.", "Written from a template. "),
        ("---\ntitle: x\n---\nAfter the properties.", "After the properties. "),
    ],
)  # fmt: skip
def test_first_sentences_are_plain_text(text: str, expected: str) -> None:
    assert lead(text) == expected


def test_only_as_much_is_kept_as_a_description_may_need() -> None:
    assert len(lead("A sentence of some length. " * 1000)) < 1000
    assert len(lead("word" * 10_000)) < 1000


def test_each_sentence_knows_its_links() -> None:
    sentences = note_of("N.md", "One [[A#x|a]] here. Two [b](B%20c.md#y) there. Three [c](https://c.example). Four [[#Own]].").facts.lead
    assert [sentence.links for sentence in sentences] == [(("A", False),), (("B%20c.md", True),), (), ()]


@pytest.mark.parametrize("link", ['<a href="Secret.md">words</a>', "[words](obsidian://open?vault=V&file=Secret)"])
def test_a_link_that_nobody_can_follow_makes_its_sentence_doubtful(link: str) -> None:
    first, second = note_of("N.md", f"With {link} in it. Without.").facts.lead
    assert first.is_doubtful
    assert not second.is_doubtful
