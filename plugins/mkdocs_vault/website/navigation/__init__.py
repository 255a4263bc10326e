"""The way through a site: the sidebar, pages of folders, tags and recent notes, and what a lost reader is offered."""
