import type { Bytes } from '@resident/bytes'
import { DEFAULT_PACKED_THRESHOLD } from '@resident/storage'
import * as arg from '../args/index.ts'
import { parseMemory } from '../args/memory.ts'
import type { Client } from '../client.ts'
import type { Argv, Handler } from '../command.ts'
import { err } from '../errors.ts'
import { help } from '../help.ts'
import { datasetDigest, type Sha1, valueDigest } from './dataset-digest.ts'
import { debugObject } from './debug-object.ts'
import { populate } from './debug-populate.ts'
import { writeSample } from './debug-protocol.ts'
import { debugReload } from './debug-reload.ts'

/** A subcommand of DEBUG, with the fewest and the most words of a request for it, DEBUG itself among them. */
interface DebugSubcommand {
  readonly fewest: number
  readonly most: number
  readonly run: Handler
}

/** Those of Redis's subcommands that DEBUG has here. They are not rows, since COMMAND does not show them either. */
export const DEBUG_SUBCOMMANDS: Readonly<Record<string, DebugSubcommand>> = {
  'CHANGE-REPL-ID': answeringOk(2, 2, (client) => client.server.changeReplicationId()),
  DIGEST: {
    fewest: 2,
    most: 2,
    run({ server }, _argv, reply) {
      reply.status(datasetDigest(server.databases.all, sha1Of(server)))
    },
  },
  'DIGEST-VALUE': {
    fewest: 2,
    most: Number.POSITIVE_INFINITY,
    run({ server, db }, argv, reply) {
      reply.array(argv.length - 2)
      for (let i = 2; i < argv.length; i++) {
        reply.status(valueDigest(db, arg.key(argv, i), sha1Of(server)))
      }
    },
  },
  ERROR: {
    fewest: 3,
    most: 3,
    run: (_client, argv, reply) => reply.error(arg.bytes(argv, 2)),
  },
  HELP: { fewest: 2, most: 2, run: help('DEBUG') },
  LOG: answeringOk(3, 3, ({ server }, argv) => {
    server.log('warning', `DEBUG LOG: ${arg.bytes(argv, 2)}`)
  }),
  OBJECT: { fewest: 3, most: 3, run: debugObject },
  'PAUSE-CRON': answeringOk(3, 3, ({ server }, argv) => {
    server.cronPaused = isOn(arg.bytes(argv, 2))
  }),
  POPULATE: answeringOk(3, 5, populate),
  PROTOCOL: {
    fewest: 3,
    most: 3,
    run: (client, argv, reply) => writeSample(arg.word(argv, 2), reply, client.connection),
  },
  RELOAD: { fewest: 2, most: Number.POSITIVE_INFINITY, run: debugReload },
  'QUICKLIST-PACKED-THRESHOLD': answeringOk(3, 3, setPackedThreshold),
  'SET-ACTIVE-EXPIRE': answeringOk(3, 3, ({ server }, argv) => {
    server.activeExpire = isOn(arg.bytes(argv, 2))
  }),
  'SET-DISABLE-DENY-SCRIPTS': answeringOk(3, 3, ({ server }, argv) => {
    server.deniesScripts = !isOn(arg.bytes(argv, 2))
  }),
  SLEEP: answeringOk(3, 3, (_client, argv) => sleep(Number.parseFloat(arg.bytes(argv, 2)))),
}

/** A subcommand that always answers OK. */
function answeringOk(
  fewest: number,
  most: number,
  act: (client: Client, argv: Argv) => void,
): DebugSubcommand {
  return {
    fewest,
    most,
    run(client, argv, reply) {
      act(client, argv)
      reply.status('OK')
    },
  }
}

/** As atoi reads it: any number but 0. */
function isOn(text: Bytes): boolean {
  return (Number.parseInt(text, 10) || 0) !== 0
}

function sha1Of(server: Client['server']): Sha1 {
  return (content: Bytes) => server.sha1(content)
}

/** Blocks the whole thread, as a busy Redis does. What is not a number takes no time. */
function sleep(seconds: number): void {
  if (!(seconds > 0)) return
  Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, seconds * 1000)
}

/** Redis's own upper end: 4 GiB, less a mebibyte. */
const MOST_PACKED = (1n << 32n) - (1n << 20n)

/** The size from which an element is in a node by itself, where lists are shown in nodes (DUMP); 0 for the default. */
function setPackedThreshold({ db }: Client, argv: Argv): void {
  const size = parseMemory(arg.bytes(argv, 2))
  if (size === undefined || size > MOST_PACKED) {
    throw err('argument must be a memory value bigger than 1 and smaller than 4gb')
  }
  db.limits.listPackedThreshold = size === 0n ? DEFAULT_PACKED_THRESHOLD : Number(size)
}
