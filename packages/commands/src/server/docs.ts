import type { CommandGroup } from '../command.ts'
import { packedDocs } from '../docs/packed.ts'
import type { Row } from '../table.ts'

/** What changed, by version. */
export type History = readonly (readonly [since: string, change: string])[]

/** An argument of a command, in the order and the words of Redis's reply. */
export interface ArgumentDocs {
  readonly name: string
  readonly type: string
  readonly key_spec_index?: number
  readonly token?: string
  readonly summary?: string
  readonly since?: string
  readonly deprecated_since?: string
  readonly flags?: readonly string[]
  readonly arguments?: readonly ArgumentDocs[]
}

/** What COMMAND DOCS tells of a command. */
export interface Docs {
  readonly summary?: string
  readonly since?: string
  readonly group: string
  readonly complexity?: string
  readonly doc_flags?: readonly string[]
  readonly deprecated_since?: string
  readonly replaced_by?: string
  readonly history?: History
  readonly subcommands?: Readonly<Record<string, Docs>>
  readonly arguments?: readonly ArgumentDocs[]
}

/** Few processes ever need these, so each group is parsed when it is first asked for. */
const parsed = new Map<CommandGroup, Readonly<Record<string, Docs>>>()

/** Of a command that Redis does not have, only what its row says. */
export function docsOf(row: Row): Docs {
  const { group } = row
  const { since } = (row.parent ?? row).command
  const docs =
    row.parent === undefined
      ? groupDocs(group)[row.fullName]
      : docsOf(row.parent).subcommands?.[row.fullName]
  return docs ?? (since === undefined ? { group } : { since, group })
}

function groupDocs(group: CommandGroup): Readonly<Record<string, Docs>> {
  let docs = parsed.get(group)
  if (docs === undefined) {
    docs = JSON.parse(packedDocs[group]) as Readonly<Record<string, Docs>>
    parsed.set(group, docs)
  }
  return docs
}
