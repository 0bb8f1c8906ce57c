"""What the figures say: indicators, values, comparators, ratings, commentary; and statistics as they were published."""

from performance.models.exceptions import EffectCheck, ExceptionReport
from performance.models.figures import Commentary, Comparator, Indicator, Rating, Value, counts_fit, exact
from performance.models.peers import PeerNote
from performance.models.snapshots import Snapshot, SnapshotPaper, SnapshotRow
from performance.models.targets import Target
from performance.models.uploads import ColumnMatch, Upload
from performance.models.young import Judgement
from performance.published import Area, Neighbour, Published, Release, Series
from performance.querysets import figures_q

__all__ = [
    "Area",
    "ColumnMatch",
    "Commentary",
    "Comparator",
    "EffectCheck",
    "ExceptionReport",
    "Indicator",
    "Judgement",
    "Neighbour",
    "PeerNote",
    "Published",
    "Rating",
    "Release",
    "Series",
    "Snapshot",
    "SnapshotPaper",
    "SnapshotRow",
    "Target",
    "Upload",
    "Value",
    "counts_fit",
    "exact",
    "figures_q",
]
