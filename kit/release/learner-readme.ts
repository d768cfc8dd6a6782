/** Sections of the README that are for those who teach, write or build the course. */
const SECTIONS_FOR_OTHERS = /^(If you are an (instructor|author)|The house)\b/;

/**
 * The README of the learners' copy: the project's own, without the sections for others and without commands that the
 * copy does not have.
 *
 * @param commands The npm scripts of the copy.
 */
export function learnerReadme(readme: string, commands: readonly string[]): string {
  const sections = readme.split(/^(?=## )/m);
  const kept = sections.filter((section) => !SECTIONS_FOR_OTHERS.test(section.replace(/^## /, "")));
  return kept.join("").split("\n").filter(isAboutTheCopy(commands)).join("\n");
}

/** Keeps a line, unless it is a table's row about an npm script that the copy does not have. */
function isAboutTheCopy(commands: readonly string[]) {
  return (line: string): boolean => {
    const script = /^\| `npm (?:run )?([\w:-]+)/.exec(line)?.[1];
    return script === undefined || commands.includes(script);
  };
}
