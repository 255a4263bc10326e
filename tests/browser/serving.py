"""A built site, served on the loopback address as a good host would serve it."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from functools import partial
from http import HTTPStatus
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from threading import Thread
from typing import BinaryIO

LOOPBACK = "127.0.0.1"
RANGE = re.compile(r"bytes=(\d+)-(\d*)\Z")
QUIET_ENDS = (BrokenPipeError, ConnectionResetError)


@dataclass(frozen=True)
class ServedSite:
    """A site that a browser can ask for."""

    folder: Path
    address: str

    def url(self, path: str) -> str:
        """The address of a page such as `Note/`."""
        return path if path.startswith("http") else self.address + path


@contextmanager
def served(folder: Path, headers: Mapping[str, str]) -> Iterator[ServedSite]:
    """Serve a site until the block ends."""
    server = ThreadingHTTPServer((LOOPBACK, 0), partial(_Handler, folder, dict(headers)))
    server.daemon_threads = True
    thread = Thread(target=server.serve_forever, kwargs={"poll_interval": 0.05}, daemon=True)
    thread.start()
    site = ServedSite(folder, f"http://{LOOPBACK}:{server.server_port}/")
    _tell_port(site)
    try:
        yield site
    finally:
        server.shutdown()
        server.server_close()
        thread.join()


def _tell_port(site: ServedSite) -> None:
    """Material's instant loading is for the addresses of the sitemap alone; the port is known only now."""
    sitemap = site.folder / "sitemap.xml"
    if sitemap.is_file():
        sitemap.write_text(sitemap.read_text("utf-8").replace(f"<loc>http://{LOOPBACK}/", f"<loc>{site.address}"), "utf-8")


class _Handler(SimpleHTTPRequestHandler):
    """Serves files with the site's headers, its 404 page for what is not there, and parts of files to players."""

    protocol_version = "HTTP/1.1"
    extensions_map = SimpleHTTPRequestHandler.extensions_map | {".js": "text/javascript", ".wasm": "application/wasm"}

    def __init__(self, folder: Path, headers: dict[str, str], *arguments: object) -> None:
        self._site_headers = headers
        super().__init__(*arguments, directory=str(folder))  # type: ignore[arg-type] # what the server hands over

    def handle(self) -> None:
        try:
            super().handle()
        except QUIET_ENDS:
            self.close_connection = True

    def end_headers(self) -> None:
        for name, value in self._site_headers.items():
            self.send_header(name, value)
        super().end_headers()

    def send_error(self, code: int, message: str | None = None, explain: str | None = None) -> None:
        page = Path(self.directory) / "404.html"
        if code != HTTPStatus.NOT_FOUND or not page.is_file():
            super().send_error(code, message, explain)
            return
        self._send(HTTPStatus.NOT_FOUND, page.read_bytes(), "text/html; charset=utf-8")

    def list_directory(self, path: object) -> None:  # noqa: ARG002 - the signature of the library
        self.send_error(HTTPStatus.NOT_FOUND)

    def do_GET(self) -> None:
        wanted = RANGE.match(self.headers.get("Range", ""))
        file = Path(self.translate_path(self.path))
        if wanted is None or not file.is_file():
            super().do_GET()
            return
        content = file.read_bytes()
        first = int(wanted[1])
        last = min(int(wanted[2] or len(content)), len(content) - 1)
        about = {"Content-Range": f"bytes {first}-{last}/{len(content)}", "Accept-Ranges": "bytes"}
        self._send(HTTPStatus.PARTIAL_CONTENT, content[first : last + 1], self.guess_type(str(file)), about)

    def copyfile(self, source: BinaryIO, outputfile: BinaryIO) -> None:  # type: ignore[override] # narrower than the library's
        try:
            super().copyfile(source, outputfile)
        except QUIET_ENDS:
            self.close_connection = True

    def log_message(self, *arguments: object) -> None:
        """Say nothing: the browser's own log is what the tests read."""

    def _send(self, status: HTTPStatus, content: bytes, kind: str, headers: Mapping[str, str] | None = None) -> None:
        self.send_response(status)
        self.send_header("Content-Type", kind)
        self.send_header("Content-Length", str(len(content)))
        for name, value in (headers or {}).items():
            self.send_header(name, value)
        self.end_headers()
        if self.command != "HEAD":
            self.wfile.write(content)
