import { existsSync } from "node:fs";
import { join } from "node:path";

/** The file that marks a folder as a learners' copy, made for a class. */
export const RELEASE_MARK = ".swarmlab-release";

/** Whether a course's folder is a learners' copy: then an instructor grades what is handed in, with further checks. */
export const isLearnersCopy = (root: string): boolean => existsSync(join(root, RELEASE_MARK));
