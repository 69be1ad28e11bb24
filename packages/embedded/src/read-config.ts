import { allCommands, CommandTable } from '@resident/commands'
import { scriptingCommands } from '@resident/scripting'
import {
  type ConfigFile,
  type ConfigSources,
  checksBy,
  readConfigFile as read,
} from '@resident/server'

/**
 * Reads a configuration in redis.conf's grammar, for `startServer({ config, users, renames })`. Throws a ConfigFileError
 * with redis-server's own text if redis-server would not start with that configuration.
 */
export function readConfigFile(sources: ConfigSources): ConfigFile {
  const checks = checksBy(() => new CommandTable([...allCommands, ...scriptingCommands]))
  return read(sources, process.cwd(), checks)
}
