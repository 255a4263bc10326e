"""Pages put into the theme's templates: what these templates print alike on many pages is printed once."""
