import { courseOptions } from "./course-options.ts";
import { deepTypes } from "./deep-types.ts";
import { newerLibrary } from "./newer-library.ts";
import { oneBuildPerCell } from "./one-build-per-cell.ts";
import { parentImports } from "./parent-imports.ts";
import type { Patch } from "./patch.ts";
import { problems } from "./problems.ts";
import { propertyNames } from "./property-names.ts";
import { sendInOrder } from "./send-in-order.ts";
import { severalTimers } from "./several-timers.ts";
import { shorthand } from "./shorthand.ts";
import { sourceMaps } from "./source-maps.ts";
import { topLevelAwait } from "./top-level-await.ts";
import { unknownRequests } from "./unknown-requests.ts";
import { watchOwnFilesOnly } from "./watch-own-files-only.ts";

/** All patches of tslab's own files, in the order in which they are applied. */
export const patches: readonly Patch[] = [
  courseOptions,
  newerLibrary,
  topLevelAwait,
  oneBuildPerCell,
  problems,
  deepTypes,
  sourceMaps,
  parentImports,
  propertyNames,
  shorthand,
  watchOwnFilesOnly,
  severalTimers,
  unknownRequests,
  sendInOrder,
];
