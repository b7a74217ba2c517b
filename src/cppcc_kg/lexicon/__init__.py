"""Names and numbers: divisions, persons' names, numerals, units, periods, and the word sets that rules name."""
