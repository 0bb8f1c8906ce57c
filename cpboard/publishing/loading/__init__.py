"""A board's year from CSV files: read, check everything, then write all of it or nothing (docs/data/README.md)."""
