"""Pages as host-neutral values: addresses, what stands around a note's text, listings, navigation, and data for scripts."""
