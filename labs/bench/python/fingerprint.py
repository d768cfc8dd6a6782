"""The fingerprint of a result, equal to that of labs/bench/measure/fingerprint.ts in JavaScript."""

import hashlib
import json
import struct

SAFE = 2**53 - 1


def fingerprint(result: object) -> str:
    return hashlib.sha256(canonical(result).encode()).hexdigest()[:16]


def canonical(value: object) -> str:
    if value is None or isinstance(value, (bool, str)):
        return json.dumps(value)
    if isinstance(value, int):
        return str(value)
    if isinstance(value, float):
        # JavaScript has one type of number, in which 5.0 is 5.
        if value.is_integer() and abs(value) <= SAFE:
            return str(int(value))
        return struct.pack(">d", value).hex()
    if isinstance(value, dict):
        return "{" + ",".join(f"{json.dumps(key)}:{canonical(value[key])}" for key in sorted(value)) + "}"
    return "[" + ",".join(canonical(each) for each in value) + "]"
