"""One rule, one module: its docstring is the page that `docgen explain` prints."""
