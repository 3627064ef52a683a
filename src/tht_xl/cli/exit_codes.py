"""Exit codes of `tht-xl`."""

FINE, FINDINGS, COULD_NOT_RUN = 0, 1, 2
"""All well; at least one error-severity finding or conflict, or a cell that shows an error; could not run."""
