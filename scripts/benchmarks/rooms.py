"""Where each millisecond of a cold build goes, by the folders of the code.

Every few milliseconds of CPU time the running code is looked at, and the time since the last look is given to the innermost function that
lies in a known folder: what the standard library does for it counts as its own. As a program this builds the site of an `mkdocs.yml` and
prints the times as JSON. What other processes do, workers and the search's program, is one sum: nobody looks into them.
"""

from __future__ import annotations

import gc
import inspect
import json
import os
import signal
import subprocess
import sys
import time
from collections import defaultdict
from pathlib import Path
from types import FrameType

SECONDS_BETWEEN_LOOKS = 0.002
OURS = f"{os.sep}mkdocs_vault{os.sep}"
PACKAGES = {"mkdocs": "MkDocs", "material": "Material's Python", "markdown": "Python-Markdown", "jinja2": "templates"}
ROOMS = {
    "syntax": "parse (syntax)",
    "note": "compile (note)",
    "vault": "vault",
    "website": "fill (website)",
    "render": "print (render)",
    "build": "decide, keep, share out (build)",
    "hosts": "host (hosts)",
}
"""The words for our folders; one that isn't here is called by its own name."""

WRITING = frozenset({"write_file", "write_bytes", "write_text", "copy_file", "clean_directory"})
READING = frozenset({"read_bytes", "read_text"})
OTHER_PROCESSES = "other processes"
UNKNOWN = "Python itself"


class Sampler:
    """Gives CPU time to rooms while a block runs."""

    def __init__(self) -> None:
        """Nothing is known yet."""
        self.seconds: defaultdict[str, float] = defaultdict(float)
        self._last = 0.0

    def start(self) -> None:
        """Look from now on."""
        self._last = time.process_time()
        signal.signal(signal.SIGPROF, self._look)
        signal.setitimer(signal.ITIMER_PROF, SECONDS_BETWEEN_LOOKS, SECONDS_BETWEEN_LOOKS)

    def stop(self) -> None:
        """Look no more."""
        signal.setitimer(signal.ITIMER_PROF, 0)
        self._look(0, inspect.currentframe())

    def _look(self, _: int, frame: FrameType | None) -> None:
        now = time.process_time()
        self.seconds[room_of(frame)] += now - self._last
        self._last = now


def room_of(frame: FrameType | None) -> str:
    """The room of the innermost function that is in one."""
    while frame is not None:
        room = _room(frame.f_code.co_filename, frame.f_code.co_name)
        if room:
            return room
        frame = frame.f_back
    return UNKNOWN


def _room(file: str, function: str) -> str:
    if file.startswith("<frozen importlib") or function == "<module>":
        return "imports"
    if function in WRITING:
        return "write"
    if function in READING:
        return "read"
    if file.endswith((".html", ".xml")):
        return "templates"
    if OURS in file:
        folder = file.rpartition(OURS)[2].partition(os.sep)[0]
        return ROOMS.get(folder, folder.removesuffix(".py"))
    package = file.rpartition(f"site-packages{os.sep}")[2].partition(os.sep)[0]
    return PACKAGES.get(package, "")


def profile(python: str, config: Path) -> dict[str, float]:
    """CPU seconds by room of a cold build of that site, in a process of its own."""
    done = subprocess.run([python, __file__, str(config)], check=True, capture_output=True, text=True, cwd=config.parent)
    seconds: dict[str, float] = json.loads(done.stdout.splitlines()[-1])
    return seconds


def profile_table(seconds: dict[str, float], notes: int) -> str:
    """The profile as a Markdown table, the largest part first."""
    total = sum(seconds.values())
    lines = [f"| Cold build of {notes:,} notes | CPU ms a note | share |", "| --- | ---: | ---: |"]
    for room, taken in sorted(seconds.items(), key=lambda item: -item[1]):
        lines.append(f"| {room} | {taken * 1000 / notes:.2f} | {taken / total:.0%} |")
    return "\n".join([*lines, f"| all | {total * 1000 / notes:.2f} | |", ""])


def main() -> None:
    """Build and print."""
    sampler = Sampler()
    sampler.start()
    _build(sys.argv[1])
    sampler.stop()
    gc.collect()
    times = os.times()
    seconds: dict[str, float] = dict(sampler.seconds)
    others = times.children_user + times.children_system
    if others:
        seconds[OTHER_PROCESSES] = others
    print(json.dumps(seconds))


def _build(config_file: str) -> None:
    """What `mkdocs build --quiet` does."""
    import logging  # noqa: PLC0415 - imports are part of what is measured

    from mkdocs.commands.build import build  # noqa: PLC0415
    from mkdocs.config import load_config  # noqa: PLC0415

    logging.getLogger("mkdocs").setLevel(logging.ERROR)
    config = load_config(config_file=config_file)
    config.plugins.on_startup(command="build", dirty=False)
    build(config)
    config.plugins.on_shutdown()


if __name__ == "__main__":
    main()
