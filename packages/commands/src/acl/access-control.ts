import { ascii, type Bytes } from '@resident/bytes'
import { type Client, Mode } from '../client.ts'
import type { Argv } from '../command.ts'
import { clientLine } from '../connection/client-line.ts'
import {
  aclRuleRefused,
  type CommandError,
  DEFAULT_USER_STAYS,
  noLongerPermitted,
  noPermission,
  scriptMayNot,
  WRONGPASS,
} from '../errors.ts'
import type { ServerPort } from '../server-port.ts'
import type { Row } from '../table.ts'
import { untilZero } from '../until-zero.ts'
import { Catalogue } from './catalogue.ts'
import { DenialLog, type Offence } from './denial-log.ts'
import { endListening } from './end-listening.ts'
import { hashPassword, sameHash } from './password.ts'
import { type Denial, denialOf, mayReadAllKeys } from './permission.ts'
import { DEFAULT_USER, User } from './user.ts'
import { applyRule, type RuleContext } from './user-rules.ts'

/**
 * Who may do what: the users, who of them a client is, and what was refused.
 *
 * A client whose user may do everything is never asked about here: `Mode.RESTRICTED` and `Mode.UNAUTHENTICATED`
 * are kept up to date with every change of users.
 */
export class AccessControl implements RuleContext {
  readonly catalogue: Catalogue
  readonly log: DenialLog = new DenialLog()
  /** Stays the same object; ACL LOAD changes what it may. */
  readonly defaultUser: User
  readonly #server: ServerPort
  #users = new Map<Bytes, User>()

  constructor(server: ServerPort) {
    this.#server = server
    this.catalogue = new Catalogue(server.table)
    this.defaultUser = newDefaultUser()
    this.#users.set(DEFAULT_USER, this.defaultUser)
  }

  get allChannels(): boolean {
    return this.#server.config.value('acl-pubsub-default') === 'allchannels'
  }

  sha256(content: Bytes): Bytes {
    return this.#server.sha256(content)
  }

  // Users

  find(name: Bytes): User | undefined {
    return this.#users.get(name)
  }

  /** By name. */
  get users(): readonly User[] {
    return [...this.#users.values()].sort((a, b) => (a.name < b.name ? -1 : 1))
  }

  /** Makes or changes a user by all of the rules or, throwing a CommandError, by none. */
  setUser(name: Bytes, rules: readonly Bytes[]): void {
    const user = this.#users.get(name)
    const staged = new User(name, this.allChannels)
    if (user !== undefined) staged.become(user)
    for (const rule of rules) {
      const fault = applyRule(staged, rule, this)
      if (fault !== undefined) throw aclRuleRefused(untilZero(rule), fault)
    }
    if (user === undefined) this.#users.set(name, staged)
    else {
      endListening(this.#server, user, staged)
      user.become(staged)
    }
    this.#reflectAll()
  }

  /** Deletes users and ends their clients; says how many there were. Refuses, where one is the default user, to delete any. */
  deleteUsers(names: readonly Bytes[], caller: Client): number {
    if (names.some((name) => untilZero(name) === DEFAULT_USER)) throw DEFAULT_USER_STAYS
    let deleted = 0
    for (const name of names) {
      const user = this.#users.get(name)
      if (user === undefined) continue
      this.#users.delete(name)
      this.#endClients((client) => client.user === user, caller)
      deleted++
    }
    return deleted
  }

  /** Puts other users in the place of all, and ends the clients of those that were, but for the default user's. */
  replaceUsers(users: ReadonlyMap<Bytes, User>, caller: Client | undefined): void {
    this.defaultUser.become(users.get(DEFAULT_USER) ?? newDefaultUser())
    this.#users = new Map(users).set(DEFAULT_USER, this.defaultUser)
    this.#endClients((client) => client.user !== this.defaultUser, caller)
    this.#reflectAll()
  }

  /** requirepass: the default user's one password; none lets everybody in. */
  setDefaultPassword(password: Bytes): void {
    this.defaultUser.nopass = password === ''
    this.defaultUser.passwords = password === '' ? [] : [hashPassword(password, this)]
    this.#reflectAll()
  }

  /** The caller, should it be among them, is told the end of its command before it goes. */
  #endClients(condition: (client: Client) => boolean, caller: Client | undefined): void {
    for (const client of [...this.#server.clients].filter(condition)) {
      client.user = this.defaultUser
      client.authenticated = false
      this.#reflect(client)
      if (client === caller) client.closing = true
      else client.connection.kill()
    }
  }

  // Clients

  /** The client is whoever it is before it says so. */
  admit(client: Client): void {
    client.user = this.defaultUser
    client.authenticated = !this.#asksForPassword
    this.#reflect(client)
  }

  /** The client is this user from now on, if the password is right. */
  logIn(client: Client, name: Bytes, password: Bytes, argv: Argv): void {
    const user = this.#users.get(name)
    if (user === undefined || !user.enabled || !this.#opens(user, password)) {
      const offence = { reason: 'auth', context: contextOf(client), username: name } as const
      this.#note({ ...offence, object: argv[0]! }, client, argv)
      throw WRONGPASS
    }
    client.user = user
    client.authenticated = true
    this.#reflect(client)
  }

  #opens(user: User, password: Bytes): boolean {
    if (user.nopass) return true
    const given = hashPassword(password, this)
    return user.passwords.some((hash) => sameHash(hash, given))
  }

  get #asksForPassword(): boolean {
    return !this.defaultUser.nopass || !this.defaultUser.enabled
  }

  #reflect(client: Client): void {
    client.set(Mode.UNAUTHENTICATED, this.#asksForPassword && !client.authenticated)
    client.set(Mode.RESTRICTED, !client.user.mayDoAll)
  }

  #reflectAll(): void {
    for (const client of this.#server.clients) this.#reflect(client)
  }

  // Permission

  /** Whether the client's user may run this. Leaves no trace: redis.acl_check_cmd. */
  mayRun(client: Client, row: Row, argv: Argv): boolean {
    return !client.is(Mode.RESTRICTED) || denialOf(client.user, row, argv) === undefined
  }

  /** Whether what the client now runs may follow any key, as SORT's BY and GET do. */
  mayReadAllKeys(client: Client, row: Row, argv: Argv): boolean {
    return !client.is(Mode.RESTRICTED) || mayReadAllKeys(client.user, row, argv)
  }

  /** Why the client may not run this; the log has it then. */
  refusalOf(client: Client, row: Row, argv: Argv): CommandError | undefined {
    const denial = this.#deny(client, row, argv, contextOf(client))
    return denial && noPermission(denial.reason, row.fullName)
  }

  /** The same of a command that EXEC comes to: users may have changed since it was queued. */
  queuedRefusalOf(client: Client, row: Row, argv: Argv): CommandError | undefined {
    const denial = this.#deny(client, row, argv, 'multi')
    return denial && noLongerPermitted(denial.reason)
  }

  /** The same of a command in a script that the client runs. */
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
}

function contextOf(client: Client): Offence['context'] {
  return client.is(Mode.MULTI) ? 'multi' : 'toplevel'
}

/** Enabled, without a password, and may do everything. */
function newDefaultUser(): User {
  const user = new User(DEFAULT_USER, true)
  user.enabled = true
  user.nopass = true
  user.root.allKeys = true
  user.root.commands.setAll(true)
  return user
}
