"""Fetch, build, publish: keeps a published site in step with the git remote of a vault.

Knows nothing of notes beyond their bytes and imports nothing of this project but `diagnostics`; it runs programs (git, MkDocs, rsync)
and owns three places: the state folder, the publish folder, and what the targets are told to own.
"""
