import type { Bytes } from '@resident/bytes'
import { Catalogue, type CommandTable, userLineFault } from '@resident/commands'
import { sha256 } from '../hash.ts'
import { renameCommand } from '../rename-command.ts'

/** Checks of lines of a configuration that depend on which commands there are. Each returns what is wrong, if anything is. */
export interface ConfigChecks {
  /** rename-command */
  rename(from: string, to: string): string | undefined
  /** `user name rule …`; `allChannels` is what acl-pubsub-default says so far. */
  user(line: readonly Bytes[], allChannels: boolean): Bytes | undefined
}

/** Finds nothing wrong. */
export const NO_CHECKS: ConfigChecks = { rename: () => undefined, user: () => undefined }

/** With a table of its own, in which it renames commands; made for the first such line. */
export function checksBy(makeTable: () => CommandTable): ConfigChecks {
  let made: CommandTable | undefined
  const table = (): CommandTable => {
    made ??= makeTable()
    return made
  }
  return {
    rename: (from, to) => renameCommand(table(), from, to),
    user: (line, allChannels) =>
      userLineFault(line, { allChannels, catalogue: new Catalogue(table()), sha256 }),
  }
}
