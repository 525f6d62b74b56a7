"""Tables for Power BI, Excel and R taken out: what was asked, of which schools, in which file, and that it was taken."""
