import { btreeEngine } from '@resident/engine-btree'
import { mapEngine } from '@resident/engine-map'
import type { Engine, ValueType } from '@resident/storage'
import type { Options } from '../options.ts'
import { endProgress, progress } from '../progress.ts'
import { table } from '../report.ts'
import type { Growth, SuiteResult } from '../result.ts'
import { hashes } from './engines/hash.ts'
import { lists } from './engines/list.ts'
import { bytesPerElement } from './engines/memory.ts'
import { DEFAULT_MIX, type Mix, mixed } from './engines/mix.ts'
import { sets } from './engines/set.ts'
import { sortedSets } from './engines/sorted-set.ts'
import { streams } from './engines/stream.ts'
import { Elements, type Operation, type Subject } from './engines/subject.ts'
import { measure } from './engines/timing.ts'

type EngineName = 'map' | 'btree'

const ENGINES: Readonly<Record<EngineName, Engine>> = {
  map: mapEngine,
  btree: { ...mapEngine, ...btreeEngine },
}

const SIZES = [10, 1_000, 100_000, 1_000_000]
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

/** Nanoseconds or bytes by row, engine and size. */
type Figures = Map<string, Map<EngineName, Map<number, number>>>

/**
 * `engines`: what operations cost on the engines' values alone, without a server, and how the cost
 * grows; then which engine suits a mix of operations at a size.
 */
export async function runEngines({
  rounds,
  mix = DEFAULT_MIX,
  size,
}: Options): Promise<SuiteResult> {
  const wanted = size ?? DEFAULT_SIZE
  const sizes = [...new Set([...SIZES, wanted])].sort((a, b) => a - b)
  const advice: string[] = []
  const growths: Growth[] = []
  for (const type of TYPES) {
    const figures: Figures = new Map()
    for (const each of sizes) measureAt(type, each, rounds, mix, figures)
    endProgress()
    process.stdout.write(`\n${type.name}, ns\n\n${table(rowsOf(type, sizes, figures))}\n`)
    growths.push(...growthsOf(type, sizes, figures))
    if (type.engines.length > 1) advice.push(adviceOn(type, sizes, wanted, mix, figures))
  }
  return {
    suite: 'engines',
    title: 'The engines alone',
    about: `What an operation costs on a value alone, without a server, and how that grows. ${advice.join(' ')}`,
    rows: [],
    growths,
  }
}

/** What differs between engines: one picture a type and operation. */
function growthsOf(type: Type, sizes: readonly number[], figures: Figures): Growth[] {
  if (type.engines.length === 1) return []
  return [...figures].map(([operation, ofRow]) => ({
    name: `${type.name}, ${operation}`,
    unit: operation.startsWith('bytes') ? 'B' : 'ns',
    sizes,
    lines: Object.fromEntries(
      [...ofRow].map(([engine, ofEngine]) => [engine, sizes.map((size) => ofEngine.get(size)!)]),
    ),
  }))
}

function measureAt(type: Type, size: number, rounds: number, mix: Mix, figures: Figures): void {
  progress(`${type.name} of ${count(size)}`)
  const elements = new Elements(size)
  const note = (row: string, engine: EngineName, value: number): void => {
    const ofRow = figures.get(row) ?? new Map<EngineName, Map<number, number>>()
    const ofEngine = ofRow.get(engine) ?? new Map<number, number>()
    figures.set(row, ofRow.set(engine, ofEngine.set(size, value)))
  }
  const measured: { engine: EngineName; operation: Operation }[] = []
  for (const engine of type.engines) {
    const make = (): object => type.subject.make(ENGINES[engine], elements)
    note('bytes an element', engine, bytesPerElement(make, size))
    const operations = type.subject.operations(make(), elements)
    const all = type.engines.length > 1 ? [...operations, mixed(operations, mix)] : operations
    for (const operation of all) measured.push({ engine, operation })
  }
  const costs = measure(
    measured.map((each) => each.operation),
    rounds,
  )
  measured.forEach(({ engine, operation }, at) => {
    note(operation.name, engine, costs[at]!)
  })
}

function rowsOf(type: Type, sizes: readonly number[], figures: Figures): string[][] {
  const heading = [
    '',
    ...type.engines.flatMap((engine) => [
      ...sizes.map((size) => `${engine} ${count(size)}`),
      'growth',
    ]),
  ]
  const rows = [...figures].map(([name, ofRow]) => [
    name,
    ...type.engines.flatMap((engine) => {
      const ofEngine = ofRow.get(engine)!
      const growth = ofEngine.get(1_000_000)! / ofEngine.get(1_000)!
      return [...sizes.map((size) => count(ofEngine.get(size)!)), `× ${growth.toFixed(1)}`]
    }),
  ])
  return [heading, ...rows]
}

/** Which engine to take, and where the other one becomes the better. */
function adviceOn(
  type: Type,
  sizes: readonly number[],
  wanted: number,
  mix: Mix,
  figures: Figures,
): string {
  const ofMix = figures.get(mixed([], mix).name)!
  const cost = (engine: EngineName, size: number): number => ofMix.get(engine)!.get(size)!
  const better = (size: number): EngineName =>
    cost('map', size) <= cost('btree', size) ? 'map' : 'btree'
  const crossings = sizes.slice(1).flatMap((size, at) => {
    const before = sizes[at]!
    if (better(before) === better(size)) return []
    return [
      `${better(size)} is quicker from about ${count(crossing(cost, before, size))} elements on`,
    ]
  })
  return (
    `${type.name} of ${count(wanted)}, ${mixed([], mix).name}: take ${better(wanted)} ` +
    `(map ${count(cost('map', wanted))} ns, btree ${count(cost('btree', wanted))} ns an operation); ` +
    (crossings.length === 0 ? 'so at every size measured.' : `${crossings.join('; ')}.`)
  )
}

/** Where two costs meet that are straight lines between two sizes, both axes logarithmic. */
function crossing(
  cost: (engine: EngineName, size: number) => number,
  from: number,
  to: number,
): number {
  const distance = (size: number): number => Math.log(cost('map', size) / cost('btree', size))
  const share = distance(from) / (distance(from) - distance(to))
  const size = Math.exp(Math.log(from) + share * (Math.log(to) - Math.log(from)))
  return Number(size.toPrecision(1))
}

function count(value: number): string {
  return Math.round(value).toLocaleString('en-US')
}
