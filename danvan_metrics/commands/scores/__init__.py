"""`scores …`: the scores and sums that are kept; an administrator's commands."""
