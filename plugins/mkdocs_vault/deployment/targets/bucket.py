"""A release -> a bucket. A bucket can't swap everything at once, so the order is safe: what pages need, pages, what is no longer needed.

A state object says which objects are ours: it is written before the first change (old and new names) and after the last (new names), so a
run that was killed is cleaned up by the next, and an object that somebody else put there is never deleted.
"""

from __future__ import annotations

import json
import mimetypes
import re
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from mkdocs_vault.deployment import steps
from mkdocs_vault.deployment.credentials import read_password_line
from mkdocs_vault.deployment.deadline import Deadline
from mkdocs_vault.deployment.errors import CredentialsError, DeploymentError, SettingsError, TemporaryError
from mkdocs_vault.deployment.releases import read_record

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence
    from pathlib import Path

    from mypy_boto3_s3 import S3Client

    from mkdocs_vault.deployment.releases import Release
    from mkdocs_vault.deployment.settings import BucketTarget
    from mkdocs_vault.deployment.workplace import Workplace

STATE_OBJECT = ".vault-release.json"
THREADS = 8
MOST_DELETIONS_A_REQUEST = 1000
_LAST_PAGES = frozenset({"index.html", "sitemap.xml", "sitemap.xml.gz", "404.html"})
_HASHED = re.compile(r"\.[0-9a-f]{8}\.(?:min\.)?(?:js|css)$")
_REFUSALS = frozenset({
    "AccessDenied", "InvalidAccessKeyId", "SignatureDoesNotMatch", "NoSuchBucket", "ExpiredToken", "401", "403", "404",
})  # fmt: skip


@dataclass(frozen=True, slots=True)
class BucketState:
    """Which release a bucket shows (empty while one is under way), and digest by name of every object that is ours."""

    release: str = ""
    objects: dict[str, str] = field(default_factory=dict)


def publish_to_bucket(place: Workplace, target: BucketTarget, setting: str, release: Release) -> str:
    """Bring a release to a bucket; gives what happened."""
    client = _client(place, target, setting)
    from botocore.exceptions import BotoCoreError, ClientError, NoCredentialsError, PartialCredentialsError  # noqa: PLC0415

    try:
        return _Bucket(client, target).publish(release)
    except ClientError as error:
        raise _failure(str(error.response.get("Error", {}).get("Code", "")), str(error), target) from None
    except (NoCredentialsError, PartialCredentialsError) as error:
        message = f"the bucket '{target.bucket}' can't be reached without credentials: {error}"
        raise CredentialsError(message, "name a file in credentials_file: `access key id:secret access key`") from None
    except BotoCoreError as error:
        message = f"the bucket '{target.bucket}' can't be reached: {error}"
        raise TemporaryError(message) from None


def upload_stages(names: Iterable[str]) -> tuple[list[str], ...]:
    """Names in the order in which they may appear: what pages need, pages, and the ways to them last."""
    stages: tuple[list[str], ...] = ([], [], [], [])
    for name in sorted(names):
        if name in _LAST_PAGES or name.startswith("search/"):
            stages[3].append(name)
        elif name.endswith(".html"):
            stages[2].append(name)
        else:
            stages[0 if name.startswith("assets/") else 1].append(name)
    return stages


class _Bucket:
    def __init__(self, client: S3Client, target: BucketTarget) -> None:
        self._client = client
        self._target = target
        self._deadline = Deadline(target.deadline_seconds)
        self._prefix = f"{target.prefix}/" if target.prefix else ""

    def publish(self, release: Release) -> str:
        wanted = {name: str(entry["sha256"]) for name, entry in read_record(release).manifest.items()}
        there = self._state()
        changed = [name for name, digest in wanted.items() if there.objects.get(name) != digest]
        gone = sorted(set(there.objects) - set(wanted))
        if not changed and not gone and there.release:
            return f"{self._target.bucket} has it already"
        # While it is under way nothing is known to be up to date but what doesn't change.
        unsure = dict.fromkeys({*there.objects, *wanted}, "")
        self._write_state(BucketState("", unsure | {name: wanted[name] for name in wanted if there.objects.get(name) == wanted[name]}))
        for number, stage in enumerate(upload_stages(changed)):
            self._upload(release.folder, stage)
            steps.done("target-bucket-pages" if number else "target-bucket-assets")
        self._delete(gone)
        steps.done("target-bucket-deleted")
        self._write_state(BucketState(release.name, wanted))
        steps.done("target-bucket-stated")
        return f"{self._target.bucket} shows {release.name}: {len(changed)} uploaded, {len(gone)} deleted"

    def _state(self) -> BucketState:
        from botocore.exceptions import ClientError  # noqa: PLC0415

        try:
            body = self._client.get_object(Bucket=self._target.bucket, Key=self._prefix + STATE_OBJECT)["Body"].read()
            content = json.loads(body)
            return BucketState(str(content["release"]), {str(name): str(digest) for name, digest in content["objects"].items()})
        except ClientError as error:
            if error.response.get("Error", {}).get("Code") in {"NoSuchKey", "404"}:
                return BucketState()
            raise
        except (ValueError, KeyError, TypeError, AttributeError):
            return BucketState()

    def _write_state(self, state: BucketState) -> None:
        body = json.dumps({"release": state.release, "objects": state.objects}, sort_keys=True).encode()
        self._put(STATE_OBJECT, body, "application/json", "no-store")

    def _upload(self, folder: Path, names: Sequence[str]) -> None:
        with ThreadPoolExecutor(THREADS) as pool:
            for upload in [pool.submit(self._upload_file, folder, name) for name in names]:
                upload.result()

    def _upload_file(self, folder: Path, name: str) -> None:
        kind = mimetypes.guess_type(name)[0] or "application/octet-stream"
        if kind.startswith("text/") or kind in {"application/javascript", "application/json"}:
            kind += "; charset=utf-8"
        cache = "public, max-age=31536000, immutable" if _HASHED.search(name) else "no-cache"
        self._put(name, (folder / name).read_bytes(), kind, cache)

    def _put(self, name: str, body: bytes, kind: str, cache: str) -> None:
        if self._deadline.passed:
            message = f"publishing to the bucket '{self._target.bucket}' was not done after {self._deadline.seconds:g} seconds"
            raise TemporaryError(message)
        self._client.put_object(Bucket=self._target.bucket, Key=self._prefix + name, Body=body, ContentType=kind, CacheControl=cache)

    def _delete(self, names: Sequence[str]) -> None:
        for start in range(0, len(names), MOST_DELETIONS_A_REQUEST):
            keys = [{"Key": self._prefix + name} for name in names[start : start + MOST_DELETIONS_A_REQUEST]]
            answer = self._client.delete_objects(Bucket=self._target.bucket, Delete={"Objects": keys, "Quiet": True})  # type: ignore[typeddict-item]
            if answer.get("Errors"):
                message = f"the bucket '{self._target.bucket}' kept {len(answer['Errors'])} objects that should be deleted"
                raise TemporaryError(message)


def _client(place: Workplace, target: BucketTarget, setting: str) -> S3Client:
    try:
        import boto3  # noqa: PLC0415 - an extra, and a third of a second
        from botocore.config import Config  # noqa: PLC0415
    except ImportError:
        message = f"{setting}: publishing to a bucket needs boto3"
        raise SettingsError(message, "pip install 'mkdocs-vault[s3]'") from None
    keys: dict[str, Any] = {}
    if target.credentials_file is not None:
        key, secret = read_password_line(target.credentials_file, f"{setting}.credentials_file")
        place.progress.redact.learn(secret)
        keys = {"aws_access_key_id": key, "aws_secret_access_key": secret}
    retries = {"mode": "standard", "max_attempts": 3}
    config = Config(
        connect_timeout=10,
        read_timeout=60,
        retries=retries,  # type: ignore[arg-type]
        request_checksum_calculation="when_required",
        response_checksum_validation="when_required",
    )
    region = target.region or ("us-east-1" if target.endpoint_url else None)
    try:
        return boto3.session.Session(**keys).client("s3", endpoint_url=target.endpoint_url, region_name=region, config=config)
    except ValueError as error:
        message = f"{setting}.endpoint_url: {type(error).__name__}: this is no address"
        raise SettingsError(message) from None


def _failure(code: str, told: str, target: BucketTarget) -> DeploymentError:
    if code in _REFUSALS:
        return CredentialsError(f"the bucket '{target.bucket}' refuses us: {told}", "are the bucket's name and the keys right?")
    return TemporaryError(f"the bucket '{target.bucket}' can't be reached: {told}")
