"""Starts the lab's kernel as Jupyter does, lets it work out 1 + 1, ends it, and prints the answer and the seconds as JSON."""

import json
import time

from jupyter_client.manager import start_new_kernel

# A busy machine may be slow.
KERNEL_TIMEOUT_S = 60


def main() -> None:
    started = time.monotonic()
    manager, client = start_new_kernel(kernel_name="swarmlab", startup_timeout=KERNEL_TIMEOUT_S)
    ready = time.monotonic() - started
    texts: list[str] = []

    def collect(message: dict) -> None:
        texts.append(str(message["content"].get("data", {}).get("text/plain", "")))

    try:
        reply = client.execute_interactive("1 + 1", timeout=KERNEL_TIMEOUT_S, output_hook=collect)
        status = reply["content"]["status"]
    finally:
        client.stop_channels()
        manager.shutdown_kernel(now=False)
    print(json.dumps({"seconds": ready, "status": status, "answer": "".join(texts).strip()}))


if __name__ == "__main__":
    main()
