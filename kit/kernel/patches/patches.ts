import type { Patch } from "./patch.ts";
import { sendInOrder } from "./send-in-order.ts";
import { unknownRequests } from "./unknown-requests.ts";

/** All patches of tslab's own files, in the order in which they are applied. */
export const patches: readonly Patch[] = [unknownRequests, sendInOrder];
