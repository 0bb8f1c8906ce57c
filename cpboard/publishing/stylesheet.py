"""The report's own stylesheet, for paper and for a page that stands alone."""

from pathlib import Path

REPORT_CSS = (Path(__file__).resolve().parents[2] / "static" / "cpb" / "report.css").read_text()
