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
  /** Commands must be timed one by one: SLOWLOG or LATENCY ask for times too short to be measured per batch. */
  TIMED: 16,
  /** A save has failed, and nothing may be written until one succeeds: stop-writes-on-bgsave-error. */
  UNSAVED: 32,
  /** A command is paused half-way (see `Suspension`): others are told BUSY, or wait. */
  BUSY: 64,
  /** There are faults to be made: see `faults/`. */
  FAULTY: 128,
  /** The embedding program has taps: see `taps.ts`. */
  TAPPED: 256,
  /** The server is a node of a cluster: the slots of each request's keys are checked. */
  CLUSTERED: 512,
  /** min-replicas-to-write asks for replicas, and there are none. */
  UNREPLICATED: 1024,
} as const

/** With one of these, even brief commands are timed and accounted for one by one. */
export const SINGLY: number = Gate.MONITORED | Gate.TRACKED | Gate.TIMED

/** With one of these, each request goes to faults and taps first. */
export const WATCHED: number = Gate.FAULTY | Gate.TAPPED
