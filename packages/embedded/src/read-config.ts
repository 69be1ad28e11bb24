import { allCommands, CommandTable } from '@resident/commands'
import { scriptingCommands } from '@resident/scripting'
import {
  type ConfigFile,
  type ConfigSources,
  readConfigFile as read,
  renameCommand,
} from '@resident/server'

/**
 * Reads a configuration in redis.conf's grammar, for `startServer({ config, users, renames })`. Throws a ConfigFileError
 * with redis-server's own text where that would not start with it.
 */
export function readConfigFile(sources: ConfigSources): ConfigFile {
  let table: CommandTable | undefined
  return read(sources, process.cwd(), (from, to) => {
    table ??= new CommandTable([...allCommands, ...scriptingCommands])
    return renameCommand(table, from, to)
  })
}
