"""What a row of the table is: two things measured by turns, and how far apart they may be."""

from dataclasses import dataclass
from typing import Callable, Optional

from measure import Median


@dataclass
class Target:
    """`ratio`: ours / theirs; `beyond`: ours - theirs, in milliseconds; `value`: a number in `unit`."""

    kind: str
    limit: float
    unit: str = ""

    def __str__(self):
        if self.kind == "ratio":
            return f"≤ {self.limit:g}"
        return f"≤ {self.limit:g} ms more" if self.kind == "beyond" else f"≤ {self.limit:g}{self.unit}"

    def compare(self, ours, theirs):
        """The text of the comparison, and whether CPU and wall keep the target."""
        pairs = ((ours.cpu, theirs.cpu), (ours.wall, theirs.wall))
        if self.kind == "ratio":
            values = [one / max(other, 1e-9) for one, other in pairs]
            return " / ".join(f"{value:.2f}" for value in values), [value <= self.limit for value in values]
        values = [(one - other) * 1000 for one, other in pairs]
        return " / ".join(f"{value:+.1f} ms" for value in values), [value <= self.limit for value in values]


@dataclass
class Result:
    row: str
    count: int
    ours: Optional[Median] = None
    theirs: Optional[Median] = None
    peer: str = ""
    target: Optional[Target] = None
    # For rows that compare no times: what was found, and whether it keeps the target.
    value: str = ""
    kept: Optional[bool] = None
    note: str = ""
    failed: str = ""

    def verdict(self):
        if self.failed:
            return "failed"
        if self.target is None:
            return ""
        if self.kept is not None:
            return "ok" if self.kept else "short"
        if self.ours is None or self.theirs is None:
            return "not measured"
        cpu, wall = self.target.compare(self.ours, self.theirs)[1]
        return "ok" if cpu and wall else "short" if not cpu and not wall else "short by wall" if cpu else "short by CPU"

    def compared(self):
        if self.value or self.ours is None or self.theirs is None:
            return self.value
        return (self.target or Target("ratio", 0)).compare(self.ours, self.theirs)[0]


@dataclass
class Row:
    """One line of the list of rows: its name, at which numbers of records, and what measures it."""

    name: str
    sizes: tuple
    measure: Callable


def milliseconds(median):
    return "" if median is None else f"{median.cpu * 1000:.1f} / {median.wall * 1000:.1f}"


def table(results, heading=True):
    """The Markdown table; CPU before wall in each cell."""
    lines = [] if not heading else ["| row | records | mgrnet, ms CPU / wall | peer | peer, ms | compared | target | |",
             "| --- | ---: | ---: | --- | ---: | ---: | --- | --- |"]
    for result in results:
        cells = [result.row, f"{result.count:,}", milliseconds(result.ours), result.peer, milliseconds(result.theirs),
                 result.compared(), str(result.target or ""), result.verdict()]
        lines.append("| " + " | ".join(cell.replace("|", "\\|") for cell in cells) + " |")
    notes = [f"- {result.row}, {result.count:,}: {result.failed or result.note}" for result in results
             if result.failed or result.note]
    return "\n".join(lines + ([""] + notes if notes else []))
