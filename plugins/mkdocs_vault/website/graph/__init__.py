"""The graph around a note and that of the whole vault: what is drawn, and where."""
