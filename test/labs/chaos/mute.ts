import { vi } from "vitest";

/** Keeps what agents print out of the test's own output. Returns how to hear it again. */
export function mute(): () => void {
  const spies = [process.stdout, process.stderr].map((stream) =>
    vi.spyOn(stream, "write").mockReturnValue(true),
  );
  return () => {
    for (const spy of spies) spy.mockRestore();
  };
}
