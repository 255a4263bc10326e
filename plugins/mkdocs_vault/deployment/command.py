"""The commands of the deployment for the command line `mkdocs-vault`: arguments in, exit code out, never a traceback."""

from __future__ import annotations

import signal
import time
from pathlib import Path
from typing import TYPE_CHECKING

from mkdocs_vault.deployment.errors import DeploymentError, ExitCode, RefusedError, SettingsError, StoppedError, from_os_error

if TYPE_CHECKING:
    import argparse
    from collections.abc import Callable
    from types import FrameType

    from mkdocs_vault.deployment.progress import Progress
    from mkdocs_vault.deployment.settings_loading import LoadedSettings

    Action = Callable[[LoadedSettings, Progress, argparse.Namespace], int]
    SubParsers = argparse._SubParsersAction[argparse.ArgumentParser]  # noqa: SLF001 - argparse gives it no public name


def add_commands(subparsers: SubParsers) -> None:
    """Add the sub-parsers; each sets `run`, a function from the parsed arguments to the exit code."""
    parser = _add(subparsers, "deploy", "fetch the vault, build the site and publish it, if there is anything new", _deploy)
    _add_wait(parser)
    parser.add_argument("--confirm-deletion", metavar="COMMIT", default="", help="publish this commit although most pages are gone in it")

    parser = _add(subparsers, "pull", "bring your own clone (vault.checkout) up to date, forward only, losing nothing", _pull)
    _add_wait(parser)
    parser.add_argument("--every", type=float, metavar="SECONDS", help="go on until stopped, with this pause")

    parser = _add(subparsers, "status", "tell what is published, how old it is and what went wrong", _status)
    parser.add_argument("--max-age", type=float, metavar="SECONDS", help=f"exit with {int(ExitCode.STALE)} if the last good run is older")

    parser = _add(subparsers, "rollback", "go back to an older release; it stays until there is a newer commit", _rollback)
    _add_wait(parser)
    parser.add_argument("release", nargs="?", default="", help="its name, number or commit (default: the one before the current)")
    parser.add_argument("--unpin", action="store_true", help="let the next deploy publish the newest commit again")

    _add(subparsers, "releases", "list the releases, the newest first", _releases)
    _add_wait(_add(subparsers, "purge", "remove every release but the current one, and what the mirror no longer needs", _purge))
    _add(subparsers, "webhook", "wait for a forge to say that something was pushed, then deploy", _webhook)
    _add_schedule(subparsers)


def _add_schedule(subparsers: SubParsers) -> None:
    from mkdocs_vault.deployment.schedules import KINDS, schedule  # noqa: PLC0415

    sentence = "write the files of a scheduled deploy"
    parser = subparsers.add_parser("schedule", help=sentence, description=f"{sentence[:1].upper()}{sentence[1:]}.")
    parser.add_argument("kind", choices=KINDS)
    parser.add_argument("--config", type=Path, default=Path("deploy.yml"), metavar="FILE", help="the settings (default: deploy.yml)")
    parser.add_argument("--every", type=int, default=5, metavar="MINUTES", help="how often (default: 5)")
    parser.add_argument("--folder", type=Path, default=Path(), help="where to write to (default: here)")
    parser.add_argument("--force", action="store_true", help="overwrite files that are there and differ")
    parser.set_defaults(run=lambda arguments: run_guarded(lambda progress: schedule(arguments, progress), arguments))


def _add_wait(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--wait", action="store_true", help="wait for another run to end instead of giving up")


def _add(subparsers: SubParsers, name: str, sentence: str, action: Action) -> argparse.ArgumentParser:
    parser = subparsers.add_parser(name, help=sentence, description=f"{sentence[:1].upper()}{sentence[1:]}.")
    parser.add_argument("--config", type=Path, default=Path("deploy.yml"), metavar="FILE", help="the settings (default: deploy.yml)")
    parser.add_argument("--json", action="store_true", help="one JSON object a line instead of text")
    parser.add_argument("--quiet", action="store_true", help="only warnings and errors")
    parser.set_defaults(run=lambda arguments: run_action(action, arguments))
    return parser


def run_action(action: Action, arguments: argparse.Namespace) -> int:
    """Load the settings and run an action."""

    def loaded(progress: Progress) -> int:
        from mkdocs_vault.deployment.settings_loading import load_settings  # noqa: PLC0415 - `--help` stays quick

        return action(load_settings(arguments.config), progress, arguments)

    return run_guarded(loaded, arguments)


def run_guarded(action: Callable[[Progress], int], arguments: argparse.Namespace) -> int:
    """Run an action, and tell a failure in one sentence."""
    from mkdocs_vault.deployment.progress import Progress  # noqa: PLC0415

    progress = Progress(as_json=getattr(arguments, "json", False), quiet=getattr(arguments, "quiet", False))
    _stop_politely()
    failure: DeploymentError
    try:
        return action(progress)
    except DeploymentError as error:
        failure = error
    except KeyboardInterrupt:
        failure = StoppedError("stopped")
    except OSError as error:
        failure = from_os_error(error, "reading or writing")
    except MemoryError:
        failure = RefusedError("there is not enough memory")
    except Exception as error:  # noqa: BLE001 - a traceback would print paths and perhaps secrets
        failure = RefusedError(f"this should not have happened ({type(error).__name__} in {_place_of(error)})", "please report it")
    progress.fail(failure)
    return int(failure.exit_code)


def _place_of(error: BaseException) -> str:
    trace = error.__traceback__
    while trace is not None and trace.tb_next is not None:
        trace = trace.tb_next
    return "?" if trace is None else f"{Path(trace.tb_frame.f_code.co_filename).name}:{trace.tb_lineno}"


def _stop_politely() -> None:
    def stop(number: int, frame: FrameType | None) -> None:
        del frame
        message = f"stopped by {signal.Signals(number).name}"
        raise StoppedError(message, "nothing that was published has changed by this; the next run goes on")

    for number in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP):
        if signal.getsignal(number) is not signal.SIG_IGN:  # nohup stays nohup
            signal.signal(number, stop)


def _deploy(settings: LoadedSettings, progress: Progress, arguments: argparse.Namespace) -> int:
    from mkdocs_vault.deployment.pipeline import DeployWishes, deploy  # noqa: PLC0415

    return deploy(settings, progress, DeployWishes(arguments.wait, arguments.confirm_deletion))


def _pull(settings: LoadedSettings, progress: Progress, arguments: argparse.Namespace) -> int:
    from mkdocs_vault.deployment.pull import pull  # noqa: PLC0415

    if arguments.every is None:
        return pull(settings, progress, wait=arguments.wait)
    while True:
        try:
            pull(settings, progress, wait=True)
        except StoppedError:
            return ExitCode.OK
        except SettingsError:
            raise
        except DeploymentError as error:
            progress.fail(error)
        try:
            time.sleep(max(1.0, arguments.every))
        except StoppedError:
            return ExitCode.OK


def _status(settings: LoadedSettings, progress: Progress, arguments: argparse.Namespace) -> int:
    from mkdocs_vault.deployment.status import show_status  # noqa: PLC0415

    text, code = show_status(settings, as_json=arguments.json, longest_age_seconds=arguments.max_age)
    progress.answer(text)
    return code


def _rollback(settings: LoadedSettings, progress: Progress, arguments: argparse.Namespace) -> int:
    from mkdocs_vault.deployment.rollback import roll_back, unpin  # noqa: PLC0415

    if arguments.unpin:
        return unpin(settings, progress, wait=arguments.wait)
    return roll_back(settings, progress, arguments.release, wait=arguments.wait)


def _releases(settings: LoadedSettings, progress: Progress, arguments: argparse.Namespace) -> int:
    from mkdocs_vault.deployment.status import show_releases  # noqa: PLC0415

    progress.answer(show_releases(settings, as_json=arguments.json))
    return ExitCode.OK


def _purge(settings: LoadedSettings, progress: Progress, arguments: argparse.Namespace) -> int:
    from mkdocs_vault.deployment.purge import purge  # noqa: PLC0415

    return purge(settings, progress, wait=arguments.wait)


def _webhook(settings: LoadedSettings, progress: Progress, arguments: argparse.Namespace) -> int:
    del arguments
    try:
        from mkdocs_vault.deployment.webhook import serve_webhook  # noqa: PLC0415
    except ImportError as error:
        message = f"the webhook needs starlette and uvicorn ({error.name} is missing)"
        raise SettingsError(message, "pip install 'mkdocs-vault[webhook]'") from None
    try:
        return serve_webhook(settings, progress)
    except StoppedError:
        return ExitCode.OK
