import type { Bytes } from '@resident/bytes'
import { err } from '../errors.ts'
import type { ServerPort } from '../server-port.ts'
import { untilZero } from '../until-zero.ts'
import { Catalogue } from './catalogue.ts'
import { hashPassword, sameHash } from './password.ts'
import { hasBlanks } from './selector-rules.ts'
import { DEFAULT_USER, User } from './user.ts'
import { applyRule, joinSelectors, type RuleContext } from './user-rules.ts'

/** The users of a server, by name. Their clients are `AccessControl`'s concern. */
export class Users implements RuleContext {
  /** Always the same object, whatever rules and files change in it. */
  readonly default: User = newDefaultUser()
  readonly catalogue: Catalogue
  readonly #server: ServerPort
  #byName: Map<Bytes, User> = new Map([[DEFAULT_USER, this.default]])

  constructor(server: ServerPort) {
    this.#server = server
    this.catalogue = new Catalogue(server.table)
  }

  get allChannels(): boolean {
    return this.#server.config.value('acl-pubsub-default') === 'allchannels'
  }

  sha256(content: Bytes): Bytes {
    return this.#server.sha256(content)
  }

  find(name: Bytes): User | undefined {
    return this.#byName.get(name)
  }

  /** In the order of their names. */
  get all(): readonly User[] {
    return [...this.#byName.values()].sort((a, b) => (a.name < b.name ? -1 : 1))
  }

  /** What the user, existing or new, would be after these rules. Throws a CommandError if one of them is wrong. */
  staged(name: Bytes, words: readonly Bytes[]): User {
    if (hasBlanks(name)) throw err("Usernames can't contain spaces or null characters")
    const joined = joinSelectors(words)
    if ('unmatched' in joined) {
      throw err(
        `Unmatched parenthesis in acl selector starting at '${untilZero(joined.unmatched)}'.`,
      )
    }
    const staged = new User(name, this.allChannels)
    const user = this.find(name)
    if (user !== undefined) staged.become(user)
    for (const rule of joined.rules) {
      const fault = applyRule(staged, rule, this)
      if (fault !== undefined) {
        throw err(`Error in ACL SETUSER modifier '${untilZero(rule)}': ${fault}`)
      }
    }
    return staged
  }

  /** Makes the existing user of this name equal to this one, or adds it. */
  put(user: User): void {
    const already = this.find(user.name)
    if (already === undefined) this.#byName.set(user.name, user)
    else already.become(user)
  }

  delete(user: User): void {
    this.#byName.delete(user.name)
  }

  /** Replaces all users by these and, if it is not among them, a new default user. */
  replace(users: readonly User[]): void {
    this.default.become(newDefaultUser())
    this.#byName = new Map([[DEFAULT_USER, this.default]])
    for (const user of users) this.put(user)
  }

  /** requirepass: gives the default user this password alone; if it is empty, everybody is let in. */
  setDefaultPassword(password: Bytes): void {
    this.default.nopass = password === ''
    this.default.passwords = password === '' ? [] : [hashPassword(password, this)]
  }

  /** The user with this name and password, if it is enabled. */
  authenticated(name: Bytes, password: Bytes): User | undefined {
    const user = this.find(name)
    if (user === undefined || !user.enabled) return undefined
    if (user.nopass) return user
    const given = hashPassword(password, this)
    return user.passwords.some((hash) => sameHash(hash, given)) ? user : undefined
  }
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
