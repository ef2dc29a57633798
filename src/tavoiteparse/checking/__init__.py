"""`validate`: the rules of a good report, what is accepted, and reports for people and other programs."""
