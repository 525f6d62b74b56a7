"""Sample data through the front door: a recipe fills the templates, and the workbooks come in like any other return."""

from danvan_metrics.sample.handing_in import fill_sample_store, is_filled
from danvan_metrics.sample.workbooks import SampleFile, count_sample, iterate_sample, write_sample_workbooks

__all__ = ["SampleFile", "count_sample", "fill_sample_store", "is_filled", "iterate_sample", "write_sample_workbooks"]
