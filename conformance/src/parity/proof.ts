import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { RECORDED } from '../paths.ts'

export const PROOF_FILE: string = join(RECORDED, 'proof.json')

/** Runs of one kind at one engine. */
export interface ProvenRuns {
  readonly what: string
  readonly engine: string
  readonly seeds: readonly number[]
  readonly drawn: number
  readonly mismatches: number
}

/** What one command came to, in all runs. */
export interface ProvenCommand {
  readonly draws: number
  readonly successes: number
  /** Replies that agreed by a rule of normalise/rules.ts only. */
  readonly normalised: number
  readonly mismatches: number
}

/** What a set of long runs at the real server came to. */
export interface Proof {
  readonly oracle: string
  /** As 2026-11-21. */
  readonly date: string
  /** Replies to generated commands that were compared. */
  readonly compared: number
  readonly runs: readonly ProvenRuns[]
  readonly commands: Readonly<Record<string, ProvenCommand>>
}

/** What a run writes with `--json`. */
interface Account {
  readonly what: string
  readonly engine: string
  readonly seed: number
  readonly drawn: number
  readonly compared?: number
  /** How many, or how many of each kind, `get: bulk / null`. */
  readonly mismatches: number | Readonly<Record<string, number>>
  readonly commands?: Readonly<Record<string, Omit<ProvenCommand, 'mismatches'>>>
}

export function readProof(): Proof | null {
  if (!existsSync(PROOF_FILE)) return null
  return JSON.parse(readFileSync(PROOF_FILE, 'utf8')) as Proof
}

/** One proof of the accounts in these files. */
export function proofOf(files: readonly string[], oracle: string, date: string): Proof {
  const accounts = files.map((file) => JSON.parse(readFileSync(file, 'utf8')) as Account)
  return {
    oracle,
    date,
    compared: sum(accounts.map(({ compared = 0 }) => compared)),
    runs: runsOf(accounts),
    commands: commandsOf(accounts),
  }
}

/** What both sets of runs came to together; the later one's date and server. */
export function together(earlier: Proof, later: Proof): Proof {
  const commands = { ...earlier.commands }
  for (const [name, each] of Object.entries(later.commands)) {
    commands[name] = sumOf([...(commands[name] === undefined ? [] : [commands[name]]), each])
  }
  return {
    ...later,
    compared: earlier.compared + later.compared,
    runs: byKind([...earlier.runs, ...later.runs]),
    commands: Object.fromEntries(Object.entries(commands).sort(([a], [b]) => (a < b ? -1 : 1))),
  }
}

function runsOf(accounts: readonly Account[]): ProvenRuns[] {
  return byKind(
    accounts.map((account) => ({
      ...account,
      seeds: [account.seed],
      mismatches: mismatchesOf(account),
    })),
  )
}

function byKind(runs: readonly ProvenRuns[]): ProvenRuns[] {
  const kinds = [...new Set(runs.map(kindOf))].sort()
  return kinds.map((kind) => {
    const ofKind = runs.filter((each) => kindOf(each) === kind)
    const { what, engine } = ofKind[0]!
    return {
      what,
      engine,
      seeds: ofKind.flatMap(({ seeds }) => seeds).sort((a, b) => a - b),
      drawn: sum(ofKind.map(({ drawn }) => drawn)),
      mismatches: sum(ofKind.map(({ mismatches }) => mismatches)),
    }
  })
}

function kindOf({ what, engine }: Pick<ProvenRuns, 'what' | 'engine'>): string {
  return `${what}, ${engine}`
}

function mismatchesOf({ mismatches }: Account): number {
  return typeof mismatches === 'number' ? mismatches : sum(Object.values(mismatches))
}

function commandsOf(accounts: readonly Account[]): Record<string, ProvenCommand> {
  const names = new Set(accounts.flatMap(({ commands = {} }) => Object.keys(commands)))
  const all: Record<string, ProvenCommand> = {}
  for (const name of [...names].sort()) {
    const each = accounts.flatMap((account) => {
      const own = account.commands?.[name]
      const mismatches = mismatchesAt(name, account)
      return own === undefined && mismatches === 0 ? [] : [{ ...NOTHING, ...own, mismatches }]
    })
    all[name] = sumOf(each)
  }
  return all
}

const NOTHING: ProvenCommand = { draws: 0, successes: 0, normalised: 0, mismatches: 0 }

function sumOf(each: readonly ProvenCommand[]): ProvenCommand {
  return {
    draws: sum(each.map(({ draws }) => draws)),
    successes: sum(each.map(({ successes }) => successes)),
    normalised: sum(each.map(({ normalised }) => normalised)),
    mismatches: sum(each.map(({ mismatches }) => mismatches)),
  }
}

function mismatchesAt(command: string, { mismatches }: Account): number {
  if (typeof mismatches === 'number') return 0
  const own = Object.entries(mismatches).filter(([kind]) => kind.startsWith(`${command}: `))
  return sum(own.map(([, times]) => times))
}

function sum(numbers: readonly number[]): number {
  return numbers.reduce((total, each) => total + each, 0)
}
