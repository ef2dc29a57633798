"""`tavoiteparse schema`: the output contract as JSON Schema."""

from tavoiteparse.cli import console


def schema() -> None:
    """Print the JSON Schema of the output of extract."""
    from tavoiteparse.contract.schema import contract_text

    console.write([contract_text()], None)
