import { join } from "node:path";

/** Gradescope's folder of an autograder, and what stands where in it. */
export interface AutograderPlaces {
  /** The unpacked zip: the course. */
  readonly source: string;
  /** What the learner handed in. */
  readonly submission: string;
  readonly results: string;
  /** What Gradescope says of the submission. */
  readonly metadata: string;
  readonly resultsFile: string;
}

/** @param folder Gradescope's is `/autograder` */
export const placesIn = (folder: string): AutograderPlaces => ({
  source: join(folder, "source"),
  submission: join(folder, "submission"),
  results: join(folder, "results"),
  metadata: join(folder, "submission_metadata.json"),
  resultsFile: join(folder, "results/results.json"),
});
