import { setTimeout as sleep } from 'node:timers/promises'
import { textOf } from '../reply.ts'
import type { Wire } from '../wire.ts'

/** In the place of an argument: the id of the node that is spoken to, as it was when the sequence began. */
export const OWN_ID = '{node}'

/** What both servers of `--cluster` start with. Without all slots it is up as long as it has one of them: see `ready`. */
export const CLUSTER_CONFIG: Readonly<Record<string, string>> = {
  'cluster-enabled': 'yes',
  'cluster-announce-ip': '127.0.0.1',
  'cluster-announce-port': '7000',
  'cluster-announce-bus-port': '17000',
  'cluster-require-full-coverage': 'no',
  'cluster-node-timeout': '500',
}

/** Makes it a new node that owns all slots; in one piece, so that it never thinks it is without any. */
export const TO_FOUND: readonly (readonly string[])[] = [
  ['READWRITE'],
  ['CLUSTER', 'RESET', 'HARD'],
  ['CLUSTER', 'ADDSLOTSRANGE', '0', '16383'],
]

/** Waits until the node takes requests, which it does not at once when it was without slots; its id. */
export async function ready(wire: Wire): Promise<string> {
  while (!textOf(await wire.call('CLUSTER', 'INFO')).includes('cluster_state:ok')) await sleep(20)
  return textOf(await wire.call('CLUSTER', 'MYID'))
}
