"""How much one document may hold: what a page of news or a report needs many times over, and no bomb does."""

from __future__ import annotations

MIB = 1 << 20

# A text or a row, decompressed: nearly three million Chinese characters, a hundred work reports. Its records
# take 150 bytes a character while it is worked on, so that a worker stays below 700 MB.
MAX_TEXT_BYTES = 8 * MIB
# A file whose pictures and fonts count too: PDF, DOCX.
MAX_FILE_BYTES = 128 * MIB
# What a reader may take out of a PDF, a DOCX or a web page.
MAX_CHARACTERS = MAX_TEXT_BYTES // 3
# Bytes out for each byte of an archive, once so much came out: news packs at 3 to 30, a bomb at 1,000.
MAX_RATIO, RATIO_COUNTS_FROM = 250, 64 * MIB
