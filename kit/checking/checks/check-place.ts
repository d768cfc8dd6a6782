/** The first place in the course's check files that a text names, as `test/checks/13.check.ts:24:14`: compilers and stacks write it so. */
export function checkPlaceIn(text: string): string | undefined {
  return /test[\\/]checks[\\/][^\s:()]{1,200}\.ts:\d{1,7}:\d{1,7}/
    .exec(text.slice(0, 10_000))?.[0]
    .replaceAll("\\", "/");
}
