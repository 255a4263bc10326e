"""The text of a note as HTML in Material's markup, with slots where other notes, files or the site have a say."""
