"""Pages of the board app: bodies and seats, promises and principles, groups of young people, years."""
