"""For those who write grammars: how each line was read, what nearly read it, which rules are dead, a first draft."""
