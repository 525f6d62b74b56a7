"""Who may do what: an actor, the roles' rights, and a check at the head of every act."""
