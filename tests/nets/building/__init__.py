"""The parts of the world, one file an app. Each adds its objects by name and its tokens."""
