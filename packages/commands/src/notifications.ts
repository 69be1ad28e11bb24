import { ascii, type Bytes } from '@resident/bytes'
import { EVENT_CLASS, type KeyEvent } from '@resident/keyspace'
import type { PubSub } from './pubsub.ts'

/** The parsed `notify-keyspace-events`: which classes of events are published, and on which channels. */
export interface NotifyFlags {
  /** The letters of the classes, with `A` expanded. */
  readonly classes: ReadonlySet<string>
  /** K: on `__keyspace@<db>__:<key>`, the event as message. */
  readonly keyspace: boolean
  /** E: on `__keyevent@<db>__:<event>`, the key as message. */
  readonly keyevent: boolean
}

/** What `A` stands for. */
const ALL_CLASSES = 'g$lshzxetd'

export function notifyFlags(setting: string): NotifyFlags {
  const letters = new Set(setting.replace('A', ALL_CLASSES))
  return {
    classes: letters,
    keyspace: letters.has('K'),
    keyevent: letters.has('E'),
  }
}

/** Publishes an event of a key, if the settings ask for it. */
export function notifyKeyspaceEvent(
  pubsub: PubSub,
  flags: NotifyFlags,
  db: number,
  event: KeyEvent,
  key: Bytes,
): void {
  if (!flags.classes.has(EVENT_CLASS[event])) return
  const name = ascii(event)
  if (flags.keyspace) pubsub.publish(ascii(`__keyspace@${db}__:${key}`), name)
  if (flags.keyevent) pubsub.publish(ascii(`__keyevent@${db}__:${name}`), key)
}
