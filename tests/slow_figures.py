"""Every figure a second, slow, obvious way: plain loops over plain returns, written from the definitions only.

Nothing here imports danvan_metrics.metrics. Fractions keep sums exact.
"""

from __future__ import annotations

from datetime import timedelta
from fractions import Fraction

SCORED_BY_CHOICE = {"yes_no": "yes", "checklist": "yes", "level": "met"}


def find_return(returns, school, period):
    for given in returns:
        if (given.school, given.period) == (school, period):
            return given
    return None


def score(indicator, given, lens):
    """(state, completion, n, N) of one indicator in one return."""
    if indicator.source is not None:
        return _score_models(indicator, given, lens)
    lines = [(line.code, given.answers.get(line.code, {})) for line in indicator.rows]
    applicable = [answer for _, answer in lines if not _is_not_applicable(indicator, answer)]
    if not applicable:
        return "not_applicable", None, 0, 0
    if not any(_is_value(answer) for answer in applicable):
        invalid = any(answer.get("state") == "invalid" for answer in applicable)
        return ("invalid" if invalid else "not_reported"), None, 0, 0
    n = total = Fraction(0)
    for answer in applicable:
        line_n, line_total = _score_line(indicator, answer, lens)
        n, total = n + line_n, total + line_total
    return "value", min(Fraction(1), n / total), n, total


def _score_models(indicator, given, lens):
    """Evidence counts row by row: through that lens a row without a piece is not done; every row, stopped too, is registered."""
    if not given.models and given.models_declared is not False:
        return "not_reported", None, 0, 0
    registered = len(given.models)
    done = 0
    for model in given.models:
        proven = lens == "declared" or (model["evidence_count"] or 0) >= 1
        if proven and (indicator.source == "models_registered" or model["has_result"]):
            done += 1
    n, total = Fraction(done), Fraction(indicator.target if indicator.source == "models_registered" else registered)
    if total == 0:
        return "not_applicable", None, 0, 0
    return "value", min(Fraction(1), n / total), n, total


def may_meet(indicator, given, lens):
    """Whether it is not met, and would be if every line that is blank or not valid were complete."""
    if indicator.source is not None:
        return score(indicator, given, lens)[0] == "not_reported"
    state, completion, n, total = score(indicator, given, lens)
    if state in {"not_reported", "invalid"}:
        return True
    if state != "value" or completion == 1:
        return False
    answers = [given.answers.get(line.code, {}) for line in indicator.rows]
    open_lines = [answer for answer in answers if not _is_value(answer) and not _is_not_applicable(indicator, answer)]
    return bool(open_lines) and n + len(open_lines) >= total  # only checklists have several lines, each worth 1


def _is_value(answer):
    return (
        bool(answer)
        and answer.get("state", "value") == "value"
        and any(answer.get(k) is not None for k in ("done", "choice", "dated"))
    )


def _is_not_applicable(indicator, answer):
    return answer.get("choice") == "not_applicable" or (indicator.kind == "ratio" and answer.get("to_do") == 0)


def _score_line(indicator, answer, lens):
    total = Fraction(1)
    if indicator.kind == "ratio" and _is_value(answer):
        total = Fraction(answer["to_do"])
    if indicator.kind == "count":
        total = Fraction(indicator.target)
    if not _is_value(answer):
        return Fraction(0), total
    if lens == "evidenced" and indicator.kind != "limit" and not (answer.get("evidence_count") or 0) >= 1:
        return Fraction(0), total
    if indicator.kind in {"ratio", "count"}:
        return Fraction(answer["done"]), total
    if indicator.kind == "limit":
        return Fraction(answer["done"] <= indicator.target), total
    if indicator.kind == "date":
        return Fraction(answer["dated"] is not None), total
    return Fraction(answer["choice"] == SCORED_BY_CHOICE[indicator.kind]), total


def score_group(plan, group, given, lens):
    """(value or None, n, N, reported) of a group in one return; `given` None = no return."""
    children = {group} | {child.code for child in plan.groups if child.parent == group}
    asked = [
        i for i in plan.indicators if i.group in children and i.kind not in {"tracked", "derived"} and "school" in i.reporters
    ]
    if given is None:
        return None, 0, len(asked), 0
    n = total = reported = 0
    completed = Fraction(0)
    for indicator in asked:
        state, completion, _, _ = score(indicator, given, lens)
        if state == "not_applicable":
            continue
        total += 1
        if state == "value":
            reported += 1
            completed += completion
            n += completion == 1
    return (completed / total if reported else None), n, total, reported


def total_indicator(indicator, schools, returns, period, lens, *, due=True):
    """met_n, met_N, open, done, to_do, credited over schools (a school without a return stands in met_N once it is due)."""
    met = applies = unsettled = reported = 0
    done = to_do = credited = Fraction(0)
    for school in schools:
        given = find_return(returns, school.code, period)
        if given is None:
            applies += due
            unsettled += due
            continue
        state, completion, n, total = score(indicator, given, lens)
        if state == "not_applicable":
            continue
        applies += 1
        unsettled += may_meet(indicator, given, lens)
        if state == "value":
            reported += 1
            met += completion == 1
            done, to_do = done + n, to_do + total
            credited += min(n, total)
    sums = {"reported": reported, "done": done, "to_do": to_do, "credited": credited}
    return {"met_n": met, "met_N": applies, "open": unsettled, **sums}


def compare_group(plan, group, before, now, lens):
    """(met then, met now, compared): of a group's indicators that have a value in both returns; None where none has."""
    if before is None or now is None:
        return None
    children = {group} | {child.code for child in plan.groups if child.parent == group}
    then = met = compared = 0
    for indicator in plan.indicators:
        if indicator.group not in children or indicator.kind in {"tracked", "derived"} or "school" not in indicator.reporters:
            continue
        earlier, later = score(indicator, before, lens), score(indicator, now, lens)
        if earlier[0] == later[0] == "value":
            compared += 1
            then += earlier[1] == 1
            met += later[1] == 1
    return (then, met, compared) if compared else None


def total_model_items(plan, schools, returns, period, lens):
    """CT4 pooled: items Đạt of the items applicable of the model schools, blank ones among them."""
    met = applicable = 0
    for school in schools:
        given = find_return(returns, school.code, period) if school.model else None
        for indicator in plan.indicators:
            if not school.model or indicator.kind != "level":
                continue
            if given is None:
                applicable += 1
                continue
            state, completion, _, _ = score(indicator, given, lens)
            applicable += state != "not_applicable"
            met += completion == 1
    return met, applicable


def climb(plan, given, *, appraised=False):
    """The rung of one return, read condition by condition (indicators.md, “Spread”)."""
    by_code = {indicator.code: indicator for indicator in plan.indicators}

    def met(code):
        return score(by_code[code], given, "declared")[1] == 1

    def chosen(group, rung):
        children = {group} | {child.code for child in plan.groups if child.parent == group}
        for indicator in plan.indicators:
            answer = given.answers.get(indicator.code, {})
            good = (
                indicator.group in children
                and answer.get("state", "value") == "value"
                and answer.get("choice") in rung.item_choices
            )
            if good and (not rung.with_evidence or (answer.get("evidence_count") or 0) >= 1):
                return True
        return False

    def applies(group):
        asked = [indicator for indicator in plan.indicators if indicator.group == group and "school" in indicator.reporters]
        return any(score(indicator, given, "declared")[0] != "not_applicable" for indicator in asked)

    reached = 0
    for rung in plan.ladder:
        if rung.any_met and not any(met(code) for code in rung.any_met):
            break
        if rung.all_met and not all(met(code) for code in rung.all_met):
            break
        if rung.model_status and not any(model["status"] in rung.model_status for model in given.models):
            break
        if rung.any_item_in and not any(chosen(group, rung) for group in rung.any_item_in):
            break
        criteria = [group for group in rung.each_group_in if applies(group)]  # one that does not apply at all is passed over
        if rung.each_group_in and not (criteria and all(chosen(group, rung) for group in criteria)):
            break
        if rung.appraised and not appraised:
            break
        reached = rung.rung
    return reached


def timeliness(school, returns, period, as_of):
    """(state, days_late) of one school; “trước ngày” is strict."""
    last = period.deadline - timedelta(days=1)
    given = find_return(returns, school.code, period.code)
    if given is None:
        late = (as_of - last).days
        return ("missing", late) if late > 0 else ("not_due", 0)
    late = (given.received_on - last).days
    return ("late", late) if late > 0 else ("on_time", 0)


def find_word(plan, verdicts, concluded, school, period):
    """line → the verdict that stands: of the last round concluded, else of the last one with a verdict; None without one."""
    word = None
    for signed in (False, True):
        for one in plan.rounds:
            key = (school, period, one.code)
            judged = {v["line"]: v for v in verdicts if (v["school"], v["period"], v["round"]) == key}
            if (signed and key in concluded) or (not signed and judged):
                word = judged
    return word


def is_checked(verdict):
    return verdict is not None and verdict["outcome"] != "uncheckable" and not verdict["recheck"]


def declare_line(indicator, line, given, lens="declared"):
    """(state, n, N) of a line as the school tells it; n and N of a line without a value are 0 and what it would count for."""
    if indicator.source is not None:
        state, _, n, total = _score_models(indicator, given, lens)
        return state, n, total or Fraction(1)
    answer = given.answers.get(line, {})
    if _is_not_applicable(indicator, answer):
        return "not_applicable", Fraction(0), Fraction(0)
    n, total = _score_line(indicator, answer, lens)
    state = "value" if _is_value(answer) else answer.get("state", "not_reported")
    return state, n, total


def appraise_line(indicator, line, given, word):  # noqa: PLR0911 - case by case
    """(state, n, N) of a line as the office tells it; what it has not checked is not met, whatever was declared."""
    state, n, total = declare_line(indicator, line, given)
    if word is None:
        return ("not_applicable" if state == "not_applicable" else "not_appraised"), Fraction(0), total
    verdict = word.get(line)
    if not is_checked(verdict):
        return ("not_appraised" if state == "value" else state), Fraction(0), total
    if verdict["outcome"] == "not_applicable":
        return "not_applicable", Fraction(0), Fraction(0)
    values = [verdict.get(key) for key in ("to_do", "done", "choice", "dated")]
    if verdict["outcome"] == "unproven" or (values == [None] * 4 and state != "value"):
        return ("not_applicable" if state == "not_applicable" else "value"), Fraction(0), total
    if values == [None] * 4:
        return "value", n, total
    found = {key: verdict.get(key) for key in ("to_do", "done", "choice", "dated")}
    if indicator.kind == "ratio" and found["to_do"] is None:
        found["to_do"] = _declare_to_do(indicator, line, given)
        if found["to_do"] is None:  # done of nobody knows what: worth nothing
            return "value", Fraction(0), total
    if _is_not_applicable(indicator, found):
        return "not_applicable", Fraction(0), Fraction(0)
    return "value", *_score_line(indicator, found, "declared")


def _declare_to_do(indicator, line, given):
    if indicator.source is not None:
        return len(given.models) if given.models or given.models_declared is False else None
    return given.answers.get(line, {}).get("to_do")


def score_appraised(indicator, given, word):
    """(state, completion, n, N, met if what is unchecked were as declared) of one indicator, as the office tells it."""
    lines = [line.code for line in indicator.rows]
    judged = [appraise_line(indicator, line, given, word) for line in lines]
    applicable = [one for one in judged if one[0] != "not_applicable"]
    if not applicable:
        return "not_applicable", None, 0, 0, False
    hoped = []
    for line, one in zip(lines, judged, strict=True):
        instead = declare_line(indicator, line, given) if one[0] == "not_appraised" else one
        if instead[0] != "not_applicable":
            hoped.append(instead)
    may = any(state == "value" for state, _, _ in hoped) and sum(n for _, n, _ in hoped) >= sum(total for _, _, total in hoped)
    states = [state for state, _, _ in applicable]
    n, total = sum(n for _, n, _ in applicable), sum(total for _, _, total in applicable)
    if "value" in states:
        return "value", min(Fraction(1), n / total), n, total, may
    return next(state for state in ("not_appraised", "invalid", "not_reported") if state in states), None, 0, 0, may


def complete(line):
    """Completion of a (state, n, N), None where there is no value."""
    state, n, total = line
    return min(Fraction(1), n / total) if state == "value" else None


def sum_appraisal(plan, given, word):
    """The numbers of lines of one appraised school (appraisal.md, “Figures”)."""
    names = ("L", "checked", "confirmed_n", "confirmed_N", "agreed_n", "lowered", "raised", "unproven", "uncheckable")
    sums = dict.fromkeys((*names, "met", "high", "declared_met", "evidenced_met"), 0)
    for indicator in plan.indicators:
        if indicator.kind in {"tracked", "derived"} or "school" not in indicator.reporters:
            continue
        for line in indicator.rows:
            judged = appraise_line(indicator, line.code, given, word)
            if judged[0] == "not_applicable":
                continue
            verdict = (word or {}).get(line.code)
            declared = complete(declare_line(indicator, line.code, given))
            found = complete(judged) if is_checked(verdict) else None
            sums["L"] += 1
            sums["declared_met"] += declared == 1
            sums["evidenced_met"] += complete(declare_line(indicator, line.code, given, "evidenced")) == 1
            sums["uncheckable"] += verdict is not None and verdict["outcome"] == "uncheckable" and not verdict["recheck"]
            if not is_checked(verdict):
                sums["high"] += declared == 1
                continue
            sums["checked"] += 1
            sums["confirmed_N"] += declared == 1
            sums["confirmed_n"] += declared == 1 and verdict["outcome"] == "confirmed"
            sums["agreed_n"] += declared is not None and found == declared
            for outcome in ("lowered", "raised", "unproven"):
                sums[outcome] += verdict["outcome"] == outcome
            sums["met"] += found == 1
            sums["high"] += found == 1
    return sums


def verify_line(indicator, line, given, word):  # noqa: PLR0911 - case by case
    """(declared or None, found or None, what it is called) of a number that a school wrote; None where the line is not in L."""
    if appraise_line(indicator, line, given, word)[0] == "not_applicable":
        return None
    verdict, declared = word.get(line), _declare_done(indicator, line, given)
    if not is_checked(verdict) or verdict["outcome"] == "unproven":
        return declared, None, "unchecked"
    found = verdict.get("done")
    if all(verdict.get(key) is None for key in ("to_do", "done", "choice", "dated")):
        found = declared
    if found is None:
        return declared, None, "unchecked"
    if found == (declared or 0):
        return declared, found, "matched"
    if not declared:
        return declared, found, "found_more"
    if declared >= 10 and Fraction(9, 10) <= Fraction(found) / Fraction(declared) <= Fraction(11, 10):
        return declared, found, "within"
    return declared, found, "over" if found < declared else "under"


def _declare_done(indicator, line, given):
    if indicator.source is not None:
        state, _, n, _ = _score_models(indicator, given, "declared")
        return None if state == "not_reported" else int(n)
    answer = given.answers.get(line, {})
    return answer.get("done")
