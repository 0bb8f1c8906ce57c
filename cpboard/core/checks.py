"""System checks of the house: an unguarded model, a stray anonymous view, an unclassified column."""
