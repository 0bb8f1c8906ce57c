"""The benchmark: one JSON object a line, on a seeded year and on twenty (design §7)."""
