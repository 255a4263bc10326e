"""What search engines and other sites are told of a page: its description, its picture, its last change."""

from __future__ import annotations

import re

import pytest

from building import BuiltSite
from hosts.mkdocs.conftest import BuildSite

PICTURE = {"Files/first one.png": b"png", "Files/second.jpg": b"jpg", "Files/drawing.svg": "<svg/>"}


def tags(site: BuiltSite, address: str) -> dict[str, str]:
    head = site.page(address).cssselect("head meta")
    return {str(tag.get("property") or tag.get("name")): str(tag.get("content")) for tag in head}


class TestDescription:
    def test_is_made_of_the_first_sentences(self, build: BuildSite) -> None:
        site = build({"Note.md": "# Title\n\nOak & *ash* stand here. They are old.\n\n" + "And more of it. " * 20})
        found = tags(site, "Note/")
        assert found["description"].startswith("Oak & ash stand here. They are old. And more of it.")
        assert found["description"] == found["og:description"]
        assert len(found["description"]) <= 160

    def test_of_the_author_counts_more(self, build: BuildSite) -> None:
        found = tags(build({"Note.md": "---\ndescription: Written.\n---\nFirst words of the text."}), "Note/")
        assert found["description"] == found["og:description"] == "Written."

    def test_that_is_empty_is_none(self, build: BuildSite) -> None:
        assert (
            tags(build({"Note.md": "---\ndescription:\n---\nFirst words of the text."}), "Note/")["description"]
            == "First words of the text."
        )

    def test_of_the_home_page_may_be_the_sites(self, build: BuildSite) -> None:
        site = build({"index.md": "Words of the home page.", "Note.md": "Words of the note."}, site_description="About the site.")
        assert tags(site, "")["description"] == tags(site, "")["og:description"] == "About the site."
        assert tags(site, "Note/")["description"] == tags(site, "Note/")["og:description"] == "Words of the note."

    @pytest.mark.parametrize(
        "link",
        [
            "[[Secret plan]]", "[[Secret plan|the plan]]", "[[Secret plan#Steps]]", "[the plan](Secret%20plan.md)", "[[Codename]]",
            "[the plan](Hidden/Secret%20plan.md#steps)", '<a href="Secret%20plan.md">the plan</a>', "**[[Secret plan]]**",
            "[the plan](obsidian://open?vault=V&file=Secret%20plan)", "![[Secret plan]]", "[[hidden/secret plan]]",
        ],
    )  # fmt: skip
    def test_has_no_words_of_a_link_to_a_private_note(self, build: BuildSite, link: str) -> None:
        private = "---\npublish: false\naliases: [Codename]\n---\n# Steps\n\nBuy the island."
        site = build({"Note.md": f"We follow {link} soon. The rest is public.", "Hidden/Secret plan.md": private, "Public.md": "Words."})
        said = tags(site, "Note/")["description"].lower()
        assert not re.search("plan|codename|island|secret", said)
        assert said.endswith("the rest is public.")

    def test_is_absent_where_all_of_it_would_tell_of_a_private_note(self, build: BuildSite) -> None:
        site = build({"Note.md": "We follow [[Secret]] soon.", "Secret.md": "---\npublish: false\n---\n"})
        assert not {"description", "og:description"} & tags(site, "Note/").keys()

    def test_names_notes_that_anybody_may_see_or_nobody_has_written(self, build: BuildSite) -> None:
        site = build(
            {"Note.md": "On [[Public]] and [[Not written]] we agree.", "Public.md": "Words.", "S.md": "---\npublish: false\n---\n"}
        )
        assert tags(site, "Note/")["description"] == "On Public and Not written we agree."

    def test_is_that_of_the_text_which_another_plugin_made(self, tmp_path_factory: pytest.TempPathFactory, build: BuildSite) -> None:
        hook = tmp_path_factory.mktemp("hooks") / "hook.py"
        hook.write_text("def on_page_markdown(markdown, **kwargs):\n    return markdown.replace('{{ name }}', 'the oak')\n")
        site = build({"Note.md": "This is about {{ name }} alone."}, hooks=[str(hook)])
        assert tags(site, "Note/")["description"] == "This is about the oak alone."


class TestSharedPage:
    def test_says_what_it_is(self, build: BuildSite) -> None:
        site = build({"index.md": "Home.", "A b/Note.md": "Words."}, site_url="https://vault.test/sub/")
        found = tags(site, "A b/Note/")
        assert (found["og:type"], found["og:title"], found["twitter:card"]) == ("article", "Note", "summary")
        assert found["og:url"] == "https://vault.test/sub/A%20b/Note/"
        assert tags(site, "")["og:type"] == "website"
        assert tags(site, "A b/")["og:title"] == "A b"

    def test_has_no_address_where_the_site_knows_none(self, build: BuildSite) -> None:
        assert "og:url" not in tags(build({"Note.md": "Words."}), "Note/")

    @pytest.mark.parametrize(
        ("text", "image"),
        [
            ("Words.\n\n![[first one.png|300]]\n\n![[second.jpg]]", "https://vault.test/Files/first%20one.png"),
            ("![](https://pics.example/a.png) ![[second.jpg]]", "https://pics.example/a.png"),
            ("![[second.jpg]] ![](https://pics.example/a.png)", "https://vault.test/Files/second.jpg"),
            ("![x](Files/second.jpg)", "https://vault.test/Files/second.jpg"),
            ("![[drawing.svg]] ![[second.jpg]]", "https://vault.test/Files/second.jpg"),
            ("![[drawing.svg]]", "https://vault.test/Files/drawing.svg"),
            ('<img src="Files/second.jpg">', "https://vault.test/Files/second.jpg"),
            ("---\ncover: Files/second.jpg\n---\n![[first one.png]]", "https://vault.test/Files/second.jpg"),
            ("---\ncover: gone.png\n---\n![[first one.png]]", "https://vault.test/Files/first%20one.png"),
            ("![](https://www.youtube.com/watch?v=dQw4w9WgXcQ) ![](https://x.com/a/status/1)", ""),
            ("![[gone.png]] `![[second.jpg]]` %%![[second.jpg]]%%", ""),
        ],
    )  # fmt: skip
    def test_has_the_first_picture_of_the_note(self, build: BuildSite, text: str, image: str) -> None:
        found = tags(build({"A/Note.md": text, **PICTURE}, site_url="https://vault.test/"), "A/Note/")
        assert found.get("og:image", "") == image
        assert found["twitter:card"] == ("summary_large_image" if image else "summary")

    def test_a_tag_of_another_plugin_stands_alone(self, tmp_path_factory: pytest.TempPathFactory, build: BuildSite) -> None:
        hook = tmp_path_factory.mktemp("hooks") / "hook.py"
        hook.write_text(
            "def on_post_page(output, **kwargs):\n"
            "    return output.replace('</head>', '<meta property=\"og:title\" content=\"Theirs\"></head>', 1)\n"
        )
        site = build({"Note.md": "Words."}, hooks=[str(hook)])
        assert [tag.get("content") for tag in site.page("Note/").cssselect("meta[property='og:title']")] == ["Theirs"]


class TestSitemap:
    def days(self, site: BuiltSite) -> dict[str, str]:
        entries = re.findall(r"<loc>https://vault\.test/([^<]*)</loc>\s*(?:<lastmod>([^<]*)</lastmod>)?", site.text("sitemap.xml"))
        return dict(entries)

    def test_has_the_day_that_a_page_shows_or_none(self, build: BuildSite) -> None:
        files = {
            "Changed.md": "---\ncreated: 2020-01-02\nupdated: 2021-03-04T23:30:00+02:00\n---\n",
            "Made.md": "---\ndate: 2019-05-06\n---\n",
            "Undated.md": "Words.",
            "Folder/Ancient.md": "---\nupdated: 0099-01-01\n---\n",
            "Folder/Never.md": "---\nupdated: 9999-12-31\n---\n",
        }
        days = self.days(build(files, site_url="https://vault.test/"))
        assert {address: day for address, day in days.items() if day} == {"Changed/": "2021-03-04", "Made/": "2019-05-06"}
        assert {"Undated/", "Folder/", "Folder/Ancient/", "Folder/Never/"} <= days.keys()

    @pytest.mark.parametrize("day", ["1901-01-01", "9999-12-31"])
    def test_a_day_that_no_archive_can_hold_ends_no_build(self, build: BuildSite, day: str) -> None:
        options = {"folder_pages": False, "tag_pages": False, "recent_page": False, "graph": False}
        site = build({"index.md": f"---\nupdated: {day}\n---\n"}, options, site_url="https://vault.test/")
        assert site.has("sitemap.xml.gz")
