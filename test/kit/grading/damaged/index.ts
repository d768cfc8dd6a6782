/** Damaged notebooks: the ways in which they come back, and what must come of each. */
import { byteDamages } from "./bytes.ts";
import { cellDamages } from "./cells.ts";
import type { Damage } from "./damage.ts";
import { editorDamages } from "./editors.ts";

export type { Damage, Notebook } from "./damage.ts";
export const damages: readonly Damage[] = [...byteDamages, ...cellDamages, ...editorDamages];
