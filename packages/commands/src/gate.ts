/** Bits of `ServerPort.gate`: why every command must be looked at more closely than its row says. */
export const Gate = {
  /** There is a limit on memory, on clients' memory, or on the number of keys. */
  MEMORY: 1,
  /** Somebody MONITORs. */
  MONITORED: 2,
  /** Some client tracks keys. */
  TRACKED: 4,
  /** CLIENT PAUSE is in force. */
  PAUSED: 8,
  /** Commands are to be timed one by one: SLOWLOG or LATENCY ask for times shorter than a batch can tell. */
  TIMED: 16,
  /** A save has failed, and nothing is to be written until one succeeds: stop-writes-on-bgsave-error. */
  UNSAVED: 32,
  /** A script has run for so long that others are heard, and told to wait. */
  BUSY: 64,
  /** Faults are to be made: see `faults/`. */
  FAULTY: 128,
  /** Somebody of the embedding program looks on: see `taps.ts`. */
  TAPPED: 256,
  /** The server is a node of a cluster: a request is looked at for the slots of its keys. */
  CLUSTERED: 512,
  /** min-replicas-to-write asks for replicas, and there are none. */
  UNREPLICATED: 1024,
} as const

/** With one of these, not even a brief command runs without being accounted for by itself. */
export const SINGLY: number = Gate.MONITORED | Gate.TRACKED | Gate.TIMED

/** With one of these, a request of a client is met before it is looked at. */
export const WATCHED: number = Gate.FAULTY | Gate.TAPPED
