"""What leaves the dashboard: figures as workbooks."""
