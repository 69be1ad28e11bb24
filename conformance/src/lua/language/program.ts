import type { Dice } from '../../generate/dice.ts'
import { drawStatements } from './statements.ts'

/** A script in pieces, each of which can be left out to find what matters. */
export interface Program {
  readonly parts: readonly string[]
  /** The script that EVAL is given. */
  readonly scriptOf: (parts: readonly string[]) => string
}

/** How many loop rounds, calls and lines of output a script may have before it ends itself. */
const MOST_TICKS = 300

/** Shows values of any kind as a text; tables in the order of `pairs`, where addresses do not decide it. */
const PRELUDE = `local out, ticks = {}, 0
local function tick() ticks = ticks + 1 if ticks > ${MOST_TICKS} then error('enough', 0) end end
local function show(v, depth)
  local kind = type(v)
  if kind == 'number' then return string.format('%.17g', v) end
  if kind == 'string' then return '"' .. (#v > 200 and #v .. v:sub(1, 200) or v) .. '"' end
  if kind == 'function' or kind == 'thread' or kind == 'userdata' then return kind end
  if kind ~= 'table' then return tostring(v) end
  if depth > 3 then return '...' end
  local shown = {}
  local ordered = true
  for k, x in next, v do
    ordered = ordered and (type(k) == 'string' or type(k) == 'number' or type(k) == 'boolean')
    shown[#shown + 1] = '[' .. show(k, depth + 1) .. ']=' .. show(x, depth + 1)
  end
  if not ordered then return '{' .. #shown .. '}' end
  return '{' .. table.concat(shown, ',') .. '}'
end
local function log(...)
  tick()
  local shown = {}
  for i = 1, select('#', ...) do shown[i] = show((select(i, ...)), 0) end
  out[#out + 1] = table.concat(shown, ' ')
end
math.randomseed(7)
local ok, result = pcall(function()
`
const POSTLUDE = `
end)
out[#out + 1] = show(ok, 0) .. show(result, 0)
return out`

/** A script that runs, and returns what it has logged. */
export function drawScript(dice: Dice): Program {
  return {
    parts: drawStatements(dice),
    scriptOf: (parts) => PRELUDE + parts.join('\n') + POSTLUDE,
  }
}

/** A chunk, broken or not, that is compiled only: its bytecode is compared, or the error. */
export function drawChunk(dice: Dice): Program {
  const separator = dice.pick(['\n', ' ', ';\n', '\n\n', '\r\n'])
  const tokens = drawStatements(dice).join(separator).match(TOKEN) ?? []
  if (dice.chance(0.7)) for (let i = dice.below(3); i >= 0; i--) damage(dice, tokens)
  const name = dice.pick(['', ", '=name'", ", '@file'", ", 'text'", ", '=' .. ('x'):rep(90)"])
  return {
    parts: tokens,
    scriptOf: (parts) =>
      `local f, e = loadstring(${literal(parts.join(''))}${name}) if f then return string.dump(f) else return {e} end`,
  }
}

const TOKEN =
  /\[\[.*?\]\]|'(?:[^'\\]|\\.)*'|"(?:[^"\\]|\\.)*"|[A-Za-z_]\w*|\d[\w.]*|\.\.\.|\.\.|[=~<>]=|\s+|./gs

/** Words and signs, of Lua and of its later versions, and halves of them. */
const INTRUDERS: readonly string[] = [
  ..."end do then function local return break ( ) { } [ ] = , ; : . .. ... nil not and or if else elseif repeat until while for in 1 's' x # - -- --[[ [[ [=[ ]] ]=] \" ' 0x 1e 1..2 3x @ $ ! ~ ~= \\ goto :: // & 1e400 0xffffffffffffffffff '\\ '\\300' '\\065\\10x' a.b:c'x' f{}".split(
    ' ',
  ),
  '\0',
  '\x80',
  '\n',
  '\r\n',
  "'a\\\nb'",
  'f\n(1)',
]

function damage(dice: Dice, tokens: string[]): void {
  const at = dice.below(tokens.length + 1)
  switch (dice.below(4)) {
    case 0:
      tokens.splice(at, 1)
      break
    case 1:
      tokens.splice(at, 0, ` ${dice.pick(INTRUDERS)} `)
      break
    case 2:
      tokens.splice(at, 1, dice.pick(INTRUDERS))
      break
    default:
      tokens.length = at
  }
}

function literal(text: string): string {
  const bytes = Array.from(text, (c) => `\\${String(c.charCodeAt(0)).padStart(3, '0')}`)
  return `"${bytes.join('')}"`
}
