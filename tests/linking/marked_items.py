"""Titles, bodies and names of a text, given by what is written, in the order of the text."""

from __future__ import annotations

from pipeline.linking.chains import ChainReader, Item


def items(text: str, words: str) -> list[Item]:
    """Return where the words (blanks between) stand one after the other in the text."""
    found: list[Item] = []
    position = 0
    for word in words.split():
        position = text.index(word, position)
        found.append(Item(position, position + len(word)))
        position += len(word)
    return found


def reader(text: str, titles: str, names: str = "", bodies: str = "") -> ChainReader:
    """Return the reader of a text's chains; several bodies may overlap titles."""
    return ChainReader(text, items(text, titles), items(text, bodies), items(text, names))


def written(text: str, places: list[Item]) -> str:
    """Return what stands at the places, blanks between."""
    return " ".join(text[place.start : place.end] for place in places)
