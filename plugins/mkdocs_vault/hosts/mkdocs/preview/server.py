"""The server of the preview: MkDocs' own, but that it serves what is made now instead of files of a build."""

from __future__ import annotations

import html
import logging
import posixpath
import time
import webbrowser
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any
from urllib.parse import parse_qs, quote, unquote

from mkdocs.livereload import LiveReloadServer

from mkdocs_vault.hosts.mkdocs.preview.changes import Remedy
from mkdocs_vault.hosts.mkdocs.preview.file_answers import sent
from mkdocs_vault.hosts.mkdocs.preview.reloading import Browser

if TYPE_CHECKING:
    from mkdocs_vault.hosts.mkdocs.preview.preview import Preview
    from mkdocs_vault.hosts.mkdocs.preview.shown_pages import ShownPage

log = logging.getLogger("mkdocs.plugins.vault")

OWN_FOLDER = "__vault_preview__"
"""Below the site's address: what the preview itself needs. It wins over a folder of the vault that is called so."""
BROWSER_FILES = Path(__file__).parent / "in_browser"
HTML = "text/html; charset=utf-8"
StartResponse = Callable[[str, list[tuple[str, str]]], object]


class PreviewServer(LiveReloadServer):
    """Serves pages on demand while `preview.state` is there, and a built site, as MkDocs does it, while it isn't."""

    def __init__(self, preview: Preview, builder: Callable[..., None], **options: Any) -> None:  # noqa: ANN401 - MkDocs' own
        """`builder` reads the configuration and opens the site."""
        super().__init__(builder, **options)
        self.preview = preview

    def watch(self, path: str, func: None = None, *, recursive: bool = True) -> None:
        """As MkDocs' own; but nothing is watched by looking again and again where the system tells of changes."""
        if self.preview.state is None:
            super().watch(path, func, recursive=recursive)
        else:
            absolute = str(Path(path).absolute())
            self._watched_paths[absolute] = self._watched_paths.get(absolute, 0) + 1

    def unwatch(self, path: str) -> None:
        """As MkDocs' own."""
        if self.preview.state is None:
            super().unwatch(path)
        else:
            self._watched_paths.pop(str(Path(path).absolute()), None)

    def serve(self, *, open_in_browser: bool = False) -> None:
        """Serve until the user ends it."""
        if self.preview.state is None:
            super().serve(open_in_browser=open_in_browser)  # type: ignore[no-untyped-call]
            return
        self.server_bind()
        if self._watched_paths:
            self.preview.watcher.watch(map(Path, self._watched_paths))
            self.preview.watcher.wait_until_it_hears()
            log.info("Watching for changes: %s", ", ".join(f"'{path}'" for path in self._watched_paths))
        else:
            self.preview.watcher.end()
        self.server_activate()
        log.info("Serving on %s", self.url)
        self.serve_thread.start()
        if open_in_browser:
            webbrowser.open(self.url)
        while not self._shutdown:
            self._change(self.preview.watcher.next_batch())

    def shutdown(self, wait: bool = False) -> None:  # noqa: FBT001, FBT002 - MkDocs' signature
        """Serve nothing any more."""
        self.preview.watcher.end()
        super().shutdown(wait)

    def _change(self, batch: frozenset[Path]) -> None:
        if not batch:
            return
        if self.preview.state is None:
            self._build_whole()
            return
        ground = self.preview.ground(map(Path, self._watched_paths))
        paths = ground.concerning(batch)
        remedy = ground.remedy(paths)
        if remedy is not Remedy.NOTHING:
            log.info("Changed: %s%s", paths[0].name, f" and {len(paths) - 1} more" if len(paths) > 1 else "")
            self.preview.change(paths, remedy, self.builder)

    def _build_whole(self) -> None:
        """As MkDocs does it for every change; the configuration asks for it since the site was opened."""
        try:
            self.builder()
        except (Exception, SystemExit):
            log.exception("The site can't be built; what is served is as it was before.")
            return
        with self._epoch_cond:
            self._wanted_epoch = self._visible_epoch = round(time.monotonic() * 1000)
            self._epoch_cond.notify_all()

    def _serve_request(self, environ: dict[str, Any], start_response: StartResponse) -> Iterable[bytes] | None:
        if self.preview.state is None:
            return super()._serve_request(environ, start_response)
        path = environ["PATH_INFO"].encode("latin-1").decode("utf-8", "ignore")
        if not (path + "/").startswith(self.mount_path):
            if path != "/":
                return None
            start_response("302 Found", [("Location", quote(self.mount_path))])
            return []
        address = posixpath.normpath("/" + path[len(self.mount_path) :]).lstrip("/")
        if address.startswith(f"{OWN_FOLDER}/"):
            return self._own(address.removeprefix(f"{OWN_FOLDER}/"), environ, start_response)
        return self._answer(path, address, environ, start_response)

    def _answer(self, path: str, address: str, environ: dict[str, Any], start_response: StartResponse) -> Iterable[bytes]:
        if path.endswith("/"):
            address = posixpath.join(address, "index.html")
        elif self.preview.has_page(f"{address}/index.html"):
            start_response("302 Found", [("Location", quote(path) + "/")])
            return []
        if not self.preview.has_page(address):
            found = self.preview.file(address)
            if found is not None:
                return sent(found, _kind_of(address), environ, start_response)
        return self._send_page(self.preview.shown(address), start_response)

    def _send_page(self, page: ShownPage, start_response: StartResponse) -> list[bytes]:
        content = page.html
        if self._watched_paths:
            content = self._with_script(page)
        body = content.encode("utf-8", "xmlcharrefreplace")
        headers = [("Content-Type", HTML), ("Content-Length", str(len(body))), ("Cache-Control", "no-store")]
        start_response(f"{page.status.value} {page.status.phrase}", headers)
        return [body]

    def _with_script(self, page: ShownPage) -> str:
        """The page with what tells its browser of changes; it stands at the end of the head, where Material's instant loading keeps it."""
        folder = html.escape(quote(f"{self.mount_path}{OWN_FOLDER}/"))
        added = (
            f'<meta name="vault-preview" content="{page.digest}"><link rel="stylesheet" href="{folder}preview.css">'
            f'<script type="module" src="{folder}preview.js"></script>'
        )
        before, head_end, after = page.html.partition("</head>")
        return f"{before}{added}{head_end}{after}" if head_end else f"{page.html}{added}"

    def _own(self, name: str, environ: dict[str, Any], start_response: StartResponse) -> Iterable[bytes] | None:
        if name == "events":
            asked = parse_qs(environ.get("QUERY_STRING", ""))
            start_response("200 OK", [("Content-Type", "text/event-stream; charset=utf-8"), ("Cache-Control", "no-store")])
            return self._events(asked.get("page", [""])[0], asked.get("digest", [""])[0])
        file = BROWSER_FILES / name
        if "/" in name or not file.is_file():
            return None
        return sent(file, _kind_of(name), environ, start_response)

    def _events(self, path: str, digest: str) -> Iterator[bytes]:
        """What is said to a browser that shows the page at a path, without end."""
        path = unquote(path)
        address = posixpath.normpath("/" + path.removeprefix(self.mount_path)).lstrip("/")
        address = posixpath.join(address, "index.html") if path.endswith("/") else address
        with self.preview.browsers.connected(Browser(address, digest)) as browser:
            browser.show(self.preview.shown(address))
            yield from browser.events()


def _kind_of(address: str) -> str:
    return str(PreviewServer._guess_type(address))  # type: ignore[no-untyped-call]  # noqa: SLF001 - its own, without types
