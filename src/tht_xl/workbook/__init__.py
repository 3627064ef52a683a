"""Read and check the partners' workbooks.

Start with `check`, which goes through a file stage by stage; `rules` holds what is checked, `cross_checks` what a
return is compared with, `writing` the workbooks that we make. docs/decisions/workbook-reading.md gives the reasons.
"""
