import { expect, test } from "vitest";
import { findPython } from "../../../kit/lab/setup/find-python.mjs";
import { fake, makeProject } from "./support/project.ts";

/** A Python that answers what it is asked: its version and whether it has pip. */
const answers = (version: string, pip: "True" | "False") => `echo "${version} ${pip}"`;

test("takes the first Python that is new enough", async () => {
  const project = makeProject();
  fake(project, "python3", answers("3.11.2", "True"));
  fake(project, "python", answers("3.14.0", "True"));
  expect(await findPython(project.env)).toEqual({ command: "python3", version: "3.11.2", pip: true });
});

test("passes over a command that does not run, as a version manager's shim may not", async () => {
  const project = makeProject();
  fake(project, "python3", 'echo "pyenv: python3: command not found" >&2; exit 127');
  fake(project, "python", answers("3.9.1", "True"));
  fake(project, "python3.12", answers("3.12.4", "True"));
  expect((await findPython(project.env)).command).toBe("python3.12");
});

test("prefers a Python with pip, and takes one without when there is no other", async () => {
  const project = makeProject();
  fake(project, "python3", answers("3.13.0", "False"));
  expect(await findPython(project.env)).toEqual({ command: "python3", version: "3.13.0", pip: false });
  fake(project, "python3.10", answers("3.10.9", "True"));
  expect((await findPython(project.env)).command).toBe("python3.10");
});

test("says which Python is too old and what to do", async () => {
  const project = makeProject();
  fake(project, "python3", answers("3.9.18", "True"));
  await expect(findPython(project.env)).rejects.toMatchObject({
    code: "PYTHON_TOO_OLD",
    message: expect.stringMatching(
      /needs Python 3\.10 or newer, and `python3` is Python 3\.9\.18: install it/,
    ),
  });
});

test("says that there is no Python and what to do", async () => {
  const project = makeProject();
  await expect(findPython(project.env)).rejects.toMatchObject({
    code: "PYTHON_MISSING",
    message: expect.stringMatching(/no Python was found on PATH: install it/),
  });
});
