"""Read, check and look up definitions: start in `load`; `validate` lists the checks. See docs/definitions.md."""
