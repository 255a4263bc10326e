"""A smart-HTTP git server on loopback over `git http-backend`, with basic authentication, faults and a log of what was asked."""

from __future__ import annotations

import base64
import os
import socket
import subprocess
import threading
import time
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path


@dataclass
class Faults:
    """What goes wrong from now on. Sizes count bytes of the answers' bodies to POST requests."""

    status: int = 0
    cut: int = -1
    flip: int = -1
    reset: bool = False
    stall: str = ""
    redirect: str = ""
    first_only: bool = False


@dataclass
class GitServer:
    """A running server; `url` is its address, `root` the folder of its repositories."""

    root: Path
    user: str = ""
    password: str = ""
    faults: Faults = field(default_factory=Faults)
    hits: list[str] = field(default_factory=list)
    authorizations: list[str] = field(default_factory=list)

    def start(self) -> GitServer:
        handler = type("Handler", (_Handler,), {"server_settings": self})
        self._server = ThreadingHTTPServer(("127.0.0.1", 0), handler)
        self._server.daemon_threads = True
        threading.Thread(target=self._server.serve_forever, kwargs={"poll_interval": 0.02}, daemon=True).start()
        return self

    def stop(self) -> None:
        self.faults = Faults()
        self._server.shutdown()
        self._server.server_close()

    @property
    def port(self) -> int:
        return self._server.server_address[1]

    def url(self, repository: str) -> str:
        return f"http://127.0.0.1:{self.port}/{repository}"

    def count(self, part: str) -> int:
        return sum(part in hit for hit in self.hits)


class _Handler(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.0"
    server_settings: GitServer

    def do_GET(self) -> None:
        self._answer()

    def do_POST(self) -> None:
        self._answer()

    def log_message(self, format: str, *args: object) -> None:  # noqa: A002 - the name is the base class's
        del format, args

    def _answer(self) -> None:
        settings = self.server_settings
        settings.hits.append(f"{self.command} {self.path}")
        settings.authorizations.append(self.headers.get("Authorization", ""))
        faults = settings.faults
        if faults.first_only:
            settings.faults = Faults()
        body = self._body()
        if self._refused(settings, faults):
            return
        status, headers, data = self._backend(settings, body)
        stalls = False
        if self.command == "POST":
            if 0 <= faults.flip < len(data):
                data = data[: faults.flip] + bytes([data[faults.flip] ^ 0xFF]) + data[faults.flip + 1 :]
            if faults.cut >= 0:
                data = data[: faults.cut]
            stalls = faults.stall == "pack" and b"command=fetch" in body
            if stalls:
                data = data[:200]
        self.send_response(status)
        for name, value in headers:
            self.send_header(name, value)
        self.end_headers()
        self.wfile.write(data)
        if stalls:
            self.wfile.flush()
            _sleep_while(settings, "pack")

    def _refused(self, settings: GitServer, faults: Faults) -> bool:
        expected = "Basic " + base64.b64encode(f"{settings.user}:{settings.password}".encode()).decode()
        if faults.stall == "advertisement":
            _sleep_while(settings, "advertisement")
            return True
        if faults.reset:
            self.connection.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, b"\1\0\0\0\0\0\0\0")
            self.connection.close()
            return True
        if faults.redirect:
            self.send_response(302)
            self.send_header("Location", faults.redirect + self.path)
            self.end_headers()
            return True
        if faults.status:
            self.send_response(faults.status)
            self.end_headers()
            return True
        if settings.password and self.headers.get("Authorization") != expected:
            self.send_response(401)
            self.send_header("WWW-Authenticate", 'Basic realm="git"')
            self.end_headers()
            return True
        return False

    def _body(self) -> bytes:
        if "chunked" not in self.headers.get("Transfer-Encoding", ""):
            return self.rfile.read(int(self.headers.get("Content-Length") or 0))
        body = b""
        while length := int(self.rfile.readline(), 16):
            body += self.rfile.read(length)
            self.rfile.readline()
        return body

    def _backend(self, settings: GitServer, body: bytes) -> tuple[int, list[tuple[str, str]], bytes]:
        path, _, query = self.path.partition("?")
        environment = {
            "PATH": os.environ["PATH"],
            "GIT_PROJECT_ROOT": str(settings.root),
            "GIT_HTTP_EXPORT_ALL": "1",
            "REQUEST_METHOD": self.command,
            "PATH_INFO": path,
            "QUERY_STRING": query,
            "CONTENT_TYPE": self.headers.get("Content-Type", ""),
            "CONTENT_LENGTH": str(len(body)),
            "HTTP_CONTENT_ENCODING": self.headers.get("Content-Encoding", ""),
            "GIT_PROTOCOL": self.headers.get("Git-Protocol", ""),
            "REMOTE_USER": "somebody",
            "REMOTE_ADDR": "127.0.0.1",
            "GIT_CONFIG_GLOBAL": os.devnull,
            "GIT_CONFIG_COUNT": "1",
            "GIT_CONFIG_KEY_0": "safe.directory",
            "GIT_CONFIG_VALUE_0": "*",
        }
        output = subprocess.run(["git", "http-backend"], input=body, env=environment, capture_output=True, check=False).stdout
        head, _, data = output.partition(b"\r\n\r\n")
        status, headers = 200, []
        for line in head.decode().split("\r\n"):
            name, _, value = line.partition(": ")
            if name == "Status":
                status = int(value.split()[0])
            elif name:
                headers.append((name, value))
        return status, headers, data


def _sleep_while(settings: GitServer, stage: str) -> None:
    end = time.monotonic() + 60
    while settings.faults.stall == stage and time.monotonic() < end:
        time.sleep(0.02)
