"""Pure functions from what is written to what it means: numerals, quantities, dates."""
