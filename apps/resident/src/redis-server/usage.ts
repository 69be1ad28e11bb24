export const USAGE = `Usage: resident-server [/path/to/redis.conf] [options] [-]
       resident-server - (read config from stdin)
       resident-server -v or --version
       resident-server -h or --help

Takes redis-server's command line: whatever starts redis-server can start this instead.

Examples:
       resident-server (run the server with default conf)
       echo 'maxmemory 128mb' | resident-server -
       resident-server /etc/redis/6379.conf
       resident-server --port 7777
       resident-server --port 7777 --save '' --requirepass s3cret
       resident-server /etc/myredis.conf --loglevel verbose -

Parameters for what Resident does not have (append only files, replication, a cluster of several
nodes, Sentinel, modules, threads) are read but have no effect, and one line of the log names them.
`
