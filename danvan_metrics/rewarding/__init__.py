"""What the office does about recognition and reward: models recognised, proposals, votes, decisions."""
