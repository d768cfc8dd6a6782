import { kernelBridge } from "../kernel/index.ts";

/** One output of a notebook in several forms, updated in place. Outside a notebook its text is printed. */
export interface Display {
  show(data: { readonly "text/plain": string; readonly [mimeType: string]: unknown }): void;
}

let displays = 0;

/** Opens a display under the calling cell. The first `show` adds the output, later ones replace it. */
export function openDisplay(): Display {
  const bridge = kernelBridge();
  const displayId = `swarmlab-${process.pid}-${++displays}`;
  let isShown = false;
  return {
    show(data) {
      if (!bridge) {
        console.log(data["text/plain"]);
        return;
      }
      bridge.display(data, { displayId, update: isShown });
      isShown = true;
    },
  };
}

const mime = Symbol.for("swarmlab.mime");

/** Shows a value under the cell: a chart or another value with forms of its own in those forms, any other value as text. */
export function show(value: unknown): void {
  const bundle = bundleOf(value);
  if (bundle !== undefined && Object.keys(bundle).length === 0) return;
  const bridge = kernelBridge();
  if (bundle === undefined || !bridge) console.log(bundle?.["text/plain"] ?? value);
  else bridge.display(bundle);
}

function bundleOf(value: unknown): Record<string, unknown> | undefined {
  if (typeof value !== "object" || value === null || !(mime in value)) return undefined;
  const make = value[mime];
  return typeof make === "function" ? (make.call(value) as Record<string, unknown>) : undefined;
}
