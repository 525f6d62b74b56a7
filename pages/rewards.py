"""Khen thưởng: models recognised, who is proposed, what the council voted, and the papers of it."""

from danvan_metrics.web.rewards.reward_page import show_rewards

show_rewards()
