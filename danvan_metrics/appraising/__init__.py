"""What the office does about appraisals: teams, verdicts, stages, the phiếu out and in. Every act begins with who and whether."""
