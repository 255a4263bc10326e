"""Writing a site over the one that is there: what is the same stays as it is, what is left over goes."""
