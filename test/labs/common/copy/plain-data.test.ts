import { expect, test } from "vitest";
import { isPlainData } from "../../../../labs/common/copy/plain-data.ts";
import { CHANGED, REFUSED, WHOLE } from "../../swarm/support/values.ts";

test("what would be refused is never taken for plain data, but for a Proxy, which structured clone refuses", () => {
  for (const [name, [make]] of Object.entries(REFUSED))
    if (!name.includes("proxy")) expect(isPlainData(make()), name).toBe(false);
});

test("data like JSON is seen as plain, so that it is sent without a second look", () => {
  for (const name of [
    "nested object",
    "array of records",
    "long array",
    "map of maps",
    "date",
    "bytes",
    "text",
    "looks like a copy",
  ])
    expect(isPlainData(WHOLE[name]?.()), name).toBe(true);
  for (const name of ["getter", "object without prototype", "frozen"])
    expect(isPlainData(CHANGED[name]?.[0]()), name).toBe(true);
});

test("cycles and data that is reached on many ways come to an end", () => {
  const ring: Record<string, unknown> = {};
  ring.self = ring;
  expect(isPlainData(ring)).toBe(false);
  let wide: unknown = {};
  for (let i = 0; i < 60; i++) wide = [wide, wide];
  expect(isPlainData(wide)).toBe(false);
});
