import { vi } from "vitest";

/** Drops what agents print. Returns the function that ends this. */
export function mute(): () => void {
  const spies = [process.stdout, process.stderr].map((stream) =>
    vi.spyOn(stream, "write").mockReturnValue(true),
  );
  return () => {
    for (const spy of spies) spy.mockRestore();
  };
}
