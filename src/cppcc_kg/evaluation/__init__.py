"""Gold against build: how much of what was labelled by hand a graph says, and what it says besides.

``gold`` and ``texts`` read the labels and what they label; ``graph`` reads a Turtle graph into the values
of ``predictions``; ``matching`` says which of the two are the same; ``entities``, ``relations``, ``measures``
count; ``scoring`` joins them per document and pools; ``report`` puts the result into words or JSON.
``breakdown`` says whose doing a score is and ``leave_out`` what rests on one text alone; ``quality`` makes a page of
these. ``pairs`` and ``similar`` measure similarity, on labels of their own. Only ``graph`` imports rdflib.
"""
