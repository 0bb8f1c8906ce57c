"""Frozen scorecards: taken, read, and what became of their figures since."""
