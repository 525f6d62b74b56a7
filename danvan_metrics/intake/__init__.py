"""Receive returns: take apart what was dropped, read ahead, judge, keep what has no error, and leave a trace of the rest."""
