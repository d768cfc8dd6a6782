/** The type parameter behind an array's name. It is looked for first, because it is rarer than the names. */
const ARRAYS_PARAMETER =
  /(?<=\b(?:(?:Int8|Uint8|Uint8Clamped|Int16|Uint16|Int32|Uint32|Float16|Float32|Float64|BigInt64|BigUint64)Array|DataView|Buffer))<(?:ArrayBufferLike|ArrayBuffer|SharedArrayBuffer)>/g;

/**
 * Declarations built by a newer TypeScript say `Int32Array<SharedArrayBuffer>`. In TypeScript 5.0 typed arrays have no type
 * parameter, and the type would silently become `any`. So it is read as plain `Int32Array`.
 */
export function plainArrayTypes(fileName: string, text: string): string {
  return fileName.endsWith(".d.ts") && text.includes("Buffer") ? text.replace(ARRAYS_PARAMETER, "") : text;
}
