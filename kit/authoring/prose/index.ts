/** A lesson's Markdown, read for what the rules look at. */

export { fencesOf } from "./fences.ts";
export { type Heading, headingsOf, plainHeading } from "./headings.ts";
export { type Link, linksOf } from "./links.ts";
export { lineOf, proseCells } from "./prose-cells.ts";
