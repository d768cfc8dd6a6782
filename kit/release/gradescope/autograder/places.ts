import { join } from "node:path";

/** The files and folders of an autograder in Gradescope's container. */
export interface AutograderPlaces {
  /** The unpacked zip: the course. */
  readonly source: string;
  /** The learner's files. */
  readonly submission: string;
  readonly results: string;
  /** Gradescope's description of the submission. */
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
