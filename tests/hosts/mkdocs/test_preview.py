"""The preview of `mkdocs serve`, with a real server and real files."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from building import Content, write, write_config
from previewing import RunningPreview, differences, running_preview

FILES: dict[str, Content] = {
    "index.md": "# Home\n\n[[Bread]] and [[Folder/Tea|tea]].\n",
    "Bread.md": "---\ntags: [baking]\n---\n# Bread\n\nFlour and water. ![[crumb.png]]\n\n## Crust\n\nHot.\n",
    "Folder/Tea.md": "Goes with [[Bread#Crust]].\n\n![[Bread#Crust]]\n",
    "Folder/Alone.md": "Nothing else.\n",
    "crumb.png": b"\x89PNG\r\n\x1a\n" + bytes(2000),
}


@pytest.fixture
def running(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[RunningPreview]:
    write(tmp_path / "docs", FILES)
    with running_preview(write_config(tmp_path), monkeypatch) as preview:
        yield preview


def test_every_page_and_file_is_that_of_a_clean_build(running: RunningPreview) -> None:
    assert differences(running) == []


def test_a_note_that_was_not_printed_yet_has_its_icon_status_and_subtitle_in_the_sidebar(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    properties = "---\nicon: material/bread-slice\nstatus: new\nsubtitle: Every day\n---\n"
    write(tmp_path / "docs", FILES | {"Bread.md": f"{properties}# Bread\n"})
    with running_preview(write_config(tmp_path), monkeypatch) as running:
        home = running.page()
        assert "md-status--new" in home
        assert "<small>Every day</small>" in home
        assert home == (running.built() / "index.html").read_text("utf-8")
        assert differences(running) == []
        running.write({"Bread.md": f"{properties.replace('new', 'deprecated')}# Bread\n"})
        assert "md-status--deprecated" in running.page()
        assert differences(running) == []


def test_an_edit_is_seen_and_only_pages_that_show_it_are_loaded_again(running: RunningPreview) -> None:
    with running.browser("Bread/") as bread, running.browser("Folder/Alone/") as alone:
        running.write({"Bread.md": "---\ntags: [baking]\n---\n# Bread\n\nRye and water. ![[crumb.png]]\n\n## Crust\n\nHot.\n"})
        bread.hears("reload")
        assert alone.hears_nothing()
    assert "Rye and water" in running.page("Bread/")
    assert differences(running) == []


def test_a_page_that_embeds_a_note_is_loaded_again_with_it(running: RunningPreview) -> None:
    with running.browser("Folder/Tea/") as tea:
        running.write({"Bread.md": str(FILES["Bread.md"]).replace("Hot.", "Cold.")})
        tea.hears("reload")
    assert "Cold." in running.page("Folder/Tea/")


def test_backlinks_follow_the_sentences_that_they_stand_in(running: RunningPreview) -> None:
    with running.browser("Bread/") as bread:
        running.write({"Folder/Tea.md": "Much goes with [[Bread#Crust]].\n\n![[Bread#Crust]]\n"})
        bread.hears("reload")
    assert "Much goes with" in running.page("Bread/")
    assert differences(running) == []


def test_a_link_that_comes_or_goes_is_seen_in_backlinks_graph_and_related_notes(running: RunningPreview) -> None:
    assert "vault-graph" not in running.page("Folder/Alone/")
    with running.browser("Bread/") as bread:
        running.write({"Folder/Alone.md": "Now with [[Bread]], and [[Tea]].\n"})
        bread.hears("reload")
    assert "vault-graph" in running.page("Folder/Alone/")
    assert differences(running) == []
    running.write({"Folder/Alone.md": "Nothing else.\n"})
    assert differences(running) == []


def test_a_new_note_a_renamed_one_and_a_deleted_one_are_where_a_build_has_them(running: RunningPreview) -> None:
    running.write({"Folder/New.md": "[[Alone]] is old.\n"})
    assert "is old" in running.page("Folder/New/")
    assert differences(running) == []
    with running.change():
        (running.root / "docs/Folder/New.md").rename(running.root / "docs/Newer.md")
    assert running.get("Folder/New/").status == 404
    assert "is old" in running.page("Newer/")
    with running.change():
        (running.root / "docs/Newer.md").unlink()
    assert running.get("Newer/").status == 404
    assert differences(running) == []


def test_a_browser_at_an_address_without_a_page_shows_the_page_once_it_is_there(running: RunningPreview) -> None:
    with running.browser("Late/") as browser:
        running.write({"Late.md": "Here.\n"})
        browser.hears("reload")


def test_a_note_that_becomes_private_is_gone_and_comes_back(running: RunningPreview) -> None:
    running.write({"Folder/Tea.md": "---\npublish: false\n---\nGoes with [[Bread#Crust]].\n"})
    assert running.get("Folder/Tea/").status == 404
    assert "Goes with" not in running.page("Bread/")
    assert differences(running) == []
    running.write({"Folder/Tea.md": FILES["Folder/Tea.md"]})
    assert "Goes with" in running.page("Bread/")
    assert differences(running) == []


def test_a_picture_that_changes_reloads_the_pages_that_show_it(running: RunningPreview) -> None:
    with running.browser("Bread/") as bread, running.browser("Folder/Tea/") as tea:
        running.write({"crumb.png": b"\x89PNG\r\n\x1a\n" + bytes(3000)})
        bread.hears("reload")
        assert tea.hears_nothing()
    assert len(running.get("crumb.png").body) == 3008


def test_a_save_without_a_change_reloads_nothing(running: RunningPreview) -> None:
    with running.browser("Bread/") as bread:
        running.write({"Bread.md": FILES["Bread.md"]})
        assert bread.hears_nothing()


def test_fifty_notes_at_once_are_one_change(running: RunningPreview) -> None:
    version = running.preview.version
    running.write({f"Many/Note {number}.md": f"# Note {number}\n\n[[Note {number + 1}]]\n" for number in range(50)})
    assert running.preview.version <= version + 2  # The new folder itself may be heard of before what is in it.
    assert "Note 49" in running.page("Many/")
    assert differences(running) == []


def test_what_is_wrong_in_a_note_is_told_to_its_page_and_to_the_terminal_once(running: RunningPreview) -> None:
    with running.browser("Folder/Alone/") as alone:
        assert alone.hears_nothing()
        running.write({"Folder/Alone.md": "See [[Nowhere]].\n"})
        alone.hears("reload")
    with running.browser("Folder/Alone/") as alone:
        (message,) = alone.messages()
        assert (message["place"], message["code"], message["level"]) == ("1:5", "unresolved-link", "warning")
        running.write({"Folder/Alone.md": "See [[Nowhere]] soon.\n"})
        alone.hears("reload")
    assert sum("[unresolved-link]" in message for message in running.messages) == 1


def test_a_link_to_a_heading_that_was_renamed_is_told_of(running: RunningPreview) -> None:
    running.write({"Bread.md": str(FILES["Bread.md"]).replace("## Crust", "## Rind")})
    with running.browser("Folder/Tea/") as tea:
        assert {message["code"] for message in tea.messages()} == {"unresolved-heading"}
    running.write({"Bread.md": FILES["Bread.md"]})
    with running.browser("Folder/Tea/") as tea:
        assert tea.hears_nothing()
    assert differences(running) == []


def of_the_talk(clocks: str) -> str:
    stamps = " ".join(f'Words <a class="yt-timestamp" data-t="{clock}">{clock}</a>.' for clock in clocks.split())
    return f"---\nvideoId: aircAruvnKk\n---\n{stamps}\n"


def test_stamps_of_a_note_follow_what_other_notes_know_of_its_video(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    write(tmp_path / "docs", {"Talk.md": of_the_talk("01:06:00"), "Part.md": of_the_talk("")})
    with running_preview(write_config(tmp_path), monkeypatch) as running:
        with running.browser("Talk/") as talk:
            assert {message["code"] for message in talk.messages()} == {"timestamp-unclear"}
        running.write({"Part.md": of_the_talk("00:12:31 00:12:44 00:40:02 00:58:10 00:58:33 01:02:07 01:05:33 01:09:14")})
        assert "t=3960s" in running.page("Talk/")
        with running.browser("Talk/") as talk:
            assert talk.hears_nothing()
        assert differences(running) == []


def test_a_broken_configuration_is_shown_until_it_is_repaired(running: RunningPreview) -> None:
    file = running.root / "mkdocs.yml"
    whole = file.read_text("utf-8")
    with running.browser("Bread/") as bread:
        with running.change():
            file.write_text(whole.replace('"site_name": "Test"', '"site_name": [1]'), "utf-8")
        bread.hears("reload")
    answer = running.get("Bread/")
    assert answer.status == 500
    assert "site_name" in answer.text
    running.write({"Bread.md": "# Bread\n\nLater.\n"})
    assert running.get("Bread/").status == 500
    with running.browser("Bread/") as bread:
        with running.change():
            file.write_text(whole.replace('"Test"', '"Repaired"'), "utf-8")
        bread.hears("reload")
    assert "Repaired" in running.page("Bread/")
    assert "Later." in running.page("Bread/")


def test_options_of_the_configuration_take_effect_when_it_is_saved(running: RunningPreview) -> None:
    file = running.root / "mkdocs.yml"
    with running.change():
        file.write_text(file.read_text("utf-8").replace('"search": "none"', '"search": "none", "backlinks": false'), "utf-8")
    assert "vault-backlinks" not in running.page("Bread/")
    assert differences(running) == []


def test_a_navigation_file_reorders_the_navigation(running: RunningPreview) -> None:
    running.write({"Folder/.nav.yml": "title: Drinks\n"})
    assert "Drinks" in running.page("Bread/")
    assert differences(running) == []


@pytest.mark.parametrize("path", [".obsidian/workspace.json", ".trash/Old.md", "Folder/.DS_Store"])
def test_files_of_the_app_change_nothing(running: RunningPreview, path: str) -> None:
    version = running.preview.version
    write(running.root / "docs", {path: "{}"})
    running.write({"Bread.md": "# Bread\n\nAfter it.\n"})
    assert running.preview.version <= version + 2
    assert not any(Path(path).name in message for message in running.messages)


def test_a_broken_template_is_shown_and_the_server_lives(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    write(tmp_path / "docs", FILES)
    theme = {"name": "material", "font": False, "custom_dir": str(tmp_path / "own")}
    write(tmp_path / "own", {"main.html": '{% extends "base.html" %}{% block footer %}Mine{% endblock %}'})
    config = write_config(tmp_path, theme=theme, watch=[str(tmp_path / "own")])
    with running_preview(config, monkeypatch) as running:
        assert "Mine" in running.page("Bread/")
        with running.change():
            write(tmp_path / "own", {"main.html": '{% extends "base.html" %}{% block footer %}Broken{% endbloc %}'})
        answer = running.get("Bread/")
        assert answer.status == 500
        assert "endbloc" in answer.text
        with running.change():
            write(tmp_path / "own", {"main.html": '{% extends "base.html" %}{% block footer %}Repaired{% endblock %}'})
        assert "Repaired" in running.page("Bread/")


def test_drafts_are_shown_with_their_mark_and_only_in_the_preview(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    write(tmp_path / "docs", FILES)
    with running_preview(write_config(tmp_path, draft_docs="Alone.md\n"), monkeypatch) as running:
        assert "DRAFT" in running.page("Folder/Alone/")
        assert not (running.built() / "Folder/Alone").exists()


def test_serving_a_clean_site_shows_no_drafts(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    write(tmp_path / "docs", FILES)
    with running_preview(write_config(tmp_path, draft_docs="Alone.md\n"), monkeypatch, build_type="clean") as running:
        assert running.get("Folder/Alone/").status == 404
        assert differences(running) == []


def test_without_live_reload_pages_are_as_they_are_written(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    write(tmp_path / "docs", FILES)
    with running_preview(write_config(tmp_path), monkeypatch, livereload=False) as running:
        assert "__vault_preview__" not in running.get("Bread/").text


def test_strict_serving_ends_at_once_where_something_is_wrong(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    write(tmp_path / "docs", FILES | {"Broken.md": "[[Nowhere]]\n"})
    with pytest.raises(SystemExit, match="strict"), running_preview(write_config(tmp_path), monkeypatch, strict=True):
        pass


def test_a_part_of_a_file_is_sent_to_a_player(running: RunningPreview) -> None:
    answer = running.get("crumb.png", Range="bytes=1-3")
    assert (answer.status, answer.body) == (206, b"PNG")
    assert answer.headers["Content-Range"] == "bytes 1-3/2008"


def test_nothing_outside_of_the_site_is_served(running: RunningPreview) -> None:
    for path in (
        "../mkdocs.yml",
        "__vault_preview__/../../mkdocs.yml",
        "__vault_preview__/%2e%2e/server.py",
        ".obsidian/app.json",
        "Bread.md",
    ):
        assert running.get(path).status == 404


def test_the_address_without_a_slash_leads_to_the_page(running: RunningPreview) -> None:
    answer = running.get("Folder/Tea")
    assert (answer.status, answer.headers["Location"]) == (302, "/Folder/Tea/")


def test_a_site_below_a_path_is_served_there(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    write(tmp_path / "docs", FILES)
    with running_preview(write_config(tmp_path, site_url="https://example.org/garden/"), monkeypatch) as running:
        assert running.address.endswith("/garden/")
        assert "Flour" in running.page("Bread/")
        with running.browser("Bread/") as bread:
            running.write({"Bread.md": "# Bread\n\nChanged.\n"})
            bread.hears("reload")


def test_pages_that_belong_to_mkdocs_are_made_on_demand_too(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    write(tmp_path / "docs", FILES | {"api.md": "# The API\n\nText with `code`.\n"})
    with running_preview(write_config(tmp_path, {"leave": ["api.md"]}), monkeypatch) as running:
        assert differences(running) == []
        running.write({"api.md": "# The new API\n\nText.\n"})
        assert "The new API" in running.page("Bread/")
        assert differences(running) == []


def test_a_vault_in_a_folder_is_previewed_like_any(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    write(tmp_path / "docs/notes", FILES)
    write(tmp_path / "docs", {"index.md": "# Front\n"})
    with running_preview(write_config(tmp_path, {"folder": "notes"}), monkeypatch) as running:
        running.write({"notes/Bread.md": "# Bread\n\nChanged.\n", "index.md": "# Back\n"})
        assert differences(running) == []
