import { btreeEngine } from '@resident/engine-btree'
import { mapEngine } from '@resident/engine-map'
import type { Engine, ValueType } from '@resident/storage'
import type { Options } from '../options.ts'
import { progress } from '../progress.ts'
import { median } from '../report.ts'
import type { Growth, Row, Samples, SuiteResult } from '../result.ts'
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

const BYTES = 'bytes an element'
const SIZES = [10, 1_000, 100_000, 1_000_000]
const DEFAULT_SIZE = 100_000
/** How costs grow is told between these. */
const [SMALL, LARGE] = [1_000, 1_000_000]

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

/** A figure a round, by operation, engine and size. */
class Figures {
  readonly #all = new Map<string, Map<EngineName, Map<number, readonly number[]>>>()

  note(operation: string, engine: EngineName, size: number, values: readonly number[]): void {
    const ofOperation =
      this.#all.get(operation) ?? new Map<EngineName, Map<number, readonly number[]>>()
    const ofEngine = ofOperation.get(engine) ?? new Map<number, readonly number[]>()
    this.#all.set(operation, ofOperation.set(engine, ofEngine.set(size, values)))
  }

  get operations(): readonly string[] {
    return [...this.#all.keys()]
  }

  of(operation: string, engine: EngineName, size: number): readonly number[] {
    return this.#all.get(operation)!.get(engine)!.get(size)!
  }

  median(operation: string, engine: EngineName, size: number): number {
    return median(this.of(operation, engine, size))
  }
}

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
  const rows: Row[] = []
  for (const type of TYPES) {
    const figures = new Figures()
    for (const each of sizes) measureAt(type, each, rounds, mix, figures)
    rows.push(...rowsOf(type, sizes, figures))
    growths.push(...growthsOf(type, sizes, figures))
    if (type.engines.length === 1) continue
    rows.push(...duelOf(type, sizes, mix, figures))
    advice.push(adviceOn(type, sizes, wanted, mix, figures))
  }
  return {
    suite: 'engines',
    title: 'The engines alone',
    about:
      'Processor time of an operation on a value alone, without a server, by its number of elements, and how it grows from ' +
      `${count(SMALL)} to ${count(LARGE)}. Much of that growth is the memory’s: a million elements are in no cache.`,
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

/** An operation a row, a size a column. */
function rowsOf(type: Type, sizes: readonly number[], figures: Figures): Row[] {
  return type.engines.flatMap((engine) =>
    figures.operations.map((operation) => ({
      name: operation,
      group: `${type.name}${type.engines.length > 1 ? `, ${engine}` : ''}: by number of elements`,
      unit: unitOf(operation),
      samples: Object.fromEntries(
        sizes.map((size) => [`of ${count(size)}`, figures.of(operation, engine, size)]),
      ),
      ours: `of ${count(LARGE)}`,
      base: `of ${count(SMALL)}`,
    })),
  )
}

/** The mix on both engines: a size a row. */
function duelOf(type: Type, sizes: readonly number[], mix: Mix, figures: Figures): Row[] {
  const operation = mixed([], mix).name
  return sizes.map((size) => ({
    name: `of ${count(size)}`,
    group: `${type.name}: ${operation}`,
    unit: 'ns',
    samples: Object.fromEntries(
      type.engines.map((engine) => [engine, figures.of(operation, engine, size)]),
    ) satisfies Samples,
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

/** Which engine to take, and where the other one becomes the better. */
function adviceOn(
  type: Type,
  sizes: readonly number[],
  wanted: number,
  mix: Mix,
  figures: Figures,
): string {
  const operation = mixed([], mix).name
  const cost = (engine: EngineName, size: number): number => figures.median(operation, engine, size)
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
    `**${type.name}** of ${count(wanted)}, ${operation}: take ${better(wanted)} ` +
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
