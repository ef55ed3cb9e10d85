"""Cleaning: a page of a newspaper in, its articles out, each character with its place."""

from pipeline.clean.article import Article, Zone
from pipeline.clean.page import clean

__all__ = ["Article", "Zone", "clean"]
