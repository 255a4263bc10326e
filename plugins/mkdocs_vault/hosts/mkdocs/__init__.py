"""MkDocs and ProperDocs: events, options, files and pages. The only folder that imports them."""
