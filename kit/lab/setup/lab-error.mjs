const brand = Symbol.for("swarmlab.labError");

/**
 * An error that the user can put right. Its message is one or two sentences: what is wrong, and what to do.
 * `details` holds what a failing program printed, shown below the message.
 */
export class LabError extends Error {
  /**
   * @param {string} code
   * @param {string} message
   * @param {{ details?: string, cause?: unknown }} [more]
   */
  constructor(code, message, { details = "", cause } = {}) {
    super(message, cause === undefined ? undefined : { cause });
    this.name = "LabError";
    this.code = code;
    this.details = details;
    Object.defineProperty(this, brand, { value: true });
  }

  /** @param {unknown} value @returns {value is LabError} */
  static isLabError(value) {
    return typeof value === "object" && value !== null && brand in value;
  }
}
