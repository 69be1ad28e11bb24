import * as arg from '../args/index.ts'
import { type Argv, type Command, keyAt } from '../command.ts'
import { migrateKeys } from '../key-finders.ts'
import { migrateTo } from './migration.ts'

/** MIGRATE host port <key | ""> destination-db timeout [COPY] [REPLACE] [[AUTH password] | [AUTH2 username password]] [KEYS key [key ...]] */
export const migrate: Command = {
  name: 'migrate',
  arity: -6,
  flags: ['write'],
  acl: ['dangerous'],
  keys: [
    keyAt(3, 'RW', 'access', 'delete'),
    {
      flags: ['RW', 'access', 'delete', 'incomplete'],
      begin: { keyword: 'KEYS', startFrom: -2 },
      find: { last: -1, step: 1, limit: 0 },
    },
  ],
  findKeys: migrateKeys,
  tips: ['nondeterministic_output'],
  secrets: credentialPlaces,
  run: migrateTo,
}

/** Where the credentials for the other server stand. */
function credentialPlaces(argv: Argv): readonly number[] {
  const places: number[] = []
  for (let i = 6; i < argv.length && !arg.is(argv, i, 'KEYS'); i++) {
    const count = arg.is(argv, i, 'AUTH') ? 1 : arg.is(argv, i, 'AUTH2') ? 2 : 0
    if (i + count >= argv.length) break
    for (let end = i + count; i < end; ) places.push(++i)
  }
  return places
}
