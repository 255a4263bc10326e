"""A tree becomes HTML in Material's markup. Knows vault and syntax; no site generator."""
