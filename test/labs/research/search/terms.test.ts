import { expect, test } from "vitest";
import { synonymsOf } from "../../../../labs/research/search/synonyms.ts";
import { termsOf, termsOfPath } from "../../../../labs/research/search/terms.ts";

test("forms of a word give one term, and stop words give none", () => {
  expect(termsOf("The worker is working; workers worked.")).toEqual(["worker", "work", "worker", "work"]);
});

test("an identifier gives itself and its parts", () => {
  expect(termsOf("SharedArrayBuffer")).toEqual(["sharedarraybuff", "share", "arrai", "buffer"]);
  expect(termsOf("max_old_space HTTPServer")).toEqual([
    "maxoldspac",
    "max",
    "old",
    "space",
    "httpserver",
    "http",
    "server",
  ]);
});

test("British and American spelling give one term", () => {
  expect(termsOf("licence colour serialised behaviour")).toEqual(
    termsOf("license color serialized behavior"),
  );
});

test("words of other scripts stay as they are, in lower case", () => {
  expect(termsOf("Ärger 线程 Поток")).toEqual(["ärger", "线程", "поток"]);
});

test("data that is no word gives no term", () => {
  expect(termsOf("x".repeat(41))).toEqual([]);
});

test("a path gives the names of its packages, not of its folders for code", () => {
  expect(termsOfPath("node_modules/vega-lite/dist/index.d.ts")).toEqual(["vega", "lite"]);
});

test("synonyms are mutual", () => {
  const [stop = "", cancel = ""] = termsOf("stop cancel");
  expect(synonymsOf(stop)).toContain(cancel);
  expect(synonymsOf(cancel)).toContain(stop);
  expect(synonymsOf("mutex")).toEqual([]);
});
