"""Work that a worker does for publishing."""

from cpboard.core import jobs
from cpboard.publishing import building, operations

jobs.work(operations.BUILD, title="the annual report", steps=building.STEPS)(building.build)
