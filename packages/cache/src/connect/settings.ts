/** A value, or the name of an environment variable or the path of a file that contains it. */
export type Secret = string | { readonly $env: string } | { readonly $file: string }

export type AuthSettings =
  | { readonly type: 'acl'; readonly username: Secret; readonly password: Secret }
  | { readonly type: 'auth_string'; readonly auth_string: Secret }

/** TLS is on where this is given, unless `disabled`. Certificates are PEM. */
export interface TlsSettings {
  readonly disabled?: boolean
  readonly ca?: Secret
  readonly client_cert?: { readonly cert: Secret; readonly key: Secret }
  readonly disable_tls_hostname_verification?: boolean
  readonly disable_ca_validation?: boolean
}

/** Translates addresses, all as `name:port`: from what a server or Sentinel announces to what to connect to instead. */
export type NatMap = Readonly<Record<string, string>>

/** Where one cluster is: exactly one of `host`, `sentinel`, `cluster` and `in_memory` is given. */
export interface ClusterSettings {
  /** The embedded server. An object also sets a limit, beyond which the cluster's eviction policy makes room. */
  readonly in_memory?: boolean | { readonly max_memory?: string; readonly max_keys?: number }
  /** `name`, `name:port`, `[::1]:port` or `/path/of.sock`. Default port: 6379. */
  readonly host?: Secret
  readonly sentinel?: {
    /** The Sentinels' name for the master. */
    readonly name: string
    /** Addresses of Sentinels. Default port: 26379. */
    readonly nodes: readonly string[]
    readonly auth?: AuthSettings
    /** Whether Sentinels use TLS too. Default: if the servers do, as `tls_config` says. */
    readonly tls?: boolean
    /** Translates the addresses of servers and Sentinels that Sentinels announce. */
    readonly nat_map?: NatMap
  }
  readonly cluster?: {
    /** Addresses of some nodes. */
    readonly nodes: readonly string[]
    /** Translates the addresses of nodes that the cluster announces. */
    readonly nat_map?: NatMap
  }
  /** 0 (the default) to 15, or as many as the server has. Redis Cluster has only 0. */
  readonly database_index?: number
  readonly auth?: AuthSettings
  /** What keys begin with. Default: the cluster's name and a slash. */
  readonly key_prefix?: string
  readonly tls_config?: TlsSettings
  /**
   * How many connections operations are spread over, by their first key: operations on one key use the same connection, in
   * the order in which they were called. Default (also for 0): 1. One is usually enough, since operations do not wait for
   * each other's replies; more help if some values are so large that others wait behind them. A connection is opened by the
   * first operation that needs it.
   */
  readonly max_connections?: number
  /** How many of them the cluster's first operation opens immediately. Default 0. */
  readonly min_connections?: number
  /** Milliseconds to wait for a connection to be made. Default 2000. */
  readonly connect_timeout_ms?: number
  /** Milliseconds that an operation may take in all, including the wait for a connection. Default 5000. */
  readonly command_timeout_ms?: number
  /** How many operations may wait while there is no connection; further ones fail with QUEUE_FULL. Default 10,000. */
  readonly max_pending?: number
}

/** How operations reach the embedded server: within the process, or over a socket of its own. */
export type Transport = 'in-process' | 'tcp'

/** What `configureCaches` takes and a `resident.config` file contains. */
export interface CacheSettings {
  /** By cluster name. */
  readonly redis?: Readonly<Record<string, ClusterSettings>>
  /** Whether all clusters are embedded, whatever else is configured. Default: if NODE_ENV is `test`. */
  readonly testing?: boolean
  /** Default `in-process`. */
  readonly transport?: Transport
}
