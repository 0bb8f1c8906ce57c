"""The annual report: its chapters, its builds, its agreement."""

from cpboard.core.views import coming as reports

__all__ = ["reports"]
