"""The way of a file of figures in: sent, looked at, what it would change, taken in or thrown away (ux D1, D2, D4, D5)."""
