"""The meeting as slides: native charts and tables that the office can edit, written without a browser."""

from danvan_metrics.exports.slides.writing import write_slides

__all__ = ["write_slides"]
