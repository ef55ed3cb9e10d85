"""Why a mention stands in a record: its evidence, its rule and its links, in words."""

from pipeline.explain.command import explain

__all__ = ["explain"]
