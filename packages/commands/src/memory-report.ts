/** What the tables of one database take, the keys and values in them apart. */
export interface DatabaseOverhead {
  readonly index: number
  readonly main: number
  readonly expires: number
}

/**
 * What the server takes, in bytes; the words are INFO's and MEMORY STATS'.
 *
 * `used` and its parts are what redis-server would allocate for the same data; `allocator` is the process's.
 */
export interface MemoryReport {
  readonly used: number
  readonly peak: number
  readonly startup: number
  /** Of normal and pubsub clients. */
  readonly clients: number
  readonly databases: readonly DatabaseOverhead[]
  readonly keys: number
  /** All that is no data: startup, clients, tables. */
  readonly overhead: number
  readonly dataset: number
  /** V8's: bytes in use, bytes claimed, and the process's resident bytes. */
  readonly allocated: number
  readonly active: number
  readonly resident: number
}
