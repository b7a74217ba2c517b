"""(article, rules) → mentions and raw facts: pure functions, no input or output."""
