"""A small server that wakes the deploy when a forge says that something was pushed. What it sends chooses nothing."""

from __future__ import annotations

import asyncio
import contextlib
import socket
import sys
import time
from collections import OrderedDict
from typing import TYPE_CHECKING, Any

import uvicorn
from starlette.applications import Starlette
from starlette.responses import JSONResponse, PlainTextResponse, Response
from starlette.routing import Route
from uvicorn.protocols.http.h11_impl import H11Protocol

from mkdocs_vault.deployment.durable import write_file
from mkdocs_vault.deployment.errors import ExitCode, SettingsError
from mkdocs_vault.deployment.status import status_of
from mkdocs_vault.deployment.webhook_signatures import Request, delivery_of, is_genuine

if TYPE_CHECKING:
    from collections.abc import AsyncIterator
    from pathlib import Path

    from starlette.requests import Request as HttpRequest

    from mkdocs_vault.deployment.progress import Progress
    from mkdocs_vault.deployment.settings_loading import LoadedSettings

LARGEST_BODY_BYTES = 64 * 1024
READ_SECONDS = 10
MOST_CONNECTIONS = 64
MOST_DELIVERIES = 10_000
SHORTEST_SECRET = 8
_CLOSE = {"Connection": "close", "Cache-Control": "no-store"}


class Deliveries:
    """The names of the last deliveries, also on the disk: a replay wakes nobody."""

    def __init__(self, file: Path) -> None:
        """Read what is remembered; a damaged file is an empty memory."""
        self._file = file
        self._names: OrderedDict[str, None] = OrderedDict()
        with contextlib.suppress(OSError, UnicodeDecodeError):
            self._names.update((name, None) for name in file.read_text("utf-8").splitlines()[-MOST_DELIVERIES:])

    def is_new(self, name: str) -> bool:
        """Whether a delivery was not seen before; it is remembered. One without a name is always new."""
        printable = "".join(character for character in name if character.isprintable())
        if not printable:
            return True
        if printable in self._names:
            return False
        self._names[printable] = None
        while len(self._names) > MOST_DELIVERIES:
            self._names.popitem(last=False)
        with contextlib.suppress(OSError):
            write_file(self._file, "".join(f"{known}\n" for known in self._names).encode(), 0o600)
        return True


class Waker:
    """Runs the deploy: one at a time, and one more after it if somebody knocked meanwhile, however often."""

    def __init__(self, settings: LoadedSettings, progress: Progress) -> None:
        """Without a deploy under way: `wake` asks for the first one."""
        self._words = [sys.executable, "-m", "mkdocs_vault.deployment", "deploy", "--wait", "--config", str(settings.file)]
        self._pause_seconds = settings.values.webhook.pause_seconds
        self._progress = progress
        self._wanted = asyncio.Event()

    def wake(self) -> None:
        """Ask for a deploy."""
        self._wanted.set()

    async def run(self) -> None:
        """Serve the wishes until cancelled; a deploy that is under way then is asked to stop."""
        while True:
            await self._wanted.wait()
            self._wanted.clear()
            child = await asyncio.create_subprocess_exec(*self._words, stdin=asyncio.subprocess.DEVNULL)
            try:
                code = await child.wait()
            except asyncio.CancelledError:
                with contextlib.suppress(ProcessLookupError):
                    child.terminate()
                await child.wait()
                raise
            self._progress.result(f"deploy ended with {code}", code=code)
            await asyncio.sleep(self._pause_seconds)


class ImpatientProtocol(H11Protocol):
    """A connection whose request hasn't come after `READ_SECONDS` is closed: the headers' own deadline, which uvicorn lacks."""

    def connection_made(self, transport: asyncio.Transport) -> None:  # type: ignore[override]
        """Close the connection if it has no request after `READ_SECONDS`."""
        super().connection_made(transport)
        self.loop.call_later(READ_SECONDS, self._give_up)

    def _give_up(self) -> None:
        if getattr(self, "cycle", None) is None and not self.transport.is_closing():
            self.transport.close()


def webhook_app(settings: LoadedSettings, secrets: list[str], waker: Waker) -> Starlette:
    """The server's routes: the webhook, and `/healthz` without anything that a stranger should not know."""
    deliveries = Deliveries(settings.values.state / "webhook-deliveries")

    async def receive(http: HttpRequest) -> Response:
        try:
            async with asyncio.timeout(READ_SECONDS):
                body = await _limited_body(http)
        except TimeoutError:
            return PlainTextResponse("too slow\n", 408, _CLOSE)
        if body is None:
            return PlainTextResponse("too large\n", 413, _CLOSE)
        headers: dict[str, list[str]] = {}
        for name, value in http.headers.items():
            headers.setdefault(name.lower(), []).append(value)
        request = Request(headers, body)
        if not is_genuine(request, secrets, time.time()):
            return PlainTextResponse("no valid signature\n", 401, _CLOSE)
        if deliveries.is_new(delivery_of(request)):
            waker.wake()
        return PlainTextResponse("accepted\n", 202, _CLOSE)

    async def health(http: HttpRequest) -> Response:
        del http
        found = await asyncio.to_thread(status_of, settings)
        error = found["error"] and {"exit_code": found["error"]["exit_code"], "since": found["error"]["since"]}
        shown = {name: found[name] for name in ("release", "commit", "last_good_run_at", "age_seconds", "pinned")}
        return JSONResponse(shown | {"error": error}, 200, _CLOSE)

    @contextlib.asynccontextmanager
    async def lifespan(app: Starlette) -> AsyncIterator[None]:
        del app
        task = asyncio.create_task(waker.run())
        yield
        task.cancel()
        with contextlib.suppress(asyncio.CancelledError):
            await task

    routes = [Route(settings.values.webhook.path, receive, methods=["POST"]), Route("/healthz", health, methods=["GET"])]
    return Starlette(routes=routes, lifespan=lifespan)


async def _limited_body(http: HttpRequest) -> bytes | None:
    """The raw body, or nothing if it is too large, whatever its length header says."""
    body = bytearray()
    async for part in http.stream():
        body += part
        if len(body) > LARGEST_BODY_BYTES:
            return None
    return bytes(body)


def read_secrets(settings: LoadedSettings, progress: Progress) -> list[str]:
    """All secrets of the settings; raises `SettingsError` if there is none, or one that could be guessed."""
    webhook = settings.values.webhook
    secrets = [secret.get_secret_value() for secret in webhook.secrets]
    if webhook.secrets_file is not None:
        try:
            secrets += webhook.secrets_file.read_text("utf-8").splitlines()
        except (OSError, UnicodeDecodeError) as error:
            message = f"webhook.secrets_file: can't read {webhook.secrets_file} ({type(error).__name__})"
            raise SettingsError(message) from None
    found = [secret.strip() for secret in secrets if secret.strip()]
    if not found:
        message = "webhook: there is no secret, and without one anybody could wake the deploy"
        raise SettingsError(message, "put one into a file and name it in webhook.secrets_file: openssl rand -hex 32")
    if any(len(secret) < SHORTEST_SECRET for secret in found):
        message = f"webhook: a secret is shorter than {SHORTEST_SECRET} characters"
        raise SettingsError(message)
    progress.redact.learn(*found)
    return found


def serve_webhook(settings: LoadedSettings, progress: Progress) -> int:
    """Serve until stopped."""
    secrets = read_secrets(settings, progress)
    webhook = settings.values.webhook
    settings.values.state.mkdir(mode=0o700, parents=True, exist_ok=True)
    listener = _listener(webhook.host, webhook.port)
    host, port = listener.getsockname()[:2]
    progress.result(f"listening on http://{host}:{port}{webhook.path}", port=port)
    options: dict[str, Any] = {"http": ImpatientProtocol, "ws": "none", "log_level": "warning", "access_log": False}
    options |= {"server_header": False, "limit_concurrency": MOST_CONNECTIONS, "timeout_graceful_shutdown": READ_SECONDS}
    config = uvicorn.Config(webhook_app(settings, secrets, Waker(settings, progress)), **options)
    uvicorn.Server(config).run(sockets=[listener])
    return ExitCode.OK


def _listener(host: str, port: int) -> socket.socket:
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    listener = socket.socket(family, socket.SOCK_STREAM)
    listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    try:
        listener.bind((host, port))
        listener.listen(MOST_CONNECTIONS)
    except OSError as error:
        listener.close()
        message = f"webhook: can't listen on {host}:{port}: {error.strerror}"
        raise SettingsError(message) from None
    return listener
