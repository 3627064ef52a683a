"""Read and check the partners' workbooks."""
