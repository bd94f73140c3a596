"""All WordprocessingML: templates are compiled, rendered and checked here and nowhere else."""
