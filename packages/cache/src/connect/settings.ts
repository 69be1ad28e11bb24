/** A value, or the name of the environment variable that holds it, or of a file with it. */
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

/** Addresses as `name:port`: as a server or Sentinel tells them, and what to connect to instead. */
export type NatMap = Readonly<Record<string, string>>

/** Where one cluster is: one of `host`, `sentinel`, `cluster` and `in_memory`. */
export interface ClusterSettings {
  /** The embedded server. As an object: with a bound, beyond which the cluster's eviction policy makes room. */
  readonly in_memory?: boolean | { readonly max_memory?: string; readonly max_keys?: number }
  /** `name`, `name:port`, `[::1]:port` or `/path/of.sock`. Port 6379 unless said. */
  readonly host?: Secret
  readonly sentinel?: {
    /** What the Sentinels call the master. */
    readonly name: string
    /** Addresses of Sentinels. Port 26379 unless said. */
    readonly nodes: readonly string[]
    readonly auth?: AuthSettings
    /** Whether Sentinels are spoken to by TLS too. Default: as `tls_config` says for the servers. */
    readonly tls?: boolean
    /** Where servers and Sentinels are from here, by the addresses that Sentinels tell. */
    readonly nat_map?: NatMap
  }
  readonly cluster?: {
    /** Addresses of some nodes. */
    readonly nodes: readonly string[]
    /** Where nodes are from here, by the addresses that the cluster tells. */
    readonly nat_map?: NatMap
  }
  /** 0 (the default) to 15, or as many as the server has. Redis Cluster has only 0. */
  readonly database_index?: number
  readonly auth?: AuthSettings
  /** What keys begin with. Default: the cluster's name and a slash. */
  readonly key_prefix?: string
  readonly tls_config?: TlsSettings
  /**
   * How many connections operations are spread over, by their first key: those on one key go by the same connection, in
   * the order in which they were called. Default (or 0) 1, on which none waits for another's answer: more are of use where
   * single values are so large that others wait behind them. A connection is opened by the first operation that needs it.
   */
  readonly max_connections?: number
  /** How many of them are opened at once, by the cluster's first operation. Default 0. */
  readonly min_connections?: number
  /** Milliseconds to wait for a connection to be made. Default 2000. */
  readonly connect_timeout_ms?: number
  /** Milliseconds that an operation may take in all. Default 5000. */
  readonly command_timeout_ms?: number
  /** How many operations may wait while there is no connection. Default 10,000. */
  readonly max_pending?: number
}

/** How operations reach the embedded server: within the process, or over a socket of its own. */
export type Transport = 'in-process' | 'tcp'

/** What `configureCaches` takes, and a `resident.config` file holds. */
export interface CacheSettings {
  /** By cluster name. */
  readonly redis?: Readonly<Record<string, ClusterSettings>>
  /** Whether all clusters are embedded, whatever is configured. Default: whether NODE_ENV is `test`. */
  readonly testing?: boolean
  /** Default `in-process`. */
  readonly transport?: Transport
}
