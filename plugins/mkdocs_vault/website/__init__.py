"""Pages as host-neutral values: addresses, bodies, and what stands around them. Knows no site generator."""
