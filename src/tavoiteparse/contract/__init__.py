"""What comes out: the document's model and its JSON Schema, findings and their wording, documents as YAML and JSON."""
