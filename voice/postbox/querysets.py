"""Questions about the rows of this app."""
