"""Embedded files: images with sizes, sound, video, PDF; any other file becomes a link."""

from __future__ import annotations

import re
from dataclasses import dataclass
from html import escape

from mkdocs_vault.diagnostics import DiagnosticCode
from mkdocs_vault.render.addresses import attribute, fragment
from mkdocs_vault.render.context import Context
from mkdocs_vault.vault.notes import Attachment, OtherPage, VaultFile
from mkdocs_vault.vault.recordings import SOUNDS, VIDEOS

IMAGES = frozenset({".avif", ".bmp", ".gif", ".jpeg", ".jpg", ".png", ".svg", ".webp"})
NOT_SHOWN_YET = {".canvas": "canvas", ".base": "base"}
SIZE = re.compile(r"(\d{1,6})(?:x(\d{1,6}))?\Z")
MOST_PIXELS = 10_000
PDF_HEIGHT = re.compile(r"(?:^|&)height=(\d{1,6})")


@dataclass(frozen=True, slots=True)
class Labels:
    """What stands after the bars: a description, and a size in pixels (0 where none is given)."""

    text: str = ""
    width: int = 0
    height: int = 0

    def size(self) -> str:
        """The size as attributes, each with a leading space."""
        width = f' width="{self.width}"' if self.width else ""
        return width + (f' height="{self.height}"' if self.height else "")


NO_LABELS = Labels()


def labels(parts: tuple[str, ...]) -> Labels:
    """The meaning of an embed's labels: the last one is a size if it looks like one (`300`, `300x200`), the rest the description."""
    match = SIZE.match(parts[-1].strip()) if parts else None
    if match is None:
        return Labels("|".join(parts).strip())
    width, height = (min(int(pixels or 0), MOST_PIXELS) for pixels in match.groups())
    return Labels("|".join(parts[:-1]).strip(), width, height)


def file_embed(file: Attachment | OtherPage, subpath: str, parts: tuple[str, ...], title: str, context: Context, offset: int) -> str:
    """An embedded file of the vault, as its kind is shown."""
    path = str(file.path)
    name = path.rpartition("/")[2]
    suffix = path[path.rfind(".") :].lower() if "." in name else ""
    address = context.site.addresses.address(file, context.page.note.path)
    if suffix in IMAGES:
        return image(address, labels(parts), title, name, css_hook=subpath)
    if suffix in SOUNDS or suffix in VIDEOS:
        return _player("audio" if suffix in SOUNDS else "video", address + fragment(subpath), labels(parts))
    if suffix == ".pdf":
        return _pdf(address, subpath, labels(parts), name)
    shown = escape(labels(parts).text or name, quote=False)
    if suffix in NOT_SHOWN_YET:
        return _not_shown_yet(NOT_SHOWN_YET[suffix], shown, address, context, offset)
    return f'<a class="vault-file" href="{attribute(address)}">{shown}</a>'


def image(address: str, label: Labels, title: str, name: str, css_hook: str = "") -> str:
    """`<img>`; without a description the file's name describes it. `css_hook` is a fragment that only style sheets read."""
    alt = escape(label.text or name)
    titled = f' title="{escape(title)}"' if title else ""
    return f'<img alt="{alt}" src="{attribute(address)}{attribute(fragment(css_hook))}"{label.size()}{titled} loading="lazy">'


def _player(kind: str, address: str, label: Labels) -> str:
    size = label.size() if kind == "video" else ""
    return f'<{kind} controls preload="metadata" src="{attribute(address)}"{size}></{kind}>'


def _pdf(address: str, subpath: str, label: Labels, name: str) -> str:
    height = PDF_HEIGHT.search(subpath)
    pixels = min(int(height.group(1)), MOST_PIXELS) if height else label.height
    size = (f' width="{label.width}"' if label.width else "") + (f' height="{pixels}"' if pixels else "")
    source = attribute(address + fragment(subpath))
    return f'<iframe class="vault-pdf" src="{source}"{size} title="{escape(label.text or name)}" loading="lazy"></iframe>'


def not_shown_yet(file: VaultFile) -> str:
    """`canvas` or `base` where the file is one, which no page shows yet; else nothing."""
    return NOT_SHOWN_YET.get(file.path.suffix.lower(), "")


def _not_shown_yet(kind: str, shown: str, address: str, context: Context, offset: int) -> str:
    context.tell(DiagnosticCode.NOT_SHOWN_YET, offset, f"a {kind} is not shown yet, so there is a link to its file", shown)
    link = f'<a class="vault-file" href="{attribute(address)}">{shown}</a>'
    return f'<span class="vault-not-shown" data-kind="{kind}">{link}: this {kind} is not shown here yet.</span>'
