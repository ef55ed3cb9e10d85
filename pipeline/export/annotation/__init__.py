"""Records in annotation tools as pre-annotations, and what annotators made of them back into gold."""
