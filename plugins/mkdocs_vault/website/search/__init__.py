"""What the search is told of pages, and what it asks of the program that makes its index."""
