"""What meetings agree on: how an action reads now, what happened to it, and that no open one is there twice."""
