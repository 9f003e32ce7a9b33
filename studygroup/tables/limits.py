"""How much a file may hold: ten times the largest list the study group has."""

MAX_BYTES = 5 * 1024 * 1024
MAX_UNPACKED_BYTES = 40 * 1024 * 1024
MAX_PARTS = 200
MAX_ROWS = 10_000
MAX_COLUMNS = 60
TOO_MANY_ROWS = f"行が多すぎます。{MAX_ROWS:,}行までに分けてください。"
TOO_MANY_COLUMNS = f"列が多すぎます。{MAX_COLUMNS}列までにしてください。"
