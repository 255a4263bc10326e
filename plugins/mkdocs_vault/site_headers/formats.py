"""The headers in the languages of servers and hosts, and the part of them that a page can carry itself."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from html import escape

from mkdocs_vault.site_headers.page_sources import PageSources
from mkdocs_vault.site_headers.policy import OTHER_HEADERS, content_security_policy, site_headers

Allowed = Mapping[str, tuple[str, ...]]


def _headers_file(found: PageSources, allowed: Allowed) -> str:
    return "".join(("/*\n", *(f"  {name}: {value}\n" for name, value in site_headers(found, allowed).items())))


def _nginx(found: PageSources, allowed: Allowed) -> str:
    return "".join(f'add_header {name} "{value}" always;\n' for name, value in site_headers(found, allowed).items())


def _caddy(found: PageSources, allowed: Allowed) -> str:
    lines = (f'\t{name} "{value}"\n' for name, value in site_headers(found, allowed).items())
    return "".join(("header {\n", *lines, "}\n"))


def _meta(found: PageSources, allowed: Allowed) -> str:
    policy = escape(content_security_policy(found, allowed, in_page=True), quote=False)
    referrer = OTHER_HEADERS["Referrer-Policy"]
    return f'<meta http-equiv="Content-Security-Policy" content="{policy}">\n<meta name="referrer" content="{referrer}">\n'


FORMATS: Mapping[str, Callable[[PageSources, Allowed], str]] = {
    "netlify": _headers_file,
    "cloudflare": _headers_file,
    "nginx": _nginx,
    "caddy": _caddy,
    "meta": _meta,
}
"""Each format by the name that the command line knows it by."""

LONGEST_LINES = {"cloudflare": 2000}
"""Characters of a line that a host takes."""
