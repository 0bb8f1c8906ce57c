"""Work that a worker does for meetings."""

from cpboard.core import jobs
from meetings import building, operations

jobs.work(operations.BUILD, title="the pack", steps=building.STEPS)(building.build)
