"""What people write by hand, read strictly: YAML, TOML, and dataclasses as validated contracts."""
