"""Every indicator: who meets it, who does not."""
