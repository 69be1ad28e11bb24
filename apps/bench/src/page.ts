import { escaped } from './chart/svg.ts'
import { chartsOf } from './charts.ts'
import { describe } from './machine.ts'
import { type Row, type Verdict, verdictOf } from './result.ts'
import type { Measured, Results } from './results-file.ts'
import { blocksOf, cellsOf, ratioText } from './rows.ts'

/** All suites on one page that needs nothing beside itself. */
export function page(results: Results): string {
  const suites = Object.values(results)
  return `<!doctype html>
<html lang="en"><meta charset="utf-8"><meta name="viewport" content="width=device-width">
<title>Resident beside redis-server</title>
<style>${STYLE}</style>
<main>
<h1>Resident beside redis-server</h1>
<p class="lead">Each round measures all contestants in turn, so whatever else the machine does falls on all of them.
Ratios count, times do not: a ratio is the median over the rounds, and is quoted only if the middle half of the rounds
lies close together. Less is better everywhere.</p>
${summary(suites)}
<nav>${suites.map(({ suite, title }) => `<a href="#${suite}">${escaped(title)}</a>`).join('')}</nav>
${suites.map(section).join('\n')}
</main></html>
`
}

function summary(suites: readonly Measured[]): string {
  const rows = suites.flatMap(({ rows }) => rows).filter((row) => row.most !== undefined)
  if (rows.length === 0) return ''
  const count = (verdict: Verdict): number =>
    rows.filter((row) => verdictOf(row) === verdict).length
  const tile = (verdict: Verdict): string =>
    `<div class="tile ${verdict}"><b>${count(verdict)}</b> ${verdict}</div>`
  const missed = rows.filter((row) => verdictOf(row) !== 'met')
  return `<section class="summary"><div class="tiles">${(['met', 'missed', 'unsure'] as const).map(tile).join('')}
<span>of ${rows.length} targets</span></div>
${missed.length === 0 ? '' : `<ul>${missed.map(item).join('')}</ul>`}</section>`
}

function item(row: Row): string {
  const verdict = verdictOf(row)
  return `<li><span class="${verdict}">${verdict}</span> ${escaped(row.name)}: ${escaped(ratioText(row) || cellsOf(row)[1]!)}, target ≤ ${row.most}</li>`
}

function section(result: Measured): string {
  const tables = blocksOf(result).map(
    ({ heading, rows }) =>
      `<div class="scroll"><table><thead><tr>${heading.map((cell) => `<th>${escaped(cell)}</th>`).join('')}</tr></thead><tbody>` +
      `${rows.map(tableRow).join('')}</tbody></table></div>`,
  )
  const charts = Object.values(chartsOf(result)).map((chart) => `<figure>${chart}</figure>`)
  return `<section id="${result.suite}"><h2>${escaped(result.title)}</h2>
<p>${prose(result.about)}</p>
${charts.join('\n')}
<details><summary>Figures: median (least–greatest) of ${result.rounds} rounds</summary>${tables.join('\n')}</details>
<p class="machine">${escaped(describe(result.machine))}</p></section>`
}

/** Markdown's code is the only markup that there is. */
function prose(text: string): string {
  return escaped(text).replace(/`([^`]+)`/g, '<code>$1</code>')
}

function tableRow(row: Row): string {
  const cells = cellsOf(row).map((cell) => `<td>${escaped(cell)}</td>`)
  return `<tr class="${verdictOf(row).replace(' ', '-')}">${cells.join('')}</tr>`
}

const STYLE = `
:root { color-scheme:light dark; --ink:#1f2933; --soft:#6b7785; --line:#dfe4ea; --paper:#f5f7f9; --card:#fff; --met:#12876f; --missed:#c2541b; --unsure:#3b6fb5 }
@media (prefers-color-scheme:dark) { :root { --ink:#e4e9ee; --soft:#9aa6b2; --line:#2b333c; --paper:#0e1216; --card:#14191f; --met:#3cc3a4; --missed:#f08a4b; --unsure:#78a9ec } }
body { margin:0; background:var(--paper); color:var(--ink); font:16px/1.55 system-ui,sans-serif }
main { max-width:840px; margin:0 auto; padding:40px 20px 80px }
h1 { font-size:32px; line-height:1.2; margin:0 0 12px; letter-spacing:-.02em } h2 { font-size:21px; margin:0 0 6px }
.lead, section > p { max-width:68ch } .lead { color:var(--soft) }
section { background:var(--card); border:1px solid var(--line); border-radius:12px; padding:24px; margin:20px 0 }
nav { display:flex; flex-wrap:wrap; gap:8px; margin:20px 0 } nav a { color:inherit; text-decoration:none; border:1px solid var(--line); border-radius:99px; padding:3px 12px; font-size:14px; background:var(--card) }
nav a:hover { border-color:var(--soft) }
.tiles { display:flex; gap:28px; align-items:baseline; flex-wrap:wrap } .tiles b { font-size:34px; font-weight:650; letter-spacing:-.02em }
.tiles span, .machine, summary { color:var(--soft); font-size:14px } .met { color:var(--met) } .missed { color:var(--missed) } .unsure { color:var(--unsure) }
.summary ul { margin:14px 0 0; padding-left:20px; font-size:15px }
figure { margin:18px 0; overflow-x:auto } figure svg { max-width:100%; height:auto; min-width:560px; display:block }
.scroll { overflow-x:auto } table { border-collapse:collapse; font-size:13px; margin:12px 0; font-variant-numeric:tabular-nums }
th, td { text-align:left; padding:5px 14px 5px 0; border-bottom:1px solid var(--line); white-space:nowrap } th { color:var(--soft); font-weight:500 }
tr.met td:last-child { color:var(--met) } tr.missed td:last-child { color:var(--missed) } tr.unsure td:last-child { color:var(--unsure) }
code { font-size:.9em } summary { cursor:pointer } .machine { margin-bottom:0 }
`
