"""What pingouin and krippendorff make of a panel, as JSON: the values, and how long they take once everything is warm.

Takes a file with a row per rater, candidate and competency. Reading it and laying it out is not measured.
"""

import json
import sys
from time import perf_counter

import krippendorff
import numpy
import pandas
import pingouin

RUNS = 30
FORMS = ["ICC(1,1)", "ICC(1,k)", "ICC(A,1)", "ICC(A,k)", "ICC(C,1)", "ICC(C,k)"]


def correlations(totals):
    found = pingouin.intraclass_corr(data=totals, targets="candidate", raters="rater", ratings="level")
    found = found.set_index("Type")
    return [[found.at[form, "ICC"], *found.at[form, "CI95"]] for form in FORMS]


def alphas(together, apart):
    return [krippendorff.alpha(reliability_data=data, level_of_measurement="ordinal") for data in [together, *apart]]


def measured(work):
    """The seconds that it takes at its fastest; the first run is not counted."""
    work()
    seconds = []
    for _ in range(RUNS):
        begin = perf_counter()
        work()
        seconds.append(perf_counter() - begin)
    return min(seconds)


def main():
    # The limits of intervals are rounded for reading, unless one asks for more.
    pingouin.options["round.column.CI95"] = 15
    cells = pandas.read_csv(sys.argv[1])
    totals = cells.groupby(["candidate", "rater"], as_index=False)["level"].mean()
    apart = [part.pivot(index="rater", columns="candidate", values="level").to_numpy() for _, part in cells.groupby("competency")]
    together = numpy.hstack(apart)
    print(
        json.dumps(
            {
                "correlations": [[float(value) for value in row] for row in correlations(totals)],
                "alphas": [float(value) for value in alphas(together, apart)],
                "correlations_seconds": measured(lambda: correlations(totals)),
                "alphas_seconds": measured(lambda: alphas(together, apart)),
            }
        )
    )


main()
