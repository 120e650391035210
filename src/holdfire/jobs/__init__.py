"""Long work: in several processes, stopped at once, and not undone by a process that dies."""
