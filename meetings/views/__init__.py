"""Pages of meetings: load from the viewer, form, one operation, redirect."""
