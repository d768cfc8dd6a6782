/** Where a worker machine answers for its health. */
export interface MonitoringPlace {
  /** 0 takes any free one. */
  readonly port: number;
  /** The address to listen on. @default "127.0.0.1" */
  readonly host?: string;
}
