"""Work that a worker does for publishing."""

from cpboard.core import jobs
from cpboard.publishing import building, operations

jobs.work(operations.BUILD)(building.build)
