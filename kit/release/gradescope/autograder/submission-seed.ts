import { createHmac } from "node:crypto";

/**
 * The secret from which the inputs of one submission's checks are drawn: an earlier submission says nothing about it, and the same notebook is
 * asked the same again.
 * @param seed - the secret of the autograder
 * @param sha256 - that of the notebooks handed in
 */
export const submissionSeed = (seed: string, sha256: string): string =>
  createHmac("sha256", seed).update(sha256).digest("hex");
