/** Code in a Markdown fence that is longer than any run of backticks in it. */
export function fenced(code: string): string {
  const longest = Math.max(2, ...[...code.matchAll(/`+/g)].map(([ticks]) => ticks.length));
  const fence = "`".repeat(longest + 1);
  return `${fence}typescript\n${code.trimEnd()}\n${fence}`;
}
