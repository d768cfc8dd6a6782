import type { Patch } from "./patch.ts";

export const unknownRequests: Patch = {
  name: "unknown-requests",
  file: "jupyter.js",
  defect:
    "A request that tslab does not know (`interrupt_request`, `history_request`, `comm_open`) is answered with a warning under the learner's cell.",
  effect:
    "Such requests go to the kernel's own server, which answers what it can and is silent about the rest.",
  edits: [
    {
      // biome-ignore lint/suspicious/noTemplateCurlyInString: the text is source code that holds a template
      find: "console.warn(`unknown msg_type: ${msg.header.msg_type}`);",
      replace: "this.handleOther(sock, msg);",
    },
  ],
};
