"""What a key for figures opens, and how to use one."""

from __future__ import annotations

from django.urls import reverse

from cpboard.core import keys
from cpboard.core.keys import Address, Opening
from cpboard.core.models import ReadKey
from performance import policies

ADDRESSES = (
    ("Our figures, CSV", "performance:feed_figures_csv"),
    ("Our figures, JSON", "performance:feed_figures_json"),
    ("Published figures beside ours, CSV", "performance:feed_comparators_csv"),
    ("Published figures beside ours, JSON", "performance:feed_comparators_json"),
)

keys.give(
    ReadKey.Kind.FIGURES,
    Opening(
        title="figures",
        says="Power BI or a spreadsheet can read every figure by itself, in columns that keep their names. It reads small numbers too.",
        how="In Power BI choose “Web”, give an address, then “Basic”. The key is the password; the user name can be anything.",
        allowed=policies.may_read_feed,
        addresses=lambda secret: [Address(label, reverse(name)) for label, name in ADDRESSES],
    ),
)
