"""What the demo and the tests start for themselves: a Postgres, a broker, a worker.

Nothing here imports Django, so that all of it can run before the settings are read.
"""
