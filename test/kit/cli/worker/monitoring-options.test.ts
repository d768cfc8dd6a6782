import { expect, test } from "vitest";
import { readWorkerRequest, type WorkerValues } from "../../../../kit/cli/worker/worker-request.ts";

const values: WorkerValues = {
  queue: "class",
  url: undefined,
  slots: undefined,
  isolation: "processes",
  name: undefined,
  drain: "30",
  lock: "10",
};

test("a worker answers for its health only where it is told to, and on loopback unless told otherwise", () => {
  expect(readWorkerRequest(values).monitoring).toBeUndefined();
  expect(readWorkerRequest({ ...values, port: "9464" }).monitoring).toEqual({ port: 9464 });
  const open = { ...values, port: "0", host: "0.0.0.0" };
  expect(readWorkerRequest(open).monitoring).toEqual({ port: 0, host: "0.0.0.0" });
});

test.each([
  [{ port: "http" }, "--port takes a port from 1 to 65535"],
  [{ port: "70000" }, "--port takes a port from 1 to 65535"],
  [{ host: "0.0.0.0" }, "--host is the address of --port, and that is missing"],
])("%o is refused in a sentence", (wrong, sentence) => {
  expect(() => readWorkerRequest({ ...values, ...wrong })).toThrow(sentence);
});
