import { codedError } from "../coded-error.ts";

/** A value cannot be copied whole. The message names where it stands, what it is and what to do instead. */
export class UncopyableError extends codedError<"UNCOPYABLE">("UncopyableError") {
  /** How a reader would write the value, as in `result.list[2]`. */
  readonly path: string;
  /** What to return or send instead. */
  readonly instead: string;

  constructor(path: string, problem: string, instead: string, cause?: unknown) {
    super("UNCOPYABLE", `${path} ${problem}`, cause === undefined ? undefined : { cause });
    this.path = path;
    this.instead = instead;
  }
}

/** What to return or send instead of an object of a known class. */
const INSTEAD: Readonly<Record<string, string>> = {
  URL: "its href",
  URLSearchParams: "it as text, String(…)",
  Headers: "Object.fromEntries(…) of it",
  Response: "what `await response.text()` or `.json()` gives",
  Request: "its url and what `await request.text()` gives",
  Blob: "what `await blob.bytes()` gives",
  File: "its name and what `await file.bytes()` gives",
  FormData: "its entries as an array",
  WeakMap: "a Map",
  WeakSet: "a Set",
  WeakRef: "what it refers to",
  Promise: "what it resolves to, by `await`",
  Generator: "its values as an array, [...…]",
  Iterator: "its values as an array",
  AsyncGenerator: "its values as an array",
  ReadableStream: "what it gives, as bytes or text",
  Module: "its bytes",
};

/** What to return or send instead of an object of a class. */
export function insteadOf(className: string): string {
  return (
    INSTEAD[className] ?? "its fields as a plain object, or give its class a method `static revive(fields)`"
  );
}
