"""Rules as data: their types, the loader that names file and line, and the runner of their examples."""
