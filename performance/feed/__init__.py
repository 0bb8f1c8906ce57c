"""Figures for another program: the same rows as CSV and JSON, opened by a key (cpboard/core/keys.py)."""
