"""Reports on figures that are off track: opened, written, signed, followed until the figure is out of red (ux D9, D10)."""
