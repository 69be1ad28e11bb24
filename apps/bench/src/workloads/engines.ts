import { btreeEngine } from '@resident/engine-btree'
import { mapEngine } from '@resident/engine-map'
import type { Engine, ValueType } from '@resident/storage'
import type { Options } from '../options.ts'
import { progress } from '../progress.ts'
import type { Growth, Row, SuiteResult } from '../result.ts'
import { adviceOn, count } from './engines/advice.ts'
import { type EngineName, Figures } from './engines/figures.ts'
import { hashes } from './engines/hash.ts'
import { lists } from './engines/list.ts'
import { bytesPerElement } from './engines/memory.ts'
import { DEFAULT_MIX, type Mix, mixed, nameOf } from './engines/mix.ts'
import { sets } from './engines/set.ts'
import { sortedSets } from './engines/sorted-set.ts'
import { streams } from './engines/stream.ts'
import { Elements, type Operation, type Subject } from './engines/subject.ts'
import { measure } from './engines/timing.ts'

const ENGINES: Readonly<Record<EngineName, Engine>> = {
  map: mapEngine,
  btree: { ...mapEngine, ...btreeEngine },
}

const BYTES = 'bytes an element'
const SMALL = 1_000
const LARGE = 1_000_000
const SIZES = [10, SMALL, 100_000, LARGE]
const DEFAULT_SIZE = 100_000

interface Type {
  readonly name: ValueType
  readonly subject: Subject<object>
  /** Who makes such values; the first is the one that a second one is compared with. */
  readonly engines: readonly EngineName[]
}

const TYPES: readonly Type[] = [
  { name: 'list', subject: lists as Subject<object>, engines: ['map'] },
  { name: 'hash', subject: hashes as Subject<object>, engines: ['map'] },
  { name: 'set', subject: sets as Subject<object>, engines: ['map'] },
  { name: 'zset', subject: sortedSets as Subject<object>, engines: ['map', 'btree'] },
  { name: 'stream', subject: streams as Subject<object>, engines: ['map', 'btree'] },
]

/**
 * `engines`: what operations cost on the engines' values alone, without a server, and how the cost
 * grows; then which engine suits a mix of operations at a size.
 */
export async function runEngines({
  rounds,
  share,
  mix = DEFAULT_MIX,
  size: wanted = DEFAULT_SIZE,
}: Options): Promise<SuiteResult> {
  const large = LARGE * share
  const usual = SIZES.filter((size) => size <= large)
  const sizes = [...new Set([...usual, wanted])].sort((a, b) => a - b)
  const advice: string[] = []
  const growths: Growth[] = []
  const rows: Row[] = []
  for (const type of TYPES) {
    const figures = new Figures()
    for (const size of sizes) measureAt(type, size, rounds, mix, figures)
    rows.push(...rowsOf(type, sizes, large, figures))
    growths.push(...growthsOf(type, sizes, figures))
    if (type.engines.length === 1) continue
    const operation = nameOf(mix)
    rows.push(...duelOf(type, sizes, operation, figures))
    advice.push(adviceOn({ type: type.name, operation, sizes, wanted, figures }))
  }
  return {
    suite: 'engines',
    title: 'The engines alone',
    about:
      'Processor time of an operation on a value alone, without a server, by its number of elements, and how it grows from ' +
      `${count(SMALL)} to ${count(large)}. Much of that growth is due to memory: a million elements fit into no cache.`,
    rows,
    growths,
    conclusion: `Which engine to take: ${advice.join(' ')}`,
  }
}

function measureAt(type: Type, size: number, rounds: number, mix: Mix, figures: Figures): void {
  progress(`${type.name} of ${count(size)}`)
  const elements = new Elements(size)
  const measured: { engine: EngineName; operation: Operation }[] = []
  for (const engine of type.engines) {
    const make = (): object => type.subject.make(ENGINES[engine], elements)
    figures.note(BYTES, engine, size, [bytesPerElement(make, size)])
    const operations = type.subject.operations(make(), elements)
    const all = type.engines.length > 1 ? [...operations, mixed(operations, mix)] : operations
    for (const operation of all) measured.push({ engine, operation })
  }
  const costs = measure(
    measured.map((each) => each.operation),
    rounds,
  )
  measured.forEach(({ engine, operation }, at) => {
    figures.note(operation.name, engine, size, costs[at]!)
  })
}

/** An operation a row, a size a column; growth is told from `SMALL` to `large`. */
function rowsOf(type: Type, sizes: readonly number[], large: number, figures: Figures): Row[] {
  return type.engines.flatMap((engine) =>
    figures.operations.map((operation) => ({
      name: operation,
      group: `${type.name}${type.engines.length > 1 ? `, ${engine}` : ''}: by number of elements`,
      unit: unitOf(operation),
      samples: Object.fromEntries(
        sizes.map((size) => [`of ${count(size)}`, figures.of(operation, engine, size)]),
      ),
      ours: `of ${count(large)}`,
      base: `of ${count(SMALL)}`,
    })),
  )
}

/** The mix on both engines: a size a row. */
function duelOf(type: Type, sizes: readonly number[], operation: string, figures: Figures): Row[] {
  return sizes.map((size) => ({
    name: `of ${count(size)}`,
    group: `${type.name}: ${operation}`,
    unit: 'ns',
    samples: Object.fromEntries(
      type.engines.map((engine) => [engine, figures.of(operation, engine, size)]),
    ),
    ours: 'btree',
    base: 'map',
  }))
}

/** Of a type with two engines a picture an operation, with a line an engine; of another type one picture, with a line an operation. */
function growthsOf({ name, engines }: Type, sizes: readonly number[], figures: Figures): Growth[] {
  const operations = figures.operations.filter((operation) => operation !== BYTES)
  const line = (operation: string, engine: EngineName): number[] =>
    sizes.map((size) => figures.median(operation, engine, size))
  const [engine] = engines
  if (engines.length === 1) {
    const lines = operations.map((operation) => [operation, line(operation, engine!)] as const)
    return [{ name, unit: 'ns', sizes, lines: Object.fromEntries(lines) }]
  }
  return operations.map((operation) => ({
    name: `${name}, ${operation}`,
    unit: 'ns',
    sizes,
    lines: Object.fromEntries(engines.map((each) => [each, line(operation, each)])),
  }))
}

function unitOf(operation: string): string {
  return operation === BYTES ? 'bytes' : 'ns'
}
