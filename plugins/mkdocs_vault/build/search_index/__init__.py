"""The index of the search: made by Pagefind's program in parts, which are kept from build to build."""
