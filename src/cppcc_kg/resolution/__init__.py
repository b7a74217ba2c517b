"""Mentions → entities: identity by committee, class and canonical label; campaigns; one fact for many readings."""
