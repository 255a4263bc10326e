"""Publish an Obsidian vault as a Material for MkDocs site, exactly as its author sees it."""
