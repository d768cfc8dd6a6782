import { inspect } from "node:util";
import { runInNewContext } from "node:vm";
import { expect, test } from "vitest";
import { codedError } from "../../../kit/common/coded-error.ts";

class RosterError extends codedError<"UNREADABLE" | "EMPTY">("RosterError") {}
class OtherError extends codedError<"EMPTY">("OtherError") {}

test("an error has its name, code, message and cause", () => {
  const cause = new Error("below");
  const error = new RosterError("EMPTY", "The roster is empty.", { cause });
  expect(error).toBeInstanceOf(RosterError);
  expect(error).toBeInstanceOf(Error);
  expect([error.name, error.code, error.message, error.cause]).toEqual([
    "RosterError",
    "EMPTY",
    "The roster is empty.",
    cause,
  ]);
  expect("cause" in new RosterError("EMPTY", "x")).toBe(false);
});

test("what is printed begins with the name and says the code", () => {
  const error = new RosterError("EMPTY", "The roster is empty.");
  expect(error.stack).toMatch(/^RosterError: The roster is empty\.\n/);
  expect(inspect(error)).toContain("code: 'EMPTY'");
  expect(Object.keys(error)).toEqual(["code"]);
});

test("a class recognises its own errors, also those of another copy and of another realm", () => {
  class Copy extends codedError<"EMPTY">("RosterError") {}
  const foreign: unknown = runInNewContext(
    'Object.defineProperty(new Error("x"), Symbol.for("swarmlab.rosterError"), { value: true })',
  );
  expect(RosterError.is(new RosterError("EMPTY", "x"))).toBe(true);
  expect(RosterError.is(new Copy("EMPTY", "x"))).toBe(true);
  expect(RosterError.is(foreign)).toBe(true);
});

test("a class recognises nothing else", () => {
  for (const other of [new OtherError("EMPTY", "x"), new Error("x"), "RosterError", null, undefined, {}])
    expect(RosterError.is(other)).toBe(false);
});
