"""What the notes say together. Knows syntax; no HTML, no site generator."""
