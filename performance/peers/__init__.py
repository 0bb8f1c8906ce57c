"""Councils to learn from: those like ours, and what inspectors praised in any of them (requirement 001-29)."""
