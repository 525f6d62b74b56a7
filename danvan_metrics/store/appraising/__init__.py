"""What the office found: teams, stages of appraisals, verdicts and evidence seen. Rows are only ever added."""
