"""A note's text becomes a tree. Knows no other note, no address, no HTML."""
