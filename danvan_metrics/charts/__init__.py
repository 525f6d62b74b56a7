"""What the figures look like: one module per chart, `collect_…` makes a record, `draw_…` makes a Plotly figure of it."""
