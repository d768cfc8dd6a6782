/** Code in a fence that nothing inside it closes. */
export function fenced(code: string): string {
  const longest = Math.max(2, ...[...code.matchAll(/`+/g)].map(([ticks]) => ticks.length));
  const fence = "`".repeat(longest + 1);
  return `${fence}typescript\n${code.trimEnd()}\n${fence}`;
}
