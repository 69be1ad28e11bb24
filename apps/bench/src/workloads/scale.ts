import { redisSubject, residentSubject, type Subject } from '../contestants/subjects.ts'
import type { Options } from '../options.ts'
import { progress } from '../progress.ts'
import type { Row, SuiteResult } from '../result.ts'
import { Tally } from '../tally.ts'
import { CONNECTIONS, manyConnections } from './scale/connections.ts'
import { manyKeys } from './scale/keys.ts'
import { type Figures, unitOf } from './scale/pauses.ts'
import { gigabyte, LONGEST, longestValue } from './scale/values.ts'

const TEN_MILLION = 10_000_000
/** For the heap of ours, in MB. */
const FLAGS = ['--max-old-space-size=12000']

/** Does something on a large scale at a fresh server, and says what it took. */
interface Part {
  readonly play: (subject: Subject) => Promise<Figures>
  /** Whether our own work can be done bit by bit: not that on one value, nor what 10,000 clients ask at one moment. */
  readonly divides: boolean
}

/** `scale`: ten million keys, values by the gigabyte, ten thousand connections. Each once. */
export async function runScale({
  share,
  size = TEN_MILLION * share,
}: Options): Promise<SuiteResult> {
  const parts: Readonly<Record<string, Part>> = {
    [`${size.toLocaleString('en-US')} keys`]: {
      play: (subject) => manyKeys(subject, size),
      divides: true,
    },
    '1 GB of values': { play: gigabyte, divides: true },
    [`a value of ${LONGEST.toLocaleString('en-US')} bytes`]: { play: longestValue, divides: false },
    [`${CONNECTIONS.toLocaleString('en-US')} connections`]: {
      play: manyConnections,
      divides: false,
    },
  }
  const rows: Row[] = []
  for (const [name, part] of Object.entries(parts)) rows.push(...(await played(name, part)))
  return {
    suite: 'scale',
    title: 'On a large scale',
    about:
      'Each is measured once, in a fresh server. Keys and their values have 16 bytes; they are read by SCAN with COUNT 1000 while other keys are deleted and set, ' +
      'and none may be missed. The values of 1 GB are 1,000 of 1 MB. ' +
      'Bytes, for redis-server: growth of its used_memory; for Resident: growth of V8’s heap and of external memory after a full collection. ' +
      'The longest slice is the longest time that Resident’s thread worked without a turn of the event loop, in processor time, without the collector’s pauses; ' +
      'their sum and the longest of them are given separately. Resident’s process may use 12 GB of heap; connections need as many open files (`ulimit -n`) on both sides.',
    rows,
    growths: [],
  }
}

async function played(name: string, part: Part): Promise<Row[]> {
  const tally = new Tally()
  for (const start of [redisSubject, () => residentSubject(FLAGS)]) {
    const subject = await start()
    progress(`${name}: ${subject.server.name}`)
    try {
      tally.addAll(subject.server.name, await part.play(subject))
    } finally {
      await subject.stop()
    }
  }
  return Object.entries(tally.all).map(([figure, samples]) => ({
    name: `${name}: ${figure}`,
    unit: unitOf(figure),
    samples,
    ours: 'resident',
    // What was measured once gives no ratio, but memory is the same each time.
    ...(unitOf(figure) === 'bytes' ? { base: 'redis-server' } : {}),
    ...(part.divides && figure.endsWith('longest own slice') ? { most: 10 } : {}),
  }))
}
