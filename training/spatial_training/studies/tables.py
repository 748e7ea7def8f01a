"""A study's table in Markdown, from its runs' answers alone."""

import numpy as np

from ..evaluate.figures import direction, errors
from ..evaluate.measure import Table
from .catalogue import Study, Variant
from .folder import TRAIN, StudyFolder
from .intervals import Change, Values, change, figure, interval
from .ordinary import KINDS
from .results import Need, answers, needs, usual_answers, usual_distance

BANDS = ("50-200", "66.7-150", "75-125", "90-110")
HEAD = ("", "median relative error", "change", "[50, 200] %", "[66.7, 150] %", "±25 %", "[90, 110] %", "Spearman",
        "left/right %")  # fmt: skip
NONE = "–"


def study_table(folder: StudyFolder, study: Study, seeds: list[int]) -> str:
    parts = [distance_table(folder, study, seeds)]
    if study.ordinary_reference is not None:
        parts.append(ordinary_table(folder, study, seeds))
    return "\n\n".join([*parts, conditions(folder, study, seeds)])


def distance_table(folder: StudyFolder, study: Study, seeds: list[int]) -> str:
    first, *others = folder.tests
    head = [*HEAD, *(title for test in others for title in (f"{test}: median relative error", "change"))]
    lines = [row(head), row(["---"] * len(head))]
    reference = next(v for v in study.variants if v.key == study.reference)
    for variant in study.variants:
        cells = []
        for test in folder.tests:
            need = Need(test, False)
            if need not in needs(folder, study, variant):
                cells += [NONE] * (len(HEAD) - 1 if test == first else 2)
                continue
            tables, against = (answers(folder, each, seeds, need) for each in (variant, reference))
            cells += error_cells(tables, None if variant is reference else against)
            cells += mean_cells(tables) if test == first else []
        lines.append(row([variant.title, *cells]))
    lines.append(constant_row(folder, study, seeds, reference))
    return "\n".join(lines)


def constant_row(folder: StudyFolder, study: Study, seeds: list[int], reference: Variant) -> str:
    """What always answering validation's median reaches."""
    usual, cells = usual_distance(folder), []
    for test in folder.tests:
        table = answers(folder, reference, seeds[:1], Need(test, False))[0]
        table = {**table, "answer": np.full(len(table["distance"]), usual)}
        found = errors(table["distance"], table["answer"])
        cells += [f"{found['median_relative']:.3f}", ""]
        cells += [*(percent(found["within"][b]) for b in BANDS), NONE, NONE] if test == folder.tests[0] else []
    return row(["always validation's median", *cells])


def error_cells(tables: list[Table], reference: list[Table] | None) -> list[str]:
    values = [relative_errors(table) for table in tables]
    low, high = interval(values)
    moved = "" if reference is None else told(change(values, [relative_errors(t) for t in reference]), 1, 3)
    return [f"{figure(values):.3f} [{low:.3f}, {high:.3f}]", moved]


def relative_errors(table: Table) -> Values:
    return Values(np.abs(table["answer"] / table["distance"] - 1), table["frame"], middle=True)


def mean_cells(tables: list[Table]) -> list[str]:
    """Means over seeds of the other columns."""
    found = [errors(table["distance"], table["answer"]) for table in tables]
    spearman = np.mean([0.0 if each["spearman"] is None else each["spearman"] for each in found])
    side = np.mean([direction(table, "right")["accuracy"] for table in tables])
    within = [percent(np.mean([each["within"][band] for each in found])) for band in BANDS]
    return [*within, f"{spearman:.2f}", percent(side)]


def ordinary_table(folder: StudyFolder, study: Study, seeds: list[int]) -> str:
    """Share of right answers by kind, and over all."""
    need = Need(folder.tests[0], True)
    head = ["", "what is it %", "what colour %", "how many %", "all %", "change"]
    lines = [row(head), row(["---"] * len(head))]
    taught = [v for v in study.variants if need in needs(folder, study, v)]
    against = [right(t) for v in taught if v.key == study.ordinary_reference for t in answers(folder, v, seeds, need)]
    for variant in taught:
        tables = answers(folder, variant, seeds, need)
        values = [right(table) for table in tables]
        low, high = interval(values)
        whole = f"{percent(figure(values))} [{percent(low)}, {percent(high)}]"
        moved = "" if variant.key == study.ordinary_reference else told(change(values, against), 100, 1)
        lines.append(row([variant.title, *by_kind(tables), whole, moved]))
    table = answers(folder, taught[0], seeds[:1], need)[0]
    usual = {**table, "answered": usual_answers(folder)[table["kind"]]}
    lines.append(row(["always validation's commonest", *by_kind([usual]), percent(figure([right(usual)])), ""]))
    return "\n".join(lines)


def right(table: Table) -> Values:
    return Values((table["answer"] == table["answered"]).astype(float), table["frame"], middle=False)


def by_kind(tables: list[Table]) -> list[str]:
    shares = [[right(t).value[t["kind"] == kind].mean() for t in tables] for kind in range(len(KINDS))]
    return [percent(np.mean(share)) for share in shares]


def told(moved: Change, scale: float, digits: int) -> str:
    """A change in bold where its interval leaves out 0 and several seeds agree."""
    value, low, high = (f"{scale * x:+.{digits}f}" for x in (moved.value, moved.low, moved.high))
    return f"**{value}** [{low}, {high}]" if moved.told_apart else f"{value} [{low}, {high}]"


def conditions(folder: StudyFolder, study: Study, seeds: list[int]) -> str:
    """How the table came to be."""
    s, reference = folder.settings, next(v for v in study.variants if v.key == study.reference)
    tests = []
    for test in folder.tests:
        table = answers(folder, reference, seeds[:1], Need(test, False))[0]
        tests.append(f"{len(table['frame']):,} pairs on {len(np.unique(table['frame'])):,} stills of `{test}`")
    return (
        f"{s.samples:,} samples of {len(folder.collection(TRAIN)):,} frames ({s.questions} questions each, batches "
        f"of {s.batch}) after {s.first_samples:,} in the first stage; {len(seeds)} seed{'s' * (len(seeds) > 1)}; "
        f"canvas of {folder.config.width} × {folder.config.height}; {' and '.join(tests)}."
    )


def row(cells: list[str]) -> str:
    return f"| {' | '.join(cells)} |"


def percent(share: float) -> str:
    return f"{100 * share:.0f}"
