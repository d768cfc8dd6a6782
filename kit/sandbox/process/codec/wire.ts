/**
 * The language of the channel to an answer's process: tagged JSON.
 *
 * Primitives that JSON has are themselves. Everything else is an array whose first element is a tag. The side that decodes makes every value
 * anew out of plain data: no accessor, prototype or registered symbol of the other side arrives, so a value can neither pose as a matcher of
 * the test runner nor run code here. Functions and class instances cross as numbered handles.
 */
export type Wire = null | string | boolean | number | readonly unknown[];

/** Where the side that encodes keeps what cannot be copied. */
export interface Exporter {
  /** Numbers a function, iterator or instance, so that the other side can call it. */
  keep(value: object): number;
  /** The number of a value that came from the other side, which gets its own value back. */
  origin(value: object): number | undefined;
}

/** What the side that decodes makes of handles. */
export interface Importer {
  /** A function that calls the other side. */
  function(handle: number): unknown;
  /** Adds the methods and the async iterator of a class instance, whose fields were copied into `target`, as calls to the other side. */
  instance(target: object, handle: number, methods: readonly string[], iterable: boolean): void;
  /** A value of this side that comes back. */
  own(handle: number): unknown;
  /** Called for each error, with the line and column of the answer where it arose, where that is known. */
  error?(error: Error, position: readonly [number, number] | undefined): void;
}
