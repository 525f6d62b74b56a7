"""How each unit has moved from period to period, mergers followed."""
