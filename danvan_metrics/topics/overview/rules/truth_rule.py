"""Rule 4: is it true. What is declared without evidence, and what the office found where it looked."""

from __future__ import annotations

from collections import Counter
from typing import Final

import pandas as pd

from danvan_metrics.metrics.appraisal import sum_appraisals
from danvan_metrics.metrics.dataset import iterate_rows
from danvan_metrics.metrics.material import Material
from danvan_metrics.plan.kinds import ITEM_KINDS
from danvan_metrics.plan.lens import Lens
from danvan_metrics.plan.verdicts import Stage
from danvan_metrics.topics.overview.rules.sentence import Sentence, Target

LEAD: Final = "Có thật không"
_NAMED: Final = 2


def describe_truth(material: Material) -> Sentence | None:
    """Items declared as met without a piece, n/N and most at whom; schools concluded n/N, lines lowered and raised."""
    told = [part for part in (_describe_bare(material), _describe_appraised(material)) if part]
    return Sentence(LEAD, f": {'; '.join(told)}.", Target.APPRAISAL) if told else None


def _describe_bare(material: Material) -> str:
    declared, evidenced = (_items(material.through(lens)) for lens in (Lens.DECLARED, Lens.EVIDENCED))
    claimed = declared[declared["met"]]
    bare = claimed[~evidenced.loc[claimed.index, "met"]]
    if bare.empty:
        return ""
    return f"{len(bare)}/{len(claimed)} nội dung tự khai “Đạt” chưa có minh chứng{_describe_most(material, bare['school'])}"


def _describe_most(material: Material, schools: pd.Series) -> str:
    """Whose most of them are; of more than two equals how many schools there are, and nothing where no other could be."""
    counts = Counter(schools)
    names = [material.name(school) for school, count in counts.items() if count == max(counts.values())]
    if len(material.scope.schools(material.dataset)) == 1:
        return ""
    if len(counts) == 1:
        return f", đều ở {names[0]}"
    if len(names) > _NAMED:
        return f", ở {len(counts)} trường"
    each = " mỗi trường" if len(names) > 1 else ""
    return f", nhiều nhất ở {' và '.join(names)} ({max(counts.values())}{each})"


def _describe_appraised(material: Material) -> str:
    """What the office's own columns say: of all lines it has looked into, in schools concluded and under way."""
    own = {school.code for school in material.scope.schools(material.dataset)}
    begun = [row for row in iterate_rows(sum_appraisals(material.dataset, material.scope)) if row.school in own and row.checked]
    if not begun:
        return ""
    concluded = sum(row.stage == Stage.CONCLUDED for row in begun)
    checked = sum(row.checked for row in begun)
    names = {"lowered": "hạ", "raised": "nâng", "unproven": "chưa đủ minh chứng"}
    found = [(words, sum(getattr(row, name) for row in begun)) for name, words in names.items()]
    moved = ", ".join(f"{words} {count}" for words, count in found if count) or "giữ nguyên tất cả"
    if len(own) == 1:
        return f"trong {checked} dòng Phòng đã kiểm: {moved}"
    return f"Phòng thẩm định xong {concluded}/{len(own)} trường, {moved} trong {checked} dòng đã kiểm"


def _items(scores: pd.DataFrame) -> pd.DataFrame:
    return scores[scores["kind"].isin(ITEM_KINDS)]
