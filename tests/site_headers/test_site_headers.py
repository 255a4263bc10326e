"""The headers of a built site allow what its pages do, and nothing else."""

from __future__ import annotations

import base64
import hashlib
from pathlib import Path

import pytest

from building import write
from mkdocs_vault.command_line import main
from mkdocs_vault.site_headers.page_sources import page_sources
from mkdocs_vault.site_headers.policy import content_security_policy, site_headers

PAGE = "<!doctype html><title>Page</title>"


def policy_of(folder: Path, pages: dict[str, str]) -> dict[str, list[str]]:
    write(folder, pages)
    directives = content_security_policy(page_sources(folder), {}).split("; ")
    return {name: sources for name, *sources in map(str.split, directives)}


def hash_of(script: str) -> str:
    return f"'sha256-{base64.b64encode(hashlib.sha256(script.encode()).digest()).decode()}'"


def test_a_plain_site_may_do_nothing_but_load_its_own_files(tmp_path: Path) -> None:
    policy = policy_of(tmp_path, {"index.html": PAGE})
    assert policy["default-src"] == ["'none'"]
    assert policy["script-src"] == ["'self'"]
    assert policy["connect-src"] == ["'self'"]
    assert policy["object-src"] == ["'none'"]
    assert policy["frame-src"] == ["'self'", "https://www.youtube-nocookie.com"]


def test_inline_scripts_are_allowed_by_their_hash_and_data_is_not_a_script(tmp_path: Path) -> None:
    text = '<script>var a="<b>"\r\n</script><script type="module">b()</script><script type="application/json">{}</script>'
    policy = policy_of(tmp_path, {"index.html": PAGE + text, "more/index.html": PAGE + text})
    assert policy["script-src"] == ["'self'", *sorted((hash_of('var a="<b>"\n'), hash_of("b()")))]


def test_escaped_code_is_no_script(tmp_path: Path) -> None:
    assert policy_of(tmp_path, {"index.html": f"{PAGE}<code>&lt;script>x()&lt;/script></code>"})["script-src"] == ["'self'"]


@pytest.mark.parametrize("folder", ["pagefind", "assets/vault/search"])
def test_search_may_run_its_program_only_where_it_is(tmp_path: Path, folder: str) -> None:
    policy = policy_of(tmp_path, {"index.html": PAGE, f"{folder}/pagefind.js": ""})
    assert policy["script-src"] == ["'self'", "'wasm-unsafe-eval'"]


def test_hosts_that_notes_name_are_allowed_for_what_they_are_named_for(tmp_path: Path) -> None:
    text = """
      <img alt="a > b" src="https://images.example.org/a.png?x=1&amp;y=2" srcset="https://small.example.org/a.png 1x, b.png 2x">
      <video src=//media.example.org/a.mp4 poster='https://posters.example.org/a.jpg'></video>
      <iframe src="https://player.example.org:8443/embed/1"></iframe>
      <script src="https://scripts.example.org/a.js"></script>
      <link rel="stylesheet" href="https://fonts.googleapis.com/css?family=Roboto">
      <a href="https://nowhere.example.org/">link</a>
    """
    policy = policy_of(tmp_path, {"index.html": PAGE + text, "a.css": "@font-face{src:url(https://fonts.example.org/a.woff2)}"})
    images = ["https://images.example.org", "https://posters.example.org", "https://small.example.org"]
    assert policy["img-src"] == ["'self'", "data:", *images]
    assert policy["media-src"] == ["'self'", "media.example.org"]
    assert policy["frame-src"][2:] == ["https://player.example.org:8443"]
    assert policy["script-src"] == ["'self'", "https://scripts.example.org"]
    assert policy["style-src"] == ["'self'", "'unsafe-inline'", "https://fonts.googleapis.com"]
    assert policy["font-src"] == ["'self'", "https://fonts.example.org", "https://fonts.gstatic.com"]
    assert "nowhere.example.org" not in str(policy)


def test_nothing_of_a_page_can_break_out_of_the_policy(tmp_path: Path) -> None:
    text = "<img src=\"https://a.org;script-src/x\"><img src=\"https://b.org' *\"><img src='http://[x'><img src='https://c.org:99999/'>"
    policy = policy_of(tmp_path, {"index.html": PAGE + text})
    assert policy["script-src"] == ["'self'"]
    assert policy["img-src"] == ["'self'", "data:"]


def test_a_repository_on_github_may_be_asked_for_its_stars(tmp_path: Path) -> None:
    link = '<a href="https://github.com/you/notes" class="md-source" data-md-component="source">'
    assert policy_of(tmp_path, {"index.html": PAGE + link})["connect-src"] == ["'self'", "https://api.github.com"]


@pytest.mark.parametrize("name", ["netlify", "cloudflare", "nginx", "caddy", "meta"])
def test_every_format_has_the_policy(tmp_path: Path, capsys: pytest.CaptureFixture[str], name: str) -> None:
    write(tmp_path, {"index.html": f"{PAGE}<script>a()</script>"})
    assert main(["headers", name, "--site-dir", str(tmp_path), "--allow", "connect-src=https://stats.example.org"]) == 0
    text = capsys.readouterr().out
    assert hash_of("a()") in text
    assert "connect-src 'self' https://stats.example.org;" in text
    assert ("frame-ancestors" in text) == (name != "meta")
    assert ("nosniff" in text) == (name != "meta")


def test_a_headers_file_names_every_path_and_then_the_headers(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    write(tmp_path, {"index.html": PAGE})
    main(["headers", "netlify", "--site-dir", str(tmp_path)])
    expected = site_headers(page_sources(tmp_path), {})
    assert capsys.readouterr().out.splitlines() == ["/*", *(f"  {name}: {value}" for name, value in expected.items())]


def test_lines_that_a_host_does_not_take_are_told(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    write(tmp_path, {f"{number}.html": f"{PAGE}<script>{number}</script>" for number in range(40)})
    main(["headers", "cloudflare", "--site-dir", str(tmp_path)])
    assert "2000 characters" in capsys.readouterr().err


def test_without_a_site_there_is_nothing_to_print(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["headers", "netlify", "--site-dir", str(tmp_path / "site")]) == 2
    printed = capsys.readouterr()
    assert not printed.out
    assert "build the site first" in printed.err


@pytest.mark.parametrize("allowance", ["nothing", "script-src=", "no-src=https://a.org", "script-src=a; default-src *"])
def test_an_allowance_that_is_none_is_refused(allowance: str) -> None:
    with pytest.raises(SystemExit):
        main(["headers", "netlify", "--allow", allowance])
