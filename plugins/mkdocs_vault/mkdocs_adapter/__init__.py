"""The only folder that imports MkDocs."""
