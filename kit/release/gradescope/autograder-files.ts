import { projectFiles } from "../project-files.ts";

/** What grading needs: the kit and the labs as sources, the course, every check, and the reference solutions. */
const needed = [
  /^(labs|kit|notebooks)\//,
  /^solutions\/[^/]+\.ts$/,
  /^test\/checks\//,
  /^LICENSE$/,
  /^package(-lock)?\.json$/,
  /^tsconfig\.base\.json$/,
  /^\.npmrc$/,
];

/** The project's files that go into an autograder, as paths from `root` with forward slashes, in order. */
export const autograderFiles = (root: string): string[] =>
  projectFiles(root).filter((file) => needed.some((pattern) => pattern.test(file)));
