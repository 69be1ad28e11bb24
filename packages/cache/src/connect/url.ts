import type { AuthSettings, ClusterSettings } from './settings.ts'

/**
 * Settings from one text, as environment variables hold them; `undefined` if the text has none of these forms:
 *
 * - `embedded`
 * - `redis://user:password@host:port/database`, `rediss://` for TLS, `unix:///path.sock`
 * - `redis+sentinel://…@sentinel:port,sentinel:port/master-name/database` (`rediss+sentinel://`)
 * - `redis+cluster://…@node:port,node:port` (`rediss+cluster://`)
 */
export function settingsOfUrl(url: string): ClusterSettings | undefined {
  try {
    return parse(url)
  } catch {
    // A '%' that does not belong to a percent-encoding.
    return undefined
  }
}

function parse(url: string): ClusterSettings | undefined {
  if (url === 'embedded') return { in_memory: true }
  if (url.startsWith('unix:///')) return { host: url.slice('unix://'.length) }
  const parts = /^redis(s?)(\+sentinel|\+cluster)?:\/\/(?:(.*)@)?([^@/?#]+)(?:\/([^?#]*))?$/.exec(
    url,
  )
  if (parts === null) return undefined
  const [, secure, kind, user, hosts = '', path = ''] = parts
  const common = {
    ...(user === undefined ? {} : { auth: authOf(user) }),
    ...(secure === '' ? {} : { tls_config: {} }),
  }
  const names = path.split('/').filter((name) => name !== '')
  const nodes = hosts.split(',')
  if (kind === '+cluster') return names.length > 0 ? undefined : { ...common, cluster: { nodes } }
  if (kind === '+sentinel') {
    const name = names.shift()
    if (name === undefined) return undefined
    return withDatabase({ ...common, sentinel: { name: decodeURIComponent(name), nodes } }, names)
  }
  return nodes.length === 1 ? withDatabase({ ...common, host: hosts }, names) : undefined
}

function withDatabase(
  settings: ClusterSettings,
  names: readonly string[],
): ClusterSettings | undefined {
  const [database, ...others] = names
  if (database === undefined) return settings
  if (others.length > 0 || !/^\d+$/.test(database)) return undefined
  return { ...settings, database_index: Number(database) }
}

function authOf(user: string): AuthSettings {
  const colon = user.indexOf(':')
  const username = decodeURIComponent(colon === -1 ? user : user.slice(0, colon))
  const password = decodeURIComponent(colon === -1 ? '' : user.slice(colon + 1))
  return username === ''
    ? { type: 'auth_string', auth_string: password }
    : { type: 'acl', username, password }
}
