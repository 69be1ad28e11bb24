export {
  type AccessPolicy,
  frequency,
  freshAccess,
  idleFor,
  idleSeconds,
  usedOften,
} from './access.ts'
export { type Alarm, type Cancel, type Clock, type ClockSetting, SystemClock } from './clock.ts'
export { Consumer, ConsumerGroup, type PendingEntry } from './consumer-group.ts'
export { add, type Counter } from './counter.ts'
export { Databases, type EngineChoice } from './databases.ts'
export type { Deadline } from './deadlines.ts'
export {
  EVENT_CLASS,
  type EventClass,
  type KeyEvent,
  type KeyspaceObserver,
  NO_OBSERVER,
} from './events.ts'
export { Eviction, type EvictionSettings } from './eviction.ts'
export type { EvictionPolicy } from './eviction-policy.ts'
export type { FrozenKey, FrozenKeys } from './frozen-keys.ts'
export { type Collection, type Held, type HeldTypes, type PlainString, typeOf } from './held.ts'
export { IdMap } from './id-map.ts'
export {
  Keyspace,
  type KeyspaceImage,
  type Surroundings,
  WRONG_TYPE,
} from './keyspace.ts'
export { SeededRandom, unforeseenSeed } from './random.ts'
export { type KeyspaceStats, newStats } from './stats.ts'
export {
  type GroupState,
  type PendingState,
  type StreamState,
  StreamValue,
} from './stream-value.ts'
export { isShared } from './weight.ts'
