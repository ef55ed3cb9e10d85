"""Mubiao: Chinese local-government news in, structured records out."""
