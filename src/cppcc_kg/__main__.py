"""``python -m cppcc_kg``: the same as the ``cppcc-kg`` command."""

from cppcc_kg.cli import main

if __name__ == "__main__":
    main()
