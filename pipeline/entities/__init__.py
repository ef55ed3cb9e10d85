"""Who is who across records: people, bodies and posts merged into tables, in bounded memory."""
