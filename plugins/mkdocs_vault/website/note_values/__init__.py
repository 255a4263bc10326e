"""What the templates print of a note, above, beside and below its text."""
