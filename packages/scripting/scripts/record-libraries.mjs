// Asks a real redis-server what scripts see of cjson, cmsgpack, struct and bit, and records its
// answers: `node packages/scripting/scripts/record-libraries.mjs [bit cjson …]`. Needs redis-server on the PATH.
//
// Each snippet is an expression, and is evaluated in a Lua of its own (SCRIPT FLUSH makes a new one):
// what cjson has been told outlives a script.

import { spawn } from 'node:child_process'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import net from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import process from 'node:process'
import { setTimeout as sleep } from 'node:timers/promises'
import { fileURLToPath } from 'node:url'

const LIBRARIES =
  process.argv.length > 2 ? process.argv.slice(2) : ['bit', 'cjson', 'cmsgpack', 'struct']

/** Shows values of any kind as a text; tables in the order of `pairs`. One line, so that errors name line 1. */
const PRELUDE = String.raw`
local function show(v)
  local kind = type(v)
  if kind == 'number' then return string.format('%.17g', v) end
  if kind == 'string' then return '"' .. string.gsub(v, '[%c"\\\127-\255]', function(c)
    return string.format('\\x%02x', string.byte(c)) end) .. '"' end
  if kind ~= 'table' then return kind == 'function' and kind or tostring(v) end
  local shown = {}
  for k, x in pairs(v) do shown[#shown + 1] = '[' .. show(k) .. ']=' .. show(x) end
  return '{' .. table.concat(shown, ',') .. '}'
end
local function all(...)
  local shown = {}
  for i = 1, select('#', ...) do shown[i] = show((select(i, ...))) end
  return table.concat(shown, ' ')
end
return all(pcall(function() return`
  .trim()
  .replaceAll(/\n\s*/g, ' ')
const POSTLUDE = ' end))'

const folder = mkdtempSync(join(tmpdir(), 'record-libraries-'))
const socket = join(folder, 'redis.sock')
const server = spawn('redis-server', ['--port', '0', '--unixsocket', socket, '--save', ''], {
  stdio: 'ignore',
})
try {
  await sleep(500)
  const ask = await connect()
  for (const library of LIBRARIES) {
    const { snippets } = await import(`./snippets/${library}.mjs`)
    const outcomes = {}
    for (const snippet of snippets) {
      await ask('SCRIPT', 'FLUSH', 'SYNC')
      outcomes[snippet] = await ask('EVAL', `${PRELUDE} ${snippet}${POSTLUDE}`, '0')
    }
    const file = new URL(`../src/libraries/${library}.recorded.json`, import.meta.url)
    const recorded = { prelude: `${PRELUDE} `, postlude: POSTLUDE, outcomes }
    writeFileSync(fileURLToPath(file), `${JSON.stringify(recorded, null, 2)}\n`)
    console.log(`${library}: ${Object.keys(outcomes).length} snippets`)
  }
  ask.end()
} finally {
  server.kill()
  rmSync(folder, { recursive: true })
}

/** A connection that answers with a text (an error with its '-'). */
async function connect() {
  const stream = net.connect(socket)
  let received = ''
  let settle = () => {}
  stream.on('data', (data) => {
    received += data.toString('latin1')
    const reply = read(received)
    if (reply === undefined) return
    received = ''
    settle(reply)
  })
  await new Promise((resolve) => stream.on('connect', resolve))
  const ask = (...argv) => {
    const request = argv.map((argument) => `$${argument.length}\r\n${argument}\r\n`)
    stream.write(`*${argv.length}\r\n${request.join('')}`, 'latin1')
    return new Promise((resolve) => {
      settle = resolve
    })
  }
  ask.end = () => stream.destroy()
  return ask
}

function read(text) {
  const end = text.indexOf('\r\n')
  if (end === -1) return undefined
  if (text[0] !== '$') return text.slice(0, end)
  const length = Number(text.slice(1, end))
  if (text.length < end + 4 + length) return undefined
  return text.slice(end + 2, end + 2 + length)
}
