"""What Material's plugin `blog` knows of its posts."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from mkdocs.config.defaults import MkDocsConfig


def posts_of(config: MkDocsConfig) -> frozenset[str]:
    """The files of the posts that the site will show, by their paths; none before the plugin has read them.

    Until there is a navigation the plugin excludes all its files, drafts and posts alike. A site may have several blogs.
    """
    blogs = (getattr(plugin, "blog", None) for plugin in config.plugins.values())
    return frozenset(post.file.src_uri for blog in blogs for post in getattr(blog, "posts", ()))
