import { ACL_CATEGORIES, type AclCategory, categoriesOf } from '../acl-categories.ts'
import type { CommandTable, Row } from '../table.ts'

/** The commands that ACL rules can name, by category; computed when first needed. Renaming a command does not change it. */
export class Catalogue {
  readonly #table: CommandTable
  #rows: readonly Row[] = []
  #members = new Map<AclCategory, readonly Row[]>()
  #size = -1

  constructor(table: CommandTable) {
    this.#table = table
  }

  /** A command or subcommand by its full name, in any case. */
  find(fullName: string): Row | undefined {
    return this.#table.findOriginal(fullName)
  }

  /** Top-level commands in order of their names. Redis shows them in the order of a hash table. */
  get rows(): readonly Row[] {
    this.#refresh()
    return this.#rows
  }

  /** The commands and subcommands of a category, each container before its subcommands. */
  members(category: AclCategory): readonly Row[] {
    this.#refresh()
    return this.#members.get(category)!
  }

  #refresh(): void {
    const { originals } = this.#table
    if (this.#size === originals.length) return
    this.#size = originals.length
    this.#rows = byName(originals)
    const members = new Map<AclCategory, Row[]>(ACL_CATEGORIES.map((each) => [each, []]))
    for (const row of this.#rows) {
      for (const each of [row, ...byName(row.subcommands?.values() ?? [])]) {
        for (const category of categoriesOf(each)) members.get(category)!.push(each)
      }
    }
    this.#members = members
  }
}

function byName(rows: Iterable<Row>): readonly Row[] {
  return [...rows].sort((a, b) => (a.fullName < b.fullName ? -1 : 1))
}

/** The category of this name, in any case. */
export function categoryNamed(name: string): AclCategory | undefined {
  const lower = name.toLowerCase()
  return ACL_CATEGORIES.find((category) => category === lower)
}
