"""The review page: people read records beside their text and decide on each item; no decision is lost."""
