"""What changed between reports: goals and indicators that are one, what became of each, and tables of periods."""
