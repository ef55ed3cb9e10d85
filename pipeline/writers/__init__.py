"""Writers: records out, whole or not at all."""
