"""Board outputs."""
