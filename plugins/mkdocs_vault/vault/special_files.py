"""Files that something other than a reader obeys, and what programs leave behind: never published unless the site asks for them by name."""

from __future__ import annotations

from collections.abc import Callable, Iterable

from mkdocs_vault.vault.paths import VaultPath, is_note
from mkdocs_vault.vault.patterns import matcher

WELL_KNOWN = ".well-known"
"""The one hidden folder that sites publish on purpose (RFC 8615)."""

OBEYED_BY_SERVERS = (
    *("_headers", "_redirects", "_routes.json", "_worker.js", "netlify.toml", "vercel.json", "now.json", "firebase.json"),
    *("staticwebapp.config.json", "wrangler.toml", "wrangler.json", "wrangler.jsonc", "CNAME", "_config.yml"),
    *("web.config", ".htaccess", ".htpasswd", ".user.ini"),
    *("*.php", "*.php[0-9]", "*.phtml", "*.phar", "*.cgi", "*.asp", "*.aspx", "*.ashx", "*.jsp", "*.jspx", "*.cfm", "*.shtml"),
)
"""What Netlify, Cloudflare, Vercel, Firebase, Azure, GitHub Pages, IIS, Apache and PHP read as settings, and what servers run."""

OBEYED_BY_VISITORS = (
    *("sw.js", "service-worker.js", "service_worker.js", "serviceworker.js", "ngsw-worker.js", "firebase-messaging-sw.js"),
    *("robots.txt", "crossdomain.xml", "clientaccesspolicy.xml", "ads.txt", "app-ads.txt", "apple-app-site-association"),
    *("google[0-9a-f]*.html", "BingSiteAuth.xml", "yandex_*.html"),
)
"""Service workers rule over all pages; the others speak to crawlers, plugins and apps for the whole site, or say whose it is."""

OBEYED_BY_GENERATORS = ("mkdocs*.yml", "mkdocs*.yaml", "properdocs*.yml", "properdocs*.yaml", "zensical.toml", "deploy.yml", "hooks.py")

LEFT_BY_PROGRAMS = (
    *("desktop.ini", "Thumbs.db", "ehthumbs*.db", "Icon\r", "__MACOSX/", "$RECYCLE.BIN/", "System Volume Information/"),
    *("*.code-workspace", "*.sublime-project", "*.sublime-workspace", "node_modules/", "__pycache__/", "*.py[co]"),
    *("logseq/*.edn", "logseq/bak/", "dendron.yml", "~$*", "*~", "*.swp", "*.crdownload"),
)
"""Settings and remains of other programs that have no dot before their names."""

is_special: Callable[[VaultPath], bool] = matcher((*OBEYED_BY_SERVERS, *OBEYED_BY_VISITORS, *OBEYED_BY_GENERATORS, *LEFT_BY_PROGRAMS))
"""Whether a file is special by its name, in whatever folder and case."""


def is_out_of_sight(path: VaultPath) -> bool:
    """Whether a file is never published, whatever the site asks for: it lies in a hidden folder other than `.well-known`."""
    folder = path.parent
    first, _, below = folder.partition("/")
    return VaultPath(below if first == WELL_KNOWN else folder).is_hidden


def hidden_files_asked_for(patterns: Iterable[str]) -> Callable[[VaultPath], bool]:
    """A function that tells whether one of these patterns asks for a hidden file that may be published, such as `.htaccess`.

    The pattern must say the dot: `*` doesn't mean `.env`. A hidden note is never asked for.
    """
    matches = matcher(pattern for pattern in patterns if VaultPath(pattern).is_hidden)
    return lambda path: path.is_hidden and not is_note(path) and matches(path) and not is_out_of_sight(path)
