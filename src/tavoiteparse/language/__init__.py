"""The words of the reports: labels, grammars, the vocabulary, and what figures, periods and statuses say."""
