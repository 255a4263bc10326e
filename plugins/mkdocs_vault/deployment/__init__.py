"""Fetch, build, publish. Knows nothing of notes; runs programs."""
