export { type CellRecord, type DisplayOptions, type KernelBridge, kernelBridge } from "./bridge.ts";
export { KERNEL_NAME, type KernelSpec, kernelSpec } from "./kernel-spec.ts";
