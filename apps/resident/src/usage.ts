export type Verb = 'serve' | 'run' | 'monitor' | 'dump' | 'load'

/** What `resident --help` and `resident <command> --help` print. */
export const USAGE: Readonly<Record<Verb | 'all', string>> = {
  all: `Usage: resident <command> [options]

A Redis that lives inside a Node process.

  serve     serve until interrupted
  run       start a server, run a program with its address in REDIS_URL, and end with it
  monitor   show every command that a server runs
  dump      write a server's data to a file
  load      put a file's data into a server
  <command> --help tells more; -v, --version tells the version.

Examples:
  resident serve
  resident run -- npm test
  resident monitor redis://127.0.0.1:6379
  resident dump state.rdb
  resident load state.rdb redis://127.0.0.1:7000

Programs that start redis-server can start resident-server in its place: the same command line.
`,

  serve: `Usage: resident serve [redis.conf] [options]

Serves a Redis from this process, until it is interrupted.

  --port N           TCP port. Without it 6379, or a free one where that is taken. 0: any free one
  --bind ADDRESS     address to listen on (127.0.0.1)
  --engine NAME      who holds the values: btree (default) or map
  --control          let clients move the clock and make faults: RESIDENT.CLOCK, RESIDENT.FAULTS
  --requirepass PW   ask clients for this password
  --unixsocket PATH  listen on a unix socket as well
  --dir FOLDER       where the data are: they are loaded from there, and SAVE saves them; made if it is not there
  --dbfilename NAME  … and in which file (dump.rdb)
  --NAME VALUE ...   any other parameter of redis.conf, by its name there

Examples:
  resident serve
  resident serve --port 7000 --engine map
  resident serve --requirepass s3cret --maxmemory-policy allkeys-lru
  resident serve ./redis.conf --port 0
  resident serve --dir ./data --save 60 1
`,

  run: `Usage: resident run [options] -- program [arguments]

Starts a server on a free port, runs the program with its URL in REDIS_URL, and ends with the program's exit code (as in
a shell, 128 + N where signal N ended it). Signals are passed on to the program. Without options, -- may be left out.

  --env NAME         the variable to set (REDIS_URL)
  --control          let the program move the clock and make faults: RESIDENT.CLOCK, RESIDENT.FAULTS
  --load FILE        begin with a file's data: see resident load --help
  Otherwise the options of serve.

Examples:
  resident run -- npm test
  resident run --env CACHE_URL --requirepass s3cret -- node server.js
  resident run --load fixtures.rdb --control -- pytest
`,

  monitor: `Usage: resident monitor [URL]

Shows every command that a server runs, as MONITOR does: any Redis, by default that of REDIS_URL, or at
redis://127.0.0.1:6379. End it with Ctrl-C.

Examples:
  resident monitor
  resident monitor redis://:s3cret@127.0.0.1:7000 | grep SET
`,

  dump: `Usage: resident dump FILE [URL]

Writes the data of a server to a file: any Redis, by default that of REDIS_URL, or at redis://127.0.0.1:6379.
The name says how: *.rdb as redis-server saves it, anything else as a snapshot of Resident's (startServer's loadSnapshot).

Examples:
  resident dump state.rdb
  resident dump fixtures.snapshot redis://127.0.0.1:7000
`,

  load: `Usage: resident load FILE [URL] [--flush]

Puts the data of a file into a server: any Redis, by default that of REDIS_URL, or at redis://127.0.0.1:6379. Keys of
the same names are replaced; --flush deletes all others first.
The name says what is in it: *.rdb what redis-server saved, *.json keys and values, *.redis commands as one types them
in redis-cli, anything else a snapshot.

Examples:
  resident load state.rdb
  resident load fixtures.json redis://127.0.0.1:7000 --flush
`,
}
