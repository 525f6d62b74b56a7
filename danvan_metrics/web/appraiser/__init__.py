"""The appraiser's desk: teams, the table of lines, what a team does to an appraisal, and the phiếu."""
