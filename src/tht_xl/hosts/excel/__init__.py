"""Excel on Windows: the worksheet functions through COM, as an add-in or inside a workbook."""
