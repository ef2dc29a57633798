"""For authors of grammars: how lines were read, rules that nearly matched or never fire, a first draft."""
