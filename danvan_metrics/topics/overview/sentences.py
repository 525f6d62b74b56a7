"""At most seven sentences made by fixed rules from the figures, in order of gravity, each with where its rows stand."""

from __future__ import annotations

from collections.abc import Callable
from typing import Final

from danvan_metrics.metrics.dataset import Dataset, Scope
from danvan_metrics.metrics.material import Material, gather
from danvan_metrics.topics.overview.node_sentences import collect_node_sentences
from danvan_metrics.topics.overview.rules.model_rule import describe_model_schools
from danvan_metrics.topics.overview.rules.receipt_rule import describe_receipts
from danvan_metrics.topics.overview.rules.sentence import Sentence, Target
from danvan_metrics.topics.overview.rules.since_rule import describe_since
from danvan_metrics.topics.overview.rules.spread_rule import describe_spread
from danvan_metrics.topics.overview.rules.truth_rule import describe_truth
from danvan_metrics.topics.overview.rules.violation_rule import describe_violations
from danvan_metrics.topics.overview.rules.weakest_rule import describe_weakest

__all__ = ["NO_SENTENCE", "RULES", "Sentence", "Target", "collect_sentences"]

NO_SENTENCE: Final = "Số liệu không cho thấy điểm nào cần chú ý."
RULES: Final[tuple[Callable[[Material], Sentence | None], ...]] = (
    describe_violations,
    describe_receipts,
    describe_weakest,
    describe_truth,
    describe_model_schools,
    describe_since,
    describe_spread,
)


def collect_sentences(dataset: Dataset, scope: Scope) -> tuple[Sentence, ...]:
    """Collect the sentences of the schools in scope; a rule without anything to say is silent."""
    if dataset.sums:
        return collect_node_sentences(dataset, scope)
    material = gather(dataset, scope)
    return tuple(sentence for rule in RULES if (sentence := rule(material)))
