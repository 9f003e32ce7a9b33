"""Tables as files: xlsx, CSV in UTF-8 or cp932, out and in again without changing what nobody edited (decision 8)."""
