import type { Contestant } from '../contestant.ts'
import { showRequest } from '../quoting.ts'
import { printReply } from '../transcript/print.ts'
import { Dice } from './dice.ts'
import { type Draw, Drawer } from './draw.ts'
import { Duel } from './duel.ts'
import { loadGrammars } from './grammar.ts'
import { inScript } from './in-script.ts'
import { isDrawn } from './not-drawn.ts'
import { dumpSamples } from './payloads.ts'
import { loadDocumentedErrors, Reach } from './reach.ts'
import { drawSequence } from './sequence.ts'
import type { Mismatch } from './sequence-judge.ts'
import { shrink } from './shrink.ts'
import type { Resp } from './side.ts'
import { signatureOf } from './signature.ts'

/** How many mismatches of one kind are shrunk and shown, and of one command. */
const SHOWN_PER_COMMAND = 3

export interface SessionOptions {
  readonly oracle: Contestant
  readonly ours: Contestant
  /** Names of the commands that ours has, as COMMAND INFO gives them. */
  readonly available: ReadonlySet<string>
  /** How many drawn commands at least; what prepares and probes is not counted. */
  readonly commands: number
  readonly seed: number
  /** Nearly all commands are called by scripts. */
  readonly scripts?: boolean
  /** Both servers were started with `CLUSTER_CONFIG`. */
  readonly cluster?: boolean
  /** Only these commands, by name or by container. */
  readonly only?: readonly string[]
  /** Draws for everything alike instead of for the documented errors: to find out which there are. */
  readonly explore?: boolean
  /** Hears of each new kind of mismatch, as a snippet of a transcript. */
  readonly onMismatch?: (snippet: string) => void
  /** Ends after so many kinds of mismatch. */
  readonly mostKinds?: number
}

export interface SessionResult {
  readonly reach: Reach
  readonly sequences: number
  /** Replies compared, those of probes and preparations included. */
  readonly compared: number
  readonly normalised: ReadonlyMap<string, number>
  /** How often each kind of mismatch came; a sequence ends at its first. */
  readonly mismatches: ReadonlyMap<string, number>
  /** Mismatches that did not come again when played again. */
  readonly unrepeatable: number
  readonly seconds: number
}

/** Draws sequences of commands and plays them at both servers until enough commands were drawn. */
export async function runSession(options: SessionOptions): Promise<SessionResult> {
  const { available, only, seed } = options
  const has = (name: string): boolean => available.has(name)
  const grammars = [...loadGrammars().values()].filter(
    ({ name }) =>
      has(name) && isDrawn(name) && (only === undefined || only.some((each) => isOf(each, name))),
  )
  const dice = new Dice(seed)
  const reach = new Reach(dice, grammars, options.explore ? undefined : loadDocumentedErrors())
  const drawer = new Drawer(dice, await dumpSamples(options.oracle))
  const duel = new Duel(options.oracle, options.ours, options.cluster === true)
  const shown = new Shown(duel, options.onMismatch)
  const started = Date.now()
  let sequences = 0
  let compared = 0
  while (reach.drawn < options.commands && shown.kinds < (options.mostKinds ?? Infinity)) {
    const draws = drawSequence(dice, drawer, reach, has).map((draw) =>
      options.scripts && dice.chance(0.9) ? inScript(dice, draw) : draw,
    )
    const resp: Resp = sequences % 2 === 0 ? 2 : 3
    const played = await duel.play(draws, resp)
    sequences++
    compared += played.compared
    for (const answer of played.answers) reach.add(answer)
    if (played.mismatch !== undefined) await shown.add(draws, played.mismatch, resp)
  }
  duel.close()
  return {
    reach,
    sequences,
    compared,
    normalised: duel.normalised,
    mismatches: shown.counts,
    unrepeatable: shown.unrepeatable,
    seconds: (Date.now() - started) / 1000,
  }
}

/** Whether the command goes by this name, or is a subcommand of it. */
export function isOf(name: string, command: string): boolean {
  return command === name || command.startsWith(`${name}|`)
}

/** Counts mismatches, and shrinks and shows the first of each kind. */
class Shown {
  readonly counts: Map<string, number> = new Map()
  unrepeatable = 0
  readonly #duel: Duel
  readonly #show: ((snippet: string) => void) | undefined
  readonly #perCommand = new Map<string, number>()

  constructor(duel: Duel, show: ((snippet: string) => void) | undefined) {
    this.#duel = duel
    this.#show = show
  }

  get kinds(): number {
    return this.counts.size
  }

  async add(draws: readonly Draw[], mismatch: Mismatch, resp: Resp): Promise<void> {
    const signature = signatureOf(mismatch)
    const before = this.counts.get(signature)
    this.counts.set(signature, (before ?? 0) + 1)
    const command = signature.slice(0, signature.indexOf(':'))
    const shown = this.#perCommand.get(command) ?? 0
    if (before !== undefined || shown >= SHOWN_PER_COMMAND || this.#show === undefined) return
    const shrunk = await shrink(this.#duel, draws, mismatch, resp)
    if (shrunk === undefined) {
      this.unrepeatable++
      this.counts.delete(signature)
      this.#show(`${signature} (RESP${resp}): did not come again\n${lastLines(mismatch)}`)
      return
    }
    this.#perCommand.set(command, shown + 1)
    this.#show(await snippet(this.#duel, shrunk.draws, shrunk.mismatch, resp))
  }
}

/** A failing sequence as a transcript, the replies the oracle's, and what ours said marked with `+`. */
async function snippet(
  duel: Duel,
  draws: readonly Draw[],
  mismatch: Mismatch,
  resp: Resp,
): Promise<string> {
  const lines = [`${signatureOf(mismatch)} (RESP${resp})`]
  const before = await duel.replay(draws.slice(0, mismatch.draw + 1), resp)
  const last = before.at(-1)
  const inLast = last !== undefined && showRequest(last[0]) === showRequest(mismatch.argv)
  for (const [argv, reply] of inLast ? before.slice(0, -1) : before) {
    lines.push(showRequest(argv), printReply(reply))
  }
  lines.push(lastLines(mismatch))
  return lines.join('\n')
}

/** The request that is answered differently, and both answers. */
function lastLines({ argv, oracle, ours }: Mismatch): string {
  const marked = (mark: string, text: string): string => text.replace(/^/gm, `${mark} `)
  return [showRequest(argv), marked('-', printReply(oracle)), marked('+', printReply(ours))].join(
    '\n',
  )
}
