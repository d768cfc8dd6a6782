import { round } from "./svg-parts.ts";

/** A rectangle of the picture, in pixels. */
export interface Rectangle {
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
}

/** The line of a lane through its layer. */
export interface LaneLine {
  readonly x: number;
  readonly y: number;
  readonly width: number;
}

/** The frame of a node on the critical path, and some air. */
export const CLEARANCE_PX = 4;
/** From the end of an edge to the node, for the point of the arrow. */
const ARROW_PX = 6;
const CORNER_PX = 8;
/** How far a circle of one node hangs below it. */
export const LOOP_PX = 22;

/** An edge to the right: straight through its lanes, and curved only between the layers, where no node stands. */
export function forwardRoute(from: Rectangle, lanes: readonly LaneLine[], to: Rectangle): string {
  let [x, y] = [from.x + from.width + 1, middleOf(from)];
  let path = `M${round(x)},${round(y)}`;
  const curveTo = (nextX: number, nextY: number) => {
    const half = (nextX - x) / 2;
    path += `C${round(x + half)},${round(y)} ${round(nextX - half)},${round(nextY)} ${round(nextX)},${round(nextY)}`;
    [x, y] = [nextX, nextY];
  };
  for (const lane of lanes) {
    curveTo(lane.x - CLEARANCE_PX, lane.y);
    x = lane.x + lane.width + CLEARANCE_PX;
    path += `L${round(x)},${round(y)}`;
  }
  curveTo(to.x - ARROW_PX, middleOf(to));
  return path;
}

/** The track of an edge that leads along the bottom: `bottom` is its height, `out` its distance from the nodes. */
export interface Track {
  readonly bottom: number;
  readonly out: number;
}

/** An edge along the bottom: out to the right of its node, down, along, and up on the left of the other one. */
export function bottomRoute(from: Rectangle, to: Rectangle, { bottom, out }: Track): string {
  const right = from.x + from.width;
  // Edges to the right start and end in the middle.
  const startY = middleOf(from) + from.height / 3;
  const endY = middleOf(to) + to.height / 3;
  return roundedPath([
    [right + 1, startY],
    [right + out, startY],
    [right + out, bottom],
    [to.x - out, bottom],
    [to.x - out, endY],
    [to.x - ARROW_PX, endY],
  ]);
}

/** An edge from a node to itself, below the node. */
export function loopRoute({ x, y, width, height }: Rectangle): string {
  const below = y + height;
  return roundedPath([
    [x + width * 0.65, below + 1],
    [x + width * 0.65, below + LOOP_PX],
    [x + width * 0.35, below + LOOP_PX],
    [x + width * 0.35, below + ARROW_PX],
  ]);
}

type Point = readonly [x: number, y: number];

/** A line through these points, with round corners. */
function roundedPath(points: readonly Point[]): string {
  const [first, ...others] = points as readonly [Point, ...Point[]];
  let path = `M${pointText(first)}`;
  for (const [index, corner] of others.slice(0, -1).entries()) {
    const before = points[index] as Point;
    const after = points[index + 2] as Point;
    const start = pointText(towards(corner, before));
    const end = pointText(towards(corner, after));
    path += `L${start}C${pointText(corner)} ${pointText(corner)} ${end}`;
  }
  return `${path}L${pointText(others.at(-1) as Point)}`;
}

function towards([x, y]: Point, [toX, toY]: Point): Point {
  const length = Math.hypot(toX - x, toY - y);
  const share = Math.min(CORNER_PX, length / 2) / Math.max(length, 1);
  return [x + (toX - x) * share, y + (toY - y) * share];
}

function pointText([x, y]: Point): string {
  return `${round(x)},${round(y)}`;
}

function middleOf({ y, height }: Rectangle): number {
  return y + height / 2;
}
