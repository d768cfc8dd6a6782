import { expect, it } from "vitest";
import { inMegabytes, memoryBudget } from "../../../../labs/swarm/processes/memory-budget.ts";
import { PrivateMemory, privateMemoryOf } from "../../../../labs/swarm/processes/private-memory.ts";

it("a limit is kept by the watchdog for all memory, and by V8 for its heap", () => {
  expect(memoryBudget(100, 4)).toEqual({
    bytes: 100 * 2 ** 20,
    v8Flags: ["--max-old-space-size=116", "--max-semi-space-size=6"],
  });
  expect(memoryBudget(1, 1).v8Flags).toContain("--max-semi-space-size=1");
  expect(memoryBudget(10_000, 1).v8Flags).toContain("--max-semi-space-size=16");
});

it("without a limit the processes share what memory there is, each at least 256 MB", () => {
  const free = process.availableMemory();
  const { bytes, v8Flags } = memoryBudget(undefined, 2);
  expect(bytes).toBeGreaterThanOrEqual(256 * 2 ** 20);
  expect(bytes).toBeLessThanOrEqual(Math.max(256 * 2 ** 20, free));
  expect(v8Flags).toEqual([]);
  expect(memoryBudget(undefined, 1e6).bytes).toBe(256 * 2 ** 20);
});

it("private memory grows with what is written, Buffers included", () => {
  const memory = new PrivateMemory();
  const before = memory.read();
  const buffer = Buffer.alloc(50 * 2 ** 20, 1);
  const grown = memory.read() - before;
  expect(buffer.length).toBe(50 * 2 ** 20);
  expect(grown).toBeGreaterThan(40 * 2 ** 20);
  expect(inMegabytes(123 * 2 ** 20 + 5)).toBe("123 MB");
});

it.runIf(process.platform === "linux")("another process's private memory can be read while it lives", () => {
  expect(privateMemoryOf(process.pid)).toBeGreaterThan(5 * 2 ** 20);
  expect(privateMemoryOf(2 ** 22 + 1)).toBeUndefined();
});
