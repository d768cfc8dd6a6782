/** What a learner runs. The rest of the project's commands need the solutions or the tests. */
const learnersCommands = ["lab", "doctor", "check", "progress", "bench", "build"];

/** What the learners' copy needs to build itself; the other development packages test and check the project. */
const learnersTools = ["typescript", "@types/node"];

interface PackageJson {
  readonly scripts: Record<string, string>;
  readonly devDependencies: Record<string, string>;
}

/** The `package.json` of the learners' copy. */
export function learnerPackage<Package extends PackageJson>(project: Package): Package {
  return {
    ...project,
    scripts: pick(project.scripts, learnersCommands),
    devDependencies: pick(project.devDependencies, learnersTools),
  };
}

function pick(from: Record<string, string>, names: readonly string[]): Record<string, string> {
  return Object.fromEntries(Object.entries(from).filter(([name]) => names.includes(name)));
}
