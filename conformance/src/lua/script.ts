/** Shows values of any kind as a text; tables in the order of `pairs`. One line, so that errors name the right one. */
const SHOW: string = [
  'local function show(v)',
  'local kind = type(v)',
  "if kind == 'number' then return string.format('%.17g', v) end",
  `if kind == 'string' then return '"' .. string.gsub(v, '[%c"\\\\\\127-\\255]', function(c)`,
  `return string.format('\\\\x%02x', string.byte(c)) end) .. '"' end`,
  "if kind ~= 'table' then return kind == 'function' and kind or tostring(v) end",
  'local shown = {}',
  "for k, x in pairs(v) do shown[#shown + 1] = '[' .. show(k) .. ']=' .. show(x) end",
  "return '{' .. table.concat(shown, ',') .. '}'",
  'end',
  'local function all(...)',
  'local shown = {}',
  "for i = 1, select('#', ...) do shown[i] = show((select(i, ...))) end",
  "return table.concat(shown, ' ')",
  'end',
].join(' ')

/** What stands around an expression to make a script of it that returns what it comes to as a text. */
export const FRAME: { readonly prelude: string; readonly postlude: string } = {
  prelude: `${SHOW} return all(pcall(function() return `,
  postlude: ' end))',
}

/** One script that evaluates the expressions, each by itself, and returns what each came to as a text. */
export function scriptOf(expressions: readonly string[]): string {
  const lines = expressions.map((expression) => `try(function() return ${expression} end)`)
  const tried = 'local replies = {} local function try(f) replies[#replies + 1] = all(pcall(f)) end'
  return [`${SHOW} ${tried}`, ...lines, 'return replies'].join('\n')
}
