/** The part of a check that begins. */
export type CheckStep =
  /** The checks of the exercise are looked up: the first time their files are loaded. */
  | { readonly part: "read"; readonly exercise: string }
  /** The answer is put together and compiled: the first time all declarations are read. */
  | { readonly part: "compile"; readonly exercise: string }
  /** One check runs: the n-th, from 1, of those that were asked for. */
  | {
      readonly part: "check";
      readonly exercise: string;
      readonly name: string;
      readonly number: number;
      readonly of: number;
    };
