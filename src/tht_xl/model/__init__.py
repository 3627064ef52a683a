"""What things are: frozen, valid, without arithmetic."""
