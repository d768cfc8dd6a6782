/**
 * A value as structured clone carries it whole. What it would lose or refuse is replaced by an empty object, and stands in
 * `parts` beside that object: one message carries both, so that both ends see which object it is.
 */
export interface Copy {
  readonly value: unknown;
  /** Undefined where the value is copied as it is. */
  readonly parts: readonly CopyPart[] | undefined;
}

/** A copy on its way through a program that cannot read it, because it lacks the classes. */
export class UnreadCopy {
  readonly copy: Copy;

  constructor(copy: Copy) {
    this.copy = copy;
  }
}

/** The place of a part: the empty object that stands for it. Data of a part may hold further ones. */
interface Placed {
  readonly at: object;
}

export type CopyPart = Placed &
  (
    | ErrorPart
    | {
        readonly kind: "dom-exception";
        readonly name: string;
        readonly message: string;
        readonly stack: unknown;
      }
    | { readonly kind: "buffer"; readonly bytes: Uint8Array }
    /** An object of a class that both ends know by `reference`. */
    | { readonly kind: "instance"; readonly reference: unknown; readonly data: unknown }
    /** An object over shared memory. */
    | { readonly kind: "shared"; readonly handle: unknown }
  );

/** An error of one of the language's classes. */
export interface ErrorPart {
  readonly kind: "error";
  /** The class to build it with. */
  readonly type: string;
  /** Its `name`. */
  readonly name: string;
  readonly message: string;
  readonly stack: string | undefined;
  /** Own fields, such as `code`, and whether they are enumerable. `cause` and `errors` are not. */
  readonly fields: readonly (readonly [key: string, value: unknown, isEnumerable: boolean])[];
}

/** How instances of classes are written. */
export interface CopyRules {
  /** How both ends call a class with `static revive`; undefined for a class that the other end does not know. */
  referenceTo?(type: object): unknown;
  /** The handle of an object over shared memory; undefined where memory cannot be shared. */
  share?(value: { share(): unknown }): unknown;
  /** Whether bytes of a SharedArrayBuffer may cross. @default false */
  readonly sharesMemory?: boolean;
}

/** How instances are built again. */
export interface ReadRules {
  /** The class of a reference. */
  classOf?(reference: unknown): { revive(data: unknown): unknown } | undefined;
  revive?(handle: unknown): unknown;
}

/** The language's error classes. An error of one of these is rebuilt with its class. */
export const ERROR_CLASSES: Readonly<Record<string, new (message: string) => Error>> = {
  Error,
  EvalError,
  RangeError,
  ReferenceError,
  SyntaxError,
  TypeError,
  URIError,
};

/** The language's error classes that hold other errors, which are fields of theirs. They take other arguments. */
export const COMPOUND_ERRORS: Readonly<Record<string, new () => Error>> = {
  AggregateError: AggregateError as unknown as new () => Error,
  // Its type is not in the library that this package compiles with.
  SuppressedError: Reflect.get(globalThis, "SuppressedError") as unknown as new () => Error,
};
