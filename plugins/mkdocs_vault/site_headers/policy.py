"""The headers of a site: as strict as its pages allow."""

from __future__ import annotations

from collections.abc import Mapping

from mkdocs_vault.site_headers.page_sources import PageSources

SELF = "'self'"
PLAYER = "https://www.youtube-nocookie.com"

BASE: Mapping[str, tuple[str, ...]] = {
    "default-src": ("'none'",),
    "script-src": (SELF,),
    "style-src": (SELF, "'unsafe-inline'"),  # Material sets widths and colours on elements, Mermaid brings a sheet with each diagram.
    "img-src": (SELF, "data:"),  # Icons stand in the stylesheets themselves.
    "media-src": (SELF,),
    "font-src": (SELF,),
    "connect-src": (SELF,),
    "worker-src": (SELF, "blob:"),
    "manifest-src": (SELF,),
    "frame-src": (SELF, PLAYER),  # The player of a video note, once a reader has asked for it.
    "object-src": (),
    "base-uri": (SELF,),
    "form-action": (SELF,),
    "frame-ancestors": (SELF,),
}
"""Every directive, in the order in which it is printed, with what each site needs."""

NOT_IN_A_PAGE = frozenset({"frame-ancestors"})
"""Directives that a browser leaves out where they stand in the page itself."""

OTHER_HEADERS: Mapping[str, str] = {
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "strict-origin-when-cross-origin",
    "Permissions-Policy": "camera=(), geolocation=(), microphone=(), payment=(), usb=()",
    "Cross-Origin-Opener-Policy": "same-origin",
}


def content_security_policy(found: PageSources, allowed: Mapping[str, tuple[str, ...]], *, in_page: bool = False) -> str:
    """The policy as one line. `allowed` are sources that the pages don't show, by directive."""
    directives = []
    for directive, base in BASE.items():
        if in_page and directive in NOT_IN_A_PAGE:
            continue
        wasm = ("'wasm-unsafe-eval'",) if directive == "script-src" and found.has_search_program else ()
        own = (SELF,) if directive in found.own else ()
        sources = dict.fromkeys((*base, *own, *wasm, *sorted(found.sources.get(directive, ())), *allowed.get(directive, ())))
        directives.append(" ".join((directive, *(sources or {"'none'": None}))))
    return "; ".join(directives)


def site_headers(found: PageSources, allowed: Mapping[str, tuple[str, ...]]) -> dict[str, str]:
    """Every header of the site by its name."""
    return {"Content-Security-Policy": content_security_policy(found, allowed), **OTHER_HEADERS}
