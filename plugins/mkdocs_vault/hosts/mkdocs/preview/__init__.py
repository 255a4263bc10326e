"""The preview of `mkdocs serve`: pages are made when they are asked for."""
