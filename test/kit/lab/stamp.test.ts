import { readdirSync, readFileSync, statSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { hashOf, readStamp, removeStamp, writeStamp, writeWhole } from "../../../kit/lab/setup/stamp.mjs";
import { temporaryFolder } from "./support/project.ts";

test("a file is written whole, with the folders it needs, and nothing is left beside it", () => {
  const folder = temporaryFolder();
  const file = join(folder, "a", "b", "secret");
  writeWhole(file, "first", { mode: 0o600 });
  writeWhole(file, "second", { mode: 0o600 });
  expect(readFileSync(file, "utf8")).toBe("second");
  expect(statSync(file).mode & 0o777).toBe(0o600);
  expect(readdirSync(join(folder, "a", "b"))).toEqual(["secret"]);
});

test("a stamp is there from when it is written until it is removed", () => {
  const file = join(temporaryFolder(), "stamp");
  expect(readStamp(file)).toBeUndefined();
  writeStamp(file, "done");
  expect(readStamp(file)).toBe("done");
  removeStamp(file);
  removeStamp(file);
  expect(readStamp(file)).toBeUndefined();
});

test("parts that run together differently hash differently", () => {
  expect(hashOf(["ab", "c"])).not.toBe(hashOf(["a", "bc"]));
  expect(hashOf(["ab", "c"])).toBe(hashOf(["ab", "c"]));
});
