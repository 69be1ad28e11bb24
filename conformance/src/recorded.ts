import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { COMMANDS_SOURCE, RECORDED } from './paths.ts'
import type { CommandDocs, CommandInfo } from './table.ts'

/** COMMAND INFO of every command of the reference version. */
export function recordedInfo(): CommandInfo[] {
  return readJson(RECORDED, 'command-info.json') as CommandInfo[]
}

/** COMMAND DOCS of every command of the reference version, by its name. */
export function recordedDocs(): Record<string, CommandDocs> {
  const folder = join(COMMANDS_SOURCE, 'docs')
  const docs: Record<string, CommandDocs> = {}
  for (const file of readdirSync(folder).filter((name) => name.endsWith('.json'))) {
    const group = readJson(folder, file) as { commands: Record<string, CommandDocs> }
    Object.assign(docs, group.commands)
  }
  return docs
}

function readJson(folder: string, file: string): unknown {
  return JSON.parse(readFileSync(join(folder, file), 'utf8'))
}
