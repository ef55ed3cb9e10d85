"""How what was found hangs together: who holds which post where, what a goal says."""
