export type Verb = 'serve' | 'run' | 'monitor' | 'dump' | 'load'

/** What `resident --help` and `resident <command> --help` print. */
export const USAGE: Readonly<Record<Verb | 'all', string>> = {
  all: `Usage: resident <command> [options]

A Redis that lives inside a Node process.

  serve     serve until interrupted
  run       start a server, run a program with its URL in REDIS_URL, and end with the program
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

Programs that start redis-server can start resident-server instead: it takes the same command line.
`,

  serve: `Usage: resident serve [redis.conf] [options]

Serves a Redis from this process, until it is interrupted.

  --port N           TCP port (default 6379, or a free port if that is in use); 0 means any free port
  --bind ADDRESS     address to listen on (127.0.0.1)
  --engine NAME      the engine that holds the values: btree (default) or map
  --control          let clients move the clock and cause faults: RESIDENT.CLOCK, RESIDENT.FAULTS
  --requirepass PW   require this password from clients
  --unixsocket PATH  listen on a unix socket as well
  --dir FOLDER       load the data from this folder, and save them there; created if it does not exist
  --dbfilename NAME  the file in that folder (dump.rdb)
  --NAME VALUE ...   any other parameter of redis.conf, by its name

Examples:
  resident serve
  resident serve --port 7000 --engine map
  resident serve --requirepass s3cret --maxmemory-policy allkeys-lru
  resident serve ./redis.conf --port 0
  resident serve --dir ./data --save 60 1
`,

  run: `Usage: resident run [options] -- program [arguments]

Starts a server on a free port, runs the program with its URL in REDIS_URL, and ends with the program's exit code (as in
a shell, 128 + N if signal N ended it). Signals are passed on to the program. Without options, -- may be left out.

  --env NAME         the variable to set (REDIS_URL)
  --control          let the program move the clock and cause faults: RESIDENT.CLOCK, RESIDENT.FAULTS
  --load FILE        begin with a file's data: see resident load --help
  All options of serve can be given too.

Examples:
  resident run -- npm test
  resident run --env CACHE_URL --requirepass s3cret -- node server.js
  resident run --load fixtures.rdb --control -- pytest
`,

  monitor: `Usage: resident monitor [URL]

Shows every command that a server runs, as MONITOR does. The server may be any Redis; by default it is that of REDIS_URL,
or the one at redis://127.0.0.1:6379. End it with Ctrl-C.

Examples:
  resident monitor
  resident monitor redis://:s3cret@127.0.0.1:7000 | grep SET
`,

  dump: `Usage: resident dump FILE [URL]

Writes the data of a server to a file. The server may be any Redis; by default it is that of REDIS_URL, or the one at
redis://127.0.0.1:6379.
The file's name decides the format: *.rdb is what redis-server saves, anything else a snapshot of Resident (which
redis.loadSnapshot reads).

Examples:
  resident dump state.rdb
  resident dump fixtures.snapshot redis://127.0.0.1:7000
`,

  load: `Usage: resident load FILE [URL] [--flush]

Loads the data of a file into a server. The server may be any Redis; by default it is that of REDIS_URL, or the one at
redis://127.0.0.1:6379. Keys of the same names are replaced; --flush deletes all data of the server first.
The file's name tells the format: *.rdb is what redis-server saved, *.json keys and values, *.redis commands as typed in
redis-cli, anything else a snapshot.

Examples:
  resident load state.rdb
  resident load fixtures.json redis://127.0.0.1:7000 --flush
`,
}
