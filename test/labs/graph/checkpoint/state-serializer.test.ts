import { JsonPlusSerializer } from "@langchain/langgraph-checkpoint";
import { expect, test } from "vitest";
import { StateSerializer } from "../../../../labs/graph/checkpoint/state-serializer.ts";
import fc from "../../../fast-check.ts";

const serializer = new StateSerializer(new JsonPlusSerializer());

const anything = fc.anything({
  withBigInt: true,
  withDate: true,
  withMap: true,
  withSet: true,
  withTypedArray: true,
});

test("any data comes back as it was", async () => {
  await fc.assert(
    fc.asyncProperty(anything, async (value) => {
      const [type, bytes] = await serializer.dumpsTyped(value);
      expect(await serializer.loadsTyped(type, bytes)).toEqual(value);
    }),
    { numRuns: 300 },
  );
});

test("a key __proto__ is kept as a key, and changes no prototype", async () => {
  const value = JSON.parse('{ "__proto__": { "polluted": true } }');
  const [type, bytes] = await serializer.dumpsTyped(value);
  const loaded = await serializer.loadsTyped(type, bytes);
  expect(Object.keys(loaded as object)).toEqual(["__proto__"]);
  expect(Reflect.get({}, "polluted")).toBeUndefined();
});

test("what is serialized stays as it was", async () => {
  await fc.assert(
    fc.asyncProperty(anything, async (value) => {
      const before = structuredClone(value);
      await serializer.dumpsTyped(value);
      expect(value).toEqual(before);
    }),
    { numRuns: 100 },
  );
});

test("what LangGraph.js serialized itself can be read", async () => {
  const [type, bytes] = await new JsonPlusSerializer().dumpsTyped({ list: [new Set([1])] });
  expect(await serializer.loadsTyped(type, bytes)).toEqual({ list: [new Set([1])] });
});

test("LangGraph.js's own serializer loses a state with a BigInt, which is why this one exists", async () => {
  const own = new JsonPlusSerializer();
  const [type, bytes] = await own.dumpsTyped({ n: 1n });
  expect(await own.loadsTyped(type, bytes)).not.toEqual({ n: 1n });
});
