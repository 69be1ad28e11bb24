/** The bytes that the tables of one database take, without the keys and values in them. */
export interface DatabaseOverhead {
  readonly index: number
  readonly main: number
  readonly expires: number
}

/**
 * The memory that the server takes, in bytes, in the words of INFO and MEMORY STATS.
 *
 * `used` and its parts are what redis-server would allocate for the same data; the last three are about the process.
 */
export interface MemoryReport {
  readonly used: number
  readonly peak: number
  readonly startup: number
  /** The memory of normal and pubsub clients. */
  readonly clients: number
  readonly databases: readonly DatabaseOverhead[]
  readonly keys: number
  /** Everything except the data: startup, clients, tables. */
  readonly overhead: number
  readonly dataset: number
  /** V8's: bytes in use, bytes claimed, and the process's resident bytes. */
  readonly allocated: number
  readonly active: number
  readonly resident: number
}
