"""The command line: arguments in, exit code out.

Start with `app`, which lists the commands and the module of each; `main` runs them so that no traceback reaches a user.
"""
