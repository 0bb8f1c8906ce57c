"""What of a figure may be told outside the house (scorecard handbook §5.2, rules D1 to D10).

    single(value, 89, 131)            one figure (D1 to D3, D6)
    table({"a": 3, "b": 40})          cells that add up to a total (D4, D5)
    cross([[3, 40], [57, 20]])        rows and columns with all their totals (D4, D5)
    over_time([Point(…), …])          one figure after another (D7)

Every public output goes through them before anything is drawn or written; whatever is worked out from a hidden number
is hidden too (D8). Members see full figures and never come here.
"""

from performance.suppression.course import Point, over_time
from performance.suppression.crossing import Cross, cross
from performance.suppression.lines import Cells, guesses, table
from performance.suppression.marks import FEW, HIDDEN, LEAST_GUESSES, TINY_GROUP, Hidden, Told, hides_average, is_few
from performance.suppression.singles import Single, single

__all__ = [
    "FEW",
    "HIDDEN",
    "LEAST_GUESSES",
    "TINY_GROUP",
    "Cells",
    "Cross",
    "Hidden",
    "Point",
    "Single",
    "Told",
    "cross",
    "guesses",
    "hides_average",
    "is_few",
    "over_time",
    "single",
    "table",
]
