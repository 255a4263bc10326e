"""The HTTP headers of a built site: a strict content security policy, computed from its pages, in the languages of several servers."""
