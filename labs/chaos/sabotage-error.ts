/** The error that a saboteur throws: its class is its own, and it has a code and a cause. */
export class SabotageError extends RangeError {
  readonly code = "E_SABOTAGE";

  constructor() {
    super("was sabotaged", { cause: new TypeError("the root of it") });
  }

  override get name(): string {
    return "SabotageError";
  }
}
