"""Pages of champions: who carries what, an area between two meetings, logging and reporting back."""
