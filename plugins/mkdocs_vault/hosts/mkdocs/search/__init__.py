"""The search of the plugin's own: pages become small documents, Pagefind's program makes the index of them."""
