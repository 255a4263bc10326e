"""The programs that make sites, each in a folder of its own: what it offers, translated into what the site is made of."""
