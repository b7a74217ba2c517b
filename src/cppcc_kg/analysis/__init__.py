"""What a graph shows once it is whole: derived facts, similar work of other districts, comparisons in words."""
