/** The commands of a new course. The others measure swarms, or are for those who build the kit. */
const COMMANDS = [
  "lab",
  "doctor",
  "test",
  "dev",
  "new-lesson",
  "notebooks",
  "author-check",
  "check",
  "progress",
  "grade",
  "release",
  "model",
  "coteach-eval",
  "build",
  "format",
];

/** Development packages that only this project's own tests and benchmarks use. */
const NOT_NEEDED = [
  "@arethetypeswrong/cli",
  "axe-core",
  "fast-check",
  "mitata",
  "playwright-core",
  "publint",
];

interface PackageJson {
  readonly name: string;
  readonly description: string;
  readonly scripts: Record<string, string>;
  readonly devDependencies: Record<string, string>;
}

/** The `package.json` of a new course. */
export function coursePackage<Package extends PackageJson>(
  project: Package,
  { name, title }: { readonly name: string; readonly title: string },
): Package {
  return {
    ...project,
    name,
    description: `${title}: a course in notebooks.`,
    scripts: Object.fromEntries(
      Object.entries(project.scripts).filter(([script]) => COMMANDS.includes(script)),
    ),
    devDependencies: Object.fromEntries(
      Object.entries(project.devDependencies).filter(([dependency]) => !NOT_NEEDED.includes(dependency)),
    ),
  };
}
