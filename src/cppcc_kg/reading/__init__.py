"""file → articles → sections → paragraphs → sentences → clauses, with a map of offsets back to the file."""
