import type { Patch } from "./patch.ts";

export const sendInOrder: Patch = {
  name: "send-in-order",
  file: "jupyter.js",
  defect:
    "tslab does not wait for a message to be out before it sends the next. After some five hundred in one turn the socket is busy and throws, so a cell that prints a lot loses output or ends the kernel.",
  effect: "Messages that find the socket busy wait their turn.",
  edits: [
    {
      find: "sock.send(heads.concat(bodies));",
      replace: "swarmlab.sendInOrder(sock, heads.concat(bodies));",
    },
  ],
};
