/** The classes of typed arrays, by name. Older versions of Node have no Float16Array. */
export const arrayKinds = Object.freeze({
  Int8Array,
  Uint8Array,
  Uint8ClampedArray,
  Int16Array,
  Uint16Array,
  Int32Array,
  Uint32Array,
  ...(typeof Float16Array === "function" ? { Float16Array } : {}),
  Float32Array,
  Float64Array,
  BigInt64Array,
  BigUint64Array,
});
