"""The room where published statistics come in: one module for each layout, all rows or none."""
