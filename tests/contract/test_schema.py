"""The JSON Schema in the repository is the one that the model makes, and says what each key is."""

import json

from conftest import ROOT
from tavoiteparse.contract.schema import contract_text


def test_schema_is_the_one_in_the_repository(write_goldens: bool) -> None:
    output = contract_text()
    file = ROOT / "docs" / "schema.json"
    if write_goldens:
        file.write_text(output, encoding="utf-8")
    assert output == file.read_text(encoding="utf-8")
    definitions = json.loads(output)["$defs"]
    for name, definition in definitions.items():
        assert definition["description"], name
        for field, details in definition["properties"].items():
            assert details.get("title") or "$ref" in details, field
