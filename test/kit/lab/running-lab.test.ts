import { existsSync } from "node:fs";
import { expect, test } from "vitest";
import { forgetRunningLab, noteRunningLab } from "../../../kit/lab/server/running-lab.mjs";
import { placesOf } from "../../../kit/lab/setup/places.mjs";
import { ownId } from "../../../kit/lab/setup/process-table.mjs";
import { temporaryFolder } from "./support/project.ts";

test("a lab that ends forgets its own note, and not that of a lab that has started meanwhile", () => {
  const places = placesOf(temporaryFolder());
  const lab = ownId();
  const [ended, next] = [
    { pid: 12, started: "100" },
    { pid: 12, started: "900" },
  ];
  noteRunningLab(places, { lab, server: next, address: "http://127.0.0.1:1", token: "t", url: "u" });
  forgetRunningLab(places, ended);
  expect(existsSync(places.state)).toBe(true);
  forgetRunningLab(places, next);
  expect(existsSync(places.state)).toBe(false);
});
