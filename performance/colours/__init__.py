"""How figures get their colours, and what follows from a colour."""
