/** Commands whose second word is a command of its own; of DEBUG's, we name one. */
const CONTAINERS: ReadonlySet<string> = new Set(
  (
    'acl client cluster command config debug function latency memory module object pubsub script ' +
    'slowlog xgroup xinfo'
  ).split(' '),
)

/** The name a request goes by in COMMAND INFO: `get`, `config|get`. */
export function fullName(argv: readonly string[]): string {
  const name = (argv[0] ?? '').toLowerCase()
  return CONTAINERS.has(name) && argv.length > 1 ? `${name}|${argv[1]?.toLowerCase()}` : name
}
