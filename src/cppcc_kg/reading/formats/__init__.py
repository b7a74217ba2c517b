"""A room per format: bytes of one document → its text and what it says of itself.

Each module has one verb, ``read(data, where) -> Extract``, and imports its library inside it.
"""
