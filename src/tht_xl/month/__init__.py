"""The business process of a month; the one place where adapters are wired together."""
