"""What `deploy.yml` may say: every setting with its type, its default and its meaning. `settings_loading` reads it."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated, Literal

from pydantic import AfterValidator, BaseModel, ConfigDict, Field, SecretStr
from pydantic_settings import BaseSettings, PydanticBaseSettingsSource, SettingsConfigDict

from mkdocs_vault.deployment.credentials import Credentials
from mkdocs_vault.deployment.remote import branch_problem

ENVIRONMENT_PREFIX = "VAULT_DEPLOY__"
MEBIBYTE = 1024 * 1024


def _checked_branch(branch: str) -> str:
    if problem := branch_problem(branch):
        raise ValueError(problem)
    return branch


def _checked_folder(folder: str) -> str:
    parts = [part for part in folder.split("/") if part not in {"", "."}]
    if folder.startswith(("/", "~")) or ".." in parts or not folder.isprintable():
        message = "leads out of the repository"
        raise ValueError(message)
    return "/".join(parts)


def _checked_word(text: str) -> str:
    if text.startswith("-") or not text.isprintable() or not text.strip():
        message = "is empty, looks like an option or holds control characters"
        raise ValueError(message)
    return text


Branch = Annotated[str, AfterValidator(_checked_branch)]
FolderInRepository = Annotated[str, AfterValidator(_checked_folder)]
Word = Annotated[str, AfterValidator(_checked_word)]
Seconds = Annotated[float, Field(gt=0, le=86_400, allow_inf_nan=False)]
Protocol = Literal["http", "git"]
Command = Annotated[tuple[str, ...], Field(min_length=1)]


class Section(BaseModel):
    """A part of the settings: unknown keys are mistakes, values never appear in errors."""

    model_config = ConfigDict(extra="forbid", frozen=True, hide_input_in_errors=True)


class RemoteAccess(Section):
    """How a git remote is reached; shared by the vault and by a pages branch."""

    remote: str
    credentials_file: Path | None = None
    ssh_key_file: Path | None = None
    ssh_known_hosts_file: Path | None = None
    deadline_seconds: Seconds = 120
    allow_protocols: frozenset[Protocol] = frozenset()

    @property
    def credentials(self) -> Credentials:
        """Where the secrets for this remote are."""
        return Credentials(self.credentials_file, self.ssh_key_file, self.ssh_known_hosts_file)


class VaultSettings(RemoteAccess):
    """Where the notes come from."""

    branch: Branch | None = None
    folder: FolderInRepository = ""
    checkout: Path | None = None
    on_rewind: Literal["follow", "hold", "fail"] = "follow"


class SiteSettings(Section):
    """How the site is built: with MkDocs, `docs_dir` replaced by the exported vault."""

    config: Path = Path("mkdocs.yml")
    strict: bool | None = None
    deadline_seconds: Seconds = 1800


class PagesTarget(RemoteAccess):
    """A branch that a forge serves as pages."""

    type: Literal["pages"]
    branch: Branch = "gh-pages"
    history: Literal["single", "keep"] = "single"


class RsyncTarget(Section):
    """A folder on a server, reached by rsync over ssh: `user@host:/srv/notes`, or a mounted folder."""

    type: Literal["rsync"]
    destination: Word
    ssh_key_file: Path | None = None
    ssh_known_hosts_file: Path | None = None
    ssh_port: Annotated[int, Field(ge=1, le=65_535)] = 22
    keep: Annotated[int, Field(ge=1, le=1000)] = 3
    deadline_seconds: Seconds = 600


class BucketTarget(Section):
    """A bucket of S3 or of a server that speaks its protocol."""

    type: Literal["s3"]
    bucket: Word
    prefix: FolderInRepository = ""
    endpoint_url: str | None = None
    region: Word | None = None
    credentials_file: Path | None = None
    deadline_seconds: Seconds = 600


Target = Annotated[PagesTarget | RsyncTarget | BucketTarget, Field(discriminator="type")]


class Hooks(Section):
    """Commands around the publication; each is a list of words, no shell."""

    before: tuple[Command, ...] = ()
    after: tuple[Command, ...] = ()
    deadline_seconds: Seconds = 60


class PublishSettings(Section):
    """Where the site goes."""

    folder: Path
    keep: Annotated[int, Field(ge=1, le=10_000)] = 5
    targets: tuple[Target, ...] = ()
    hooks: Hooks = Hooks()


class Limits(Section):
    """How much of a repository is taken: what is larger is left out or refused."""

    files: Annotated[int, Field(ge=1)] = 200_000
    file_megabytes: Annotated[int, Field(ge=1)] = 50
    total_megabytes: Annotated[int, Field(ge=1)] = 5_000


class WebhookSettings(Section):
    """The small server that wakes a deploy. Secrets are lines of a file, or a list; several at once allow a rotation."""

    host: str = "127.0.0.1"
    port: Annotated[int, Field(ge=0, le=65_535)] = 9_000
    path: Annotated[str, Field(pattern=r"^/[A-Za-z0-9/_.-]*$")] = "/hooks/vault"
    secrets_file: Path | None = None
    secrets: tuple[SecretStr, ...] = ()
    pause_seconds: Annotated[float, Field(ge=0, le=3600)] = 5


class DeploySettings(BaseSettings):
    """All of `deploy.yml`. Paths are absolute once it is loaded."""

    model_config = SettingsConfigDict(
        env_prefix=ENVIRONMENT_PREFIX,
        env_nested_delimiter="__",
        extra="forbid",
        frozen=True,
        hide_input_in_errors=True,
    )

    vault: VaultSettings
    site: SiteSettings = SiteSettings()
    publish: PublishSettings
    limits: Limits = Limits()
    webhook: WebhookSettings = WebhookSettings()
    state: Path = Path(".vault-state")

    @classmethod
    def settings_customise_sources(
        cls,
        settings_cls: type[BaseSettings],
        init_settings: PydanticBaseSettingsSource,
        env_settings: PydanticBaseSettingsSource,
        dotenv_settings: PydanticBaseSettingsSource,
        file_secret_settings: PydanticBaseSettingsSource,
    ) -> tuple[PydanticBaseSettingsSource, ...]:
        """The environment wins over the file; nothing else speaks."""
        del settings_cls, dotenv_settings, file_secret_settings
        return env_settings, init_settings
