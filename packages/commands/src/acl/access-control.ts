import { ascii, type Bytes } from '@resident/bytes'
import { type Client, Mode } from '../client.ts'
import type { Argv } from '../command.ts'
import { clientLine } from '../connection/client-line.ts'
import { type CommandError, err, WRONGPASS } from '../errors.ts'
import type { ServerPort } from '../server-port.ts'
import type { Row } from '../table.ts'
import { untilZero } from '../until-zero.ts'
import { DenialLog, type Offence } from './denial-log.ts'
import { noLongerPermitted, noPermission, scriptMayNot } from './denial-refusals.ts'
import { endListening } from './end-listening.ts'
import { type Denial, denialOf, mayReadAllKeys } from './permission.ts'
import { DEFAULT_USER, type User } from './user.ts'
import { Users } from './users.ts'

/**
 * Who may do what: the users, which user each client is, and what was refused.
 *
 * The commands of a client whose user may do everything are not checked here at all: `Mode.RESTRICTED` and
 * `Mode.UNAUTHENTICATED` are kept up to date whenever users change.
 */
export class AccessControl {
  readonly users: Users
  readonly log: DenialLog = new DenialLog()
  readonly #server: ServerPort

  constructor(server: ServerPort) {
    this.#server = server
    this.users = new Users(server)
  }

  /** Creates or changes a user by all of these rules; if one of them is wrong, throws a CommandError and changes nothing. */
  setUser(name: Bytes, words: readonly Bytes[]): void {
    const staged = this.users.staged(name, words)
    const user = this.users.find(name)
    if (user !== undefined) endListening(this.#server, user, staged)
    this.users.put(staged)
    this.#reflectAll()
  }

  /** Deletes users and disconnects their clients; returns how many there were. If one is the default user, deletes none and throws. */
  deleteUsers(names: readonly Bytes[], caller: Client): number {
    if (names.some((name) => untilZero(name) === DEFAULT_USER)) {
      throw err("The 'default' user cannot be removed")
    }
    let deleted = 0
    for (const name of names) {
      const user = this.users.find(name)
      if (user === undefined) continue
      this.users.delete(user)
      this.#endClients((client) => client.user === user, caller)
      deleted++
    }
    return deleted
  }

  /** Replaces all users, and disconnects all clients except those of the default user. */
  replaceUsers(users: readonly User[], caller: Client | undefined): void {
    this.users.replace(users)
    this.#endClients((client) => client.user !== this.users.default, caller)
    this.#reflectAll()
  }

  /** requirepass: gives the default user this password alone; if it is empty, everybody is let in. */
  setDefaultPassword(password: Bytes): void {
    this.users.setDefaultPassword(password)
    this.#reflectAll()
  }

  /** Makes the client the default user, as every client is before it authenticates. */
  admit(client: Client): void {
    client.user = this.users.default
    client.authenticated = !this.#asksForPassword
    this.#reflect(client)
  }

  /** AUTH: makes the client this user if the password is right; throws WRONGPASS if not. */
  logIn(client: Client, name: Bytes, password: Bytes, argv: Argv): void {
    const user = this.users.authenticated(name, password)
    if (user === undefined) {
      const context = contextOf(client)
      this.#note({ reason: 'auth', context, object: argv[0]!, username: name }, client, argv)
      throw WRONGPASS
    }
    client.user = user
    client.authenticated = true
    this.#reflect(client)
  }

  /** Whether the client's user may run this, without an entry in the log: for redis.acl_check_cmd. */
  mayRun(client: Client, row: Row, argv: Argv): boolean {
    return !client.is(Mode.RESTRICTED) || denialOf(client.user, row, argv) === undefined
  }

  /** Whether the command that the client runs may read keys that it does not name, as SORT's BY and GET do. */
  mayReadAllKeys(client: Client, row: Row, argv: Argv): boolean {
    return !client.is(Mode.RESTRICTED) || mayReadAllKeys(client.user, row, argv)
  }

  /** Why the client may not run this, if it may not; that is logged. */
  refusalOf(client: Client, row: Row, argv: Argv): CommandError | undefined {
    const denial = this.#deny(client, row, argv, contextOf(client))
    return denial && noPermission(denial.reason, row.fullName)
  }

  /** The same for a queued command when EXEC runs it: users may have changed since it was queued. */
  queuedRefusalOf(client: Client, row: Row, argv: Argv): CommandError | undefined {
    const denial = this.#deny(client, row, argv, 'multi')
    return denial && noLongerPermitted(denial.reason)
  }

  /** The same for a command of a script that the client runs. */
  scriptRefusalOf(client: Client, row: Row, argv: Argv): CommandError | undefined {
    const denial = this.#deny(client, row, argv, 'lua')
    return denial && scriptMayNot(denial.reason)
  }

  #deny(client: Client, row: Row, argv: Argv, context: Offence['context']): Denial | undefined {
    if (!client.is(Mode.RESTRICTED)) return undefined
    const denial = denialOf(client.user, row, argv)
    if (denial === undefined) return undefined
    const { reason, at } = denial
    const object = reason === 'command' ? ascii(row.fullName) : argv[at]!
    this.#note({ reason, context, object, username: client.user.name }, client, argv)
    return denial
  }

  #note(offence: Offence, client: Client, argv: Argv): void {
    const { clock, config } = this.#server
    const most = Number(config.value('acllog-max-len'))
    this.log.add(offence, clock.now(), clientLine(client, argv), most)
  }

  get #asksForPassword(): boolean {
    const { nopass, enabled } = this.users.default
    return !nopass || !enabled
  }

  #reflect(client: Client): void {
    client.set(Mode.UNAUTHENTICATED, this.#asksForPassword && !client.authenticated)
    client.set(Mode.RESTRICTED, !client.user.mayDoAll)
  }

  #reflectAll(): void {
    for (const client of this.#server.clients) this.#reflect(client)
  }

  /** Disconnects clients. If the caller is one of them, it still gets the reply to its command. */
  #endClients(condition: (client: Client) => boolean, caller: Client | undefined): void {
    for (const client of [...this.#server.clients].filter(condition)) {
      client.user = this.users.default
      client.authenticated = false
      this.#reflect(client)
      if (client === caller) client.closing = true
      else client.connection.kill()
    }
  }
}

function contextOf(client: Client): Offence['context'] {
  return client.is(Mode.MULTI) ? 'multi' : 'toplevel'
}
