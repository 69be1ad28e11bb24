import { mkdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { diffableJson } from './json.ts'
import { oracle, readOptions } from './options.ts'
import { COMMANDS_SOURCE, RECORDED, shortPath } from './paths.ts'
import { findRedisServer, REFERENCE_VERSION, startRedisServer, versionOf } from './redis-server.ts'
import { type CommandDocs, fetchCommandDocs, fetchCommandInfo, fetchHelp } from './table.ts'

/** Only the reference version is asked: the texts of later ones have another licence. */
const USAGE = `usage: node scripts/run-ts.mjs conformance/src/docs.ts [--oracle PATH]
writes what redis-server ${REFERENCE_VERSION} says about its commands: COMMAND DOCS by group to packages/commands/src/docs, as JSON
for people and as one module of packed texts for the package, every HELP beside it, COMMAND INFO to conformance/recorded`

const LICENCE: readonly string[] = [
  'Copyright (c) 2006-2020, Salvatore Sanfilippo. All rights reserved.',
  'Redistribution and use in source and binary forms, with or without modification, are permitted provided that the following conditions are met:',
  'Redistributions of source code must retain the above copyright notice, this list of conditions and the following disclaimer.',
  'Redistributions in binary form must reproduce the above copyright notice, this list of conditions and the following disclaimer in the documentation and/or other materials provided with the distribution.',
  'Neither the name of Redis nor the names of its contributors may be used to endorse or promote products derived from this software without specific prior written permission.',
  'THIS SOFTWARE IS PROVIDED BY THE COPYRIGHT HOLDERS AND CONTRIBUTORS "AS IS" AND ANY EXPRESS OR IMPLIED WARRANTIES, INCLUDING, BUT NOT LIMITED TO, THE IMPLIED WARRANTIES OF MERCHANTABILITY AND FITNESS FOR A PARTICULAR PURPOSE ARE DISCLAIMED. IN NO EVENT SHALL THE COPYRIGHT OWNER OR CONTRIBUTORS BE LIABLE FOR ANY DIRECT, INDIRECT, INCIDENTAL, SPECIAL, EXEMPLARY, OR CONSEQUENTIAL DAMAGES (INCLUDING, BUT NOT LIMITED TO, PROCUREMENT OF SUBSTITUTE GOODS OR SERVICES; LOSS OF USE, DATA, OR PROFITS; OR BUSINESS INTERRUPTION) HOWEVER CAUSED AND ON ANY THEORY OF LIABILITY, WHETHER IN CONTRACT, STRICT LIABILITY, OR TORT (INCLUDING NEGLIGENCE OR OTHERWISE) ARISING IN ANY WAY OUT OF THE USE OF THIS SOFTWARE, EVEN IF ADVISED OF THE POSSIBILITY OF SUCH DAMAGE.',
]

function noticeFor(what: string): readonly string[] {
  return [`Taken from ${what} of Redis ${REFERENCE_VERSION}.`, ...LICENCE]
}

function groupsOf(docs: Record<string, CommandDocs>): Map<string, Record<string, CommandDocs>> {
  const groups = new Map<string, Record<string, CommandDocs>>()
  for (const [name, command] of Object.entries(docs)) {
    const group = groups.get(command.group) ?? {}
    group[name] = command
    groups.set(command.group, group)
  }
  return groups
}

function write(path: string, text: string): void {
  writeFileSync(path, text)
  console.log(shortPath(path))
}

/**
 * A module that holds each group's docs as JSON in a string: reading it costs nothing
 * worth counting, and who never asks for docs never parses them.
 */
function packedModule(groups: ReadonlyMap<string, Record<string, CommandDocs>>): string {
  return [
    '// Written by conformance/src/docs.ts, as the JSON files beside it. Not to be edited.',
    noticeComment('COMMAND DOCS'),
    "import type { CommandGroup } from '../command.ts'",
    '',
    '/** COMMAND DOCS of Redis, by group: JSON, to be parsed when it is asked for. */',
    'export const packedDocs: Readonly<Record<CommandGroup, string>> = {',
    `${entries(groups)}}\n`,
  ].join('\n')
}

/** The lines of each container's HELP. What is the same in all of them, `helpOf` adds. */
function helpModule(help: ReadonlyMap<string, readonly string[]>): string {
  return [
    '// Written by conformance/src/docs.ts. Not to be edited.',
    noticeComment('the HELP of commands'),
    '',
    '/** What HELP tells of each container of Redis: JSON, the lines between the first and the last two. */',
    'export const packedHelp: Readonly<Record<string, string>> = {',
    `${entries(help)}}\n`,
  ].join('\n')
}

function noticeComment(what: string): string {
  return `${['/*!', ...noticeFor(what)].join('\n * ')}\n */`
}

/** The members of an object literal, each value as JSON in a string. */
function entries(values: ReadonlyMap<string, unknown>): string {
  return [...values]
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([name, value]) => {
      const text = JSON.stringify(value).replaceAll('\\', '\\\\').replaceAll("'", "\\'")
      const key = /^\w+$/.test(name) ? name : `'${name}'`
      return `  ${key}:\n    '${text}',\n`
    })
    .join('')
}

async function main(): Promise<void> {
  readOptions(USAGE, { oracle })
  const binary = findRedisServer()
  if (binary === undefined || versionOf(binary) !== REFERENCE_VERSION) {
    console.error(`nothing written: this needs redis-server ${REFERENCE_VERSION}`)
    process.exit(1)
  }
  // Elsewhere CLUSTER has no HELP.
  const server = await startRedisServer({ binary, arguments: ['--cluster-enabled', 'yes'] })
  const folder = join(COMMANDS_SOURCE, 'docs')
  mkdirSync(folder, { recursive: true })
  mkdirSync(RECORDED, { recursive: true })
  const groups = groupsOf(await fetchCommandDocs(server))
  for (const [group, commands] of groups) {
    const json = diffableJson({ notice: noticeFor('COMMAND DOCS'), commands })
    write(join(folder, `${group}.json`), json)
  }
  write(join(folder, 'packed.ts'), packedModule(groups))
  const info = await fetchCommandInfo(server)
  write(join(RECORDED, 'command-info.json'), diffableJson(info))
  write(join(folder, 'packed-help.ts'), helpModule(await fetchHelp(server, info)))
  await server.stop()
}

await main()
