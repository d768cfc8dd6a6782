import { describe, expect, test } from "vitest";
import { ReleaseError, visibleChecks } from "../../../kit/release/index.ts";

const file = `import { exercise, type RemoteSubmission } from "@swarmlab/kit/checks";
import { expect, vi } from "vitest";
import { onlyHidden } from "./only-hidden.ts";

/** Used by both. */
const sumOf = (submission: RemoteSubmission, n: number) => submission.call("sum", n);

/** Used by hidden checks alone. */
const secretSizes = [17, 4711];

function secretHelper(): number[] {
  return secretSizes.map((size) => size * 2);
}

exercise("01.1", ({ check, hidden }) => {
  check("adds", async ({ submission }) => expect(await sumOf(submission, 3)).toBe(6));

  // A secret comment on the trap.
  hidden("adds unannounced sizes", async ({ submission }) => {
    vi.fn();
    for (const size of secretHelper()) expect(await sumOf(submission, size)).toBe(onlyHidden(size));
  });

  for (const trap of ["zero", "one"]) {
    hidden(\`is not fooled by \${trap}\`, async ({ submission }) => expect(await sumOf(submission, 0)).toBe(0));
  }

  check("adds nothing", async ({ submission }) => expect(await sumOf(submission, 0)).toBe(0));
});
`;

describe("a check file without its hidden checks", () => {
  const visible = visibleChecks(file, "01.check.ts");

  test("keeps the visible checks and what they use, as they were written", () => {
    expect(visible).toContain('check("adds", async');
    expect(visible).toContain('check("adds nothing", async');
    expect(visible).toContain("const sumOf = (submission: RemoteSubmission, n: number)");
    expect(visible).toContain('import { exercise, type RemoteSubmission } from "@swarmlab/kit/checks";');
  });

  test("has no hidden check, nor a loop or a comment around one", () => {
    expect(visible).not.toMatch(/hidden|unannounced|fooled|trap/);
  });

  test("has no helper, constant or import that only hidden checks used", () => {
    expect(visible).not.toMatch(/secret|4711|onlyHidden|only-hidden|vi\b/);
  });

  test("is the same file where nothing is hidden", () => {
    expect(visibleChecks(visible, "01.check.ts")).toBe(visible);
  });

  test("that cannot be read is refused with its line", () => {
    expect(() => visibleChecks('exercise("01.1", ({ check ) => {\n', "01.check.ts")).toThrow(
      expect.objectContaining({
        code: "BAD_CHECK_FILE",
        message: expect.stringMatching(/^01\.check\.ts:1: /),
      }),
    );
    expect(ReleaseError.is(new ReleaseError("LEAK", "x"))).toBe(true);
  });
});
