"""The JSON Schema of the output, as `tavoiteparse schema` prints it and `docs/schema.json` keeps it."""

import json

from tavoiteparse.contract.model import SKEEMA, Raportti
from tavoiteparse.strict.validation import json_schema


def contract_text() -> str:
    """The schema as indented JSON, one final line feed."""
    document = {"$schema": "https://json-schema.org/draft/2020-12/schema", "$id": f"urn:{SKEEMA.replace('/', ':')}"}
    return json.dumps(document | json_schema(Raportti), ensure_ascii=False, indent=2) + "\n"
