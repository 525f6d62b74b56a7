"""Letters to schools: chasing, replies, reception, mending."""
