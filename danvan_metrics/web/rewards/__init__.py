"""The page Khen thưởng: models recognised, proposals, the council, and their papers."""
