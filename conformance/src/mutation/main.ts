import { readFileSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import process from 'node:process'
import { diffableJson } from '../json.ts'
import { count, flag, number, type Option, readOptions, refuse, text } from '../options.ts'
import { ROOT } from '../paths.ts'
import { isEquivalent } from './equivalent.ts'
import { judge, type Verdict } from './judge.ts'
import { allMutants, describeMutant, drawMutants, type Mutant } from './mutant.ts'

/** `npm run mutation`: whether the suite notices small faults that are planted in the sources. */
const USAGE = `usage: npm run mutation -- [options]
  --mutants N     how many are drawn (default 100)
  --seed N        seed of the random draws (default 1)
  --part I/N      only the Ith of N parts of them, so that a long run can be done in parts
  --only TEXT     only sources whose path has this in it
  --list          only lists the mutants that were drawn
  --again FILE    only those that were unnoticed in the run that wrote this account
  --json FILE     writes the account as JSON
  --least N       fails if fewer than N of 100 are noticed (default 95)`

const PART: Option<readonly [part: number, of: number]> = {
  type: 'string',
  read: (given = '1/1') => {
    const [part = 0, of = 0] = /^\d+\/\d+$/.test(given) ? given.split('/').map(Number) : []
    if (part >= 1 && part <= of) return [part, of]
    throw new Error(`'${given}' is not like 2/4`)
  },
}

const values = readOptions(USAGE, {
  mutants: count(100),
  seed: number(1),
  part: PART,
  only: text,
  list: flag,
  again: text,
  json: text,
  least: number(95),
})

/** One mutant, and who noticed it. */
interface Account {
  readonly mutant: Mutant
  readonly verdict: Verdict
}

function chosen(): Mutant[] {
  const all = allMutants(values.only ?? '')
  if (all.length === 0) refuse(USAGE, `--only: no source has ${values.only} in its path`)
  console.log(
    `${all.length} mutants can be made; ${all.filter(isEquivalent).length} are equivalent`,
  )
  if (values.again !== undefined) return unnoticedIn(values.again, all)
  const [part, parts] = values.part
  const drawn = drawMutants(all, values.mutants, values.seed, isEquivalent)
  return drawn.filter((_, index) => index % parts === part - 1)
}

/** Sources change meanwhile, so a mutant is known by what it does. */
function unnoticedIn(file: string, from: readonly Mutant[]): Mutant[] {
  const accounts = JSON.parse(readFileSync(file, 'utf8')) as Account[]
  return accounts
    .filter(({ verdict }) => verdict === 'nobody')
    .flatMap(({ mutant }) =>
      from.filter((each) => describeChange(each) === describeChange(mutant)).slice(0, 1),
    )
    .filter((mutant) => !isEquivalent(mutant))
}

function describeChange({ file, operator, before, after }: Mutant): string {
  return [file, operator, before, after].join('\n')
}

function report(accounts: readonly Account[]): void {
  const by = (verdict: Verdict): number =>
    accounts.filter((each) => each.verdict === verdict).length
  for (const { mutant } of accounts.filter(({ verdict }) => verdict === 'nobody')) {
    console.log(`\nunnoticed: ${describeMutant(mutant)}`)
  }
  const noticed = accounts.length - by('nobody')
  console.log(
    `\nseed ${values.seed}: ${noticed} of ${accounts.length} noticed: ${by('transcripts')} by transcripts, ` +
      `${by('tests')} by tests, ${by('time')} since nothing went on`,
  )
  if (noticed * 100 < accounts.length * values.least) process.exitCode = 1
}

async function main(): Promise<void> {
  const mutants = chosen()
  if (values.list) return console.log(mutants.map(describeMutant).join('\n'))
  const folder = join(ROOT, 'node_modules/.cache/mutation', String(process.pid))
  process.once('exit', () => rmSync(folder, { recursive: true, force: true }))
  const accounts: Account[] = []
  await judge(mutants, folder, (mutant, verdict) => {
    accounts.push({ mutant, verdict })
    const count = String(accounts.length).padStart(4)
    console.log(`${count} ${verdict.padEnd(12)} ${mutant.file}:${mutant.line} ${mutant.operator}`)
    if (values.json !== undefined) writeFileSync(values.json, diffableJson(accounts))
  })
  report(accounts)
}

await main()
