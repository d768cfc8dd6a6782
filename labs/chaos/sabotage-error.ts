/** What the saboteur throws: an error of a class of its own, with a code and a cause. */
export class SabotageError extends RangeError {
  readonly code = "E_SABOTAGE";

  constructor() {
    super("was sabotaged", { cause: new TypeError("the root of it") });
  }

  override get name(): string {
    return "SabotageError";
  }
}
