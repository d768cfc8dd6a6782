import { expect, test } from "vitest";
import { optionalPackage } from "../../../labs/common/optional-package.ts";

test("a package that is missing is an error that says what for, and what to install", async () => {
  // The name is no package, and TypeScript does not look for it.
  const name = "no-package-of-this-name" as string;
  const loading = optionalPackage(name, "draw clouds", () => import(name));
  await expect(loading).rejects.toMatchObject({
    code: "MISSING_PACKAGE",
    message: `The package ${name} is needed to draw clouds, and it is not installed: run "npm install ${name}".`,
  });
});

test("another error while a package is loaded stays as it is", async () => {
  const failure = new Error("the package is broken");
  const loading = optionalPackage("broken", "draw clouds", () => Promise.reject(failure));
  await expect(loading).rejects.toBe(failure);
});

test("a package that is there is returned", async () => {
  const loaded = await optionalPackage("node:path", "join paths", () => import("node:path"));
  expect(loaded.sep).toBeDefined();
});
