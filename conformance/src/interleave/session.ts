import type { Contestant } from '../contestant.ts'
import { Dice } from '../generate/dice.ts'
import { leaveOut } from '../leave-out.ts'
import { fullName } from '../normalise/full-name.ts'
import type { Step } from './steps.ts'
import { Table, type Told } from './table.ts'

const MOST_PLAYS = 400

export interface InterleaveOptions {
  readonly oracle: Contestant
  readonly ours: Contestant
  /** How many steps are played at least. */
  readonly steps: number
  readonly seed: number
  /** Draws what is said from an empty server on. */
  readonly draw: (dice: Dice) => Step[]
  /** Stops after so many mismatches. */
  readonly most?: number
}

/** The shortest way found to where the servers told their clients different things. */
export interface Parting {
  readonly steps: readonly Step[]
  readonly oracle: Told
  readonly ours: Told
}

/** How often a command was said, and how often that was no error. */
export interface Said {
  draws: number
  successes: number
}

export interface InterleaveResult {
  readonly steps: number
  /** By full name, such as `client|tracking`. */
  readonly commands: ReadonlyMap<string, Said>
  /** How often a client was told something that it had not just asked for. */
  readonly unasked: number
  readonly partings: readonly Parting[]
  /** Partings that did not come again when played again. */
  readonly unrepeatable: number
}

/** Several clients at both servers, taking turns by chance: after each step all of them must have been told the same. */
export async function runInterleaved(options: InterleaveOptions): Promise<InterleaveResult> {
  const { most = 5 } = options
  const dice = new Dice(options.seed)
  const tables = [await Table.at(options.oracle), await Table.at(options.ours)] as const
  const partings: Parting[] = []
  const commands = new Map<string, Said>()
  let steps = 0
  let unasked = 0
  let unrepeatable = 0
  while (steps < options.steps && partings.length < most) {
    const drawn = options.draw(dice)
    const played = await play(tables, drawn, commands)
    steps += played.steps
    unasked += played.unasked
    if (played.parting === undefined) continue
    const shortest = await shorten(tables, played.parting)
    if (shortest === undefined) unrepeatable++
    else partings.push(shortest)
  }
  for (const table of tables) table.close()
  return { steps, commands, unasked, partings, unrepeatable }
}

type Tables = readonly [oracle: Table, ours: Table]

async function play(
  [oracle, ours]: Tables,
  steps: readonly Step[],
  commands: Map<string, Said>,
): Promise<{ parting: Parting | undefined; steps: number; unasked: number }> {
  let unasked = 0
  await Promise.all([oracle.lay(), ours.lay()])
  for (const [at, step] of steps.entries()) {
    const [theirs, own] = await Promise.all([oracle.play(step), ours.play(step)])
    count(commands, step, theirs)
    unasked += theirs.filter((said, client) => said !== '' && client !== step.client).length
    if (theirs.every((said, client) => said === own[client])) continue
    const parting = { steps: steps.slice(0, at + 1), oracle: theirs, ours: own }
    return { parting, steps: at + 1, unasked }
  }
  return { parting: undefined, steps: steps.length, unasked }
}

function count(commands: Map<string, Said>, { client, argv }: Step, told: Told): void {
  const name = fullName(argv)
  const said = commands.get(name) ?? { draws: 0, successes: 0 }
  said.draws++
  if (!told[client]!.startsWith('-')) said.successes++
  commands.set(name, said)
}

/** Leaves out steps; `undefined` where the servers do not part again. */
async function shorten(tables: Tables, first: Parting): Promise<Parting | undefined> {
  let best: Parting | undefined
  let plays = 0
  const attempt = async (fewer: readonly Step[]): Promise<readonly Step[] | undefined> => {
    if (plays++ > MOST_PLAYS) return undefined
    const { parting } = await play(tables, fewer, new Map())
    best = parting ?? best
    return parting?.steps
  }
  const steps = await attempt(first.steps)
  if (steps !== undefined) await leaveOut(steps, attempt)
  return best
}
