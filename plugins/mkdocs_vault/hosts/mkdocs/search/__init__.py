"""What the search is told of MkDocs' pages, and where MkDocs' site gets its index."""
