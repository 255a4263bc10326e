"""What a page prints of a note's video: the player, and the list of its moments."""

from __future__ import annotations

import pytest

from hosts.mkdocs.conftest import BuildSite
from mkdocs_vault.website.note_values.video_values import MOST_MOMENTS

STAMP = '<a class="yt-timestamp" data-t="00:{minute:02}:{second:02}">[00:{minute:02}:{second:02}]</a>'


@pytest.mark.parametrize("name", ["videoId: aircAruvnKk", "url: https://youtu.be/aircAruvnKk", "videoId: https://youtu.be/aircAruvnKk"])
def test_a_note_that_names_a_video_has_a_player_below_its_title(build: BuildSite, name: str) -> None:
    article = build({"Talk.md": f"---\n{name}\n---\n# A <b>talk</b>\n\nText.\n"}).article("Talk/")
    (player,) = article.cssselect("h1 ~ section.vault-video")
    assert player.cssselect("a")[0].get("href") == "https://www.youtube.com/watch?v=aircAruvnKk"
    assert player.text_content().split() == ["A", "talk", "Playing", "loads", "the", "video", "from", "YouTube."]
    assert not article.cssselect("iframe, img, .vault-moments")


@pytest.mark.parametrize(
    ("embed", "title", "seconds"),
    [
        ("![](https://youtu.be/aircAruvnKk)", "Talk", "0"),
        ("![From here](https://youtu.be/aircAruvnKk?t=30)", "From here", "30"),
        ('<iframe src="https://www.youtube.com/embed/aircAruvnKk"></iframe>', "Talk", "0"),
    ],
)
def test_a_note_that_embeds_the_video_that_it_names_has_one_player_and_a_link_to_it(
    build: BuildSite, embed: str, title: str, seconds: str
) -> None:
    site = build({"Talk.md": f"---\nvideoId: aircAruvnKk\n---\n{embed}\n", "Other.md": "![[Talk]]\n"})
    article = site.article("Talk/")
    assert len(article.cssselect("section.vault-video")) == len(article.cssselect(".vault-video")) == 1
    (link,) = article.cssselect("a.vault-moment")
    assert (link.text_content(), link.get("data-seconds")) == (title, seconds)
    assert str(link.get("href")).startswith("https://www.youtube.com/watch?v=aircAruvnKk")
    (elsewhere,) = site.article("Other/").cssselect("span.vault-video")
    assert elsewhere.text_content() == title


def test_a_video_in_the_text_is_called_by_its_label_or_its_note(build: BuildSite) -> None:
    text = "![](https://youtu.be/aircAruvnKk) ![A film](https://youtu.be/jNQXAC9IVRw) ![](https://youtu.be/jNQXAC9IVRw)\n"
    article = build({"Talk.md": text}).article("Talk/")
    assert [title.text_content() for title in article.cssselect(".vault-video-title")] == ["Talk", "A film", "YouTube"]


def test_a_recording_that_is_only_linked_gets_a_player(build: BuildSite) -> None:
    article = build({"Talk.md": "[a](talk.mp3#t=3)\n", "talk.mp3": b""}).article("Talk/")
    assert article.cssselect("section.vault-video audio")[0].get("src") == "../talk.mp3"


def test_moments_stand_in_order_below_their_headings(build: BuildSite) -> None:
    text = "---\nvideoId: aircAruvnKk\n---\nOne [0:09].\n\n## A part\n\nTwo [1:00:07], and three [0:08].\n"
    article = build({"Talk.md": text}, {"bare_timestamps": True}).article("Talk/")
    (moments,) = article.cssselect(".vault-moments")
    assert [line.text_content() for line in moments.cssselect("li")] == ["0:09 One.", "1:00:07 Two", "0:08 and three."]
    assert [link.get("href") for link in moments.cssselect("p a")] == ["#a-part"]
    assert [link.get("data-seconds") for link in moments.cssselect("li a")] == ["9", "3607", "8"]


def test_a_page_lists_no_more_moments_than_it_can_carry(build: BuildSite) -> None:
    stamps = "".join(f"Words {STAMP.format(minute=number // 60, second=number % 60)}.\n\n" for number in range(300))
    article = build({"Talk.md": f"---\nvideoId: aircAruvnKk\n---\n{stamps}"}).article("Talk/")
    assert len(article.cssselect(".vault-moments li")) == MOST_MOMENTS
    assert article.cssselect(".vault-moments p")[-1].text_content() == f"And {300 - MOST_MOMENTS} more in the text."
