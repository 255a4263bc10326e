"""The body of a note, its slots filled for one page."""
