import { readdirSync, readFileSync } from "node:fs";
import { isAbsolute, join } from "node:path";
import { expect, test } from "vitest";
import { kernelspec } from "../../../kit/lab/setup/kernelspec.mjs";
import { placesOf } from "../../../kit/lab/setup/places.mjs";
import { setUp } from "./support/programs.ts";
import { makeProject, type Project, write } from "./support/project.ts";

/** Stands in for the built kernel's own description of itself. */
const described = `export const kernelSpec = ({ node, launcher }) =>
  ({ argv: [node, launcher, "--config-path", "{connection_file}"], display_name: "A kernel" });`;

function projectWithKernel(): Project {
  const project = makeProject();
  write(project.root, "kit/dist/kernel/kernel-spec.js", described);
  return project;
}

const registered = (project: Project) =>
  JSON.parse(readFileSync(join(project.places.kernelspec, "kernel.json"), "utf8"));

test("registers the kernel with absolute paths and a logo", async () => {
  const project = projectWithKernel();
  expect(await kernelspec.isDone(project.places)).toBe(false);
  expect((await setUp(project, "kernelspec").ended).code).toBe(0);
  expect(await kernelspec.isDone(project.places)).toBe(true);
  const [node, launcher] = registered(project).argv;
  expect(node).toBe(project.places.node);
  expect(isAbsolute(launcher)).toBe(true);
  const logos = ["logo-32x32.png", "logo-64x64.png", "logo-svg.svg"];
  expect(readdirSync(project.places.kernelspec).sort()).toEqual(["kernel.json", ...logos]);
});

test("a project that has moved is not done, as the entry names the old folder", async () => {
  const project = projectWithKernel();
  expect((await setUp(project, "kernelspec").ended).code).toBe(0);
  const moved = { ...placesOf("/moved"), root: project.root, kernelspec: project.places.kernelspec };
  expect(await kernelspec.isDone(moved)).toBe(false);
});

test("a half-written entry is replaced whole", async () => {
  const project = projectWithKernel();
  write(project.root, ".lab/jupyter/kernels/swarmlab/kernel.json", '{ "argv": [');
  write(project.root, ".lab/jupyter/kernels/swarmlab.partial/left-over", "");
  expect((await setUp(project, "kernelspec").ended).code).toBe(0);
  expect(registered(project).display_name).toBe("A kernel");
  expect(readdirSync(join(project.places.kernelspec, ".."))).toEqual(["swarmlab"]);
});
