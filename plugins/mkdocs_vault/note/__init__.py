"""One note, alone: its tree becomes a compiled note. The same text and options give the same bytes on every machine."""
