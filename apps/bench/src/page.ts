import { escaped } from './chart/svg.ts'
import { type Chart, chartsOf } from './charts.ts'
import { describe } from './machine.ts'
import { roundsText, spread } from './report.ts'
import { type Row, type Verdict, verdictOf } from './result.ts'
import type { Measured, Results } from './results-file.ts'
import { type Block, blocksOf, cellsOf, ratioText } from './rows.ts'

/** All suites on one page that needs nothing beside itself. */
export function page(results: Results): string {
  const suites = Object.values(results)
  return `<!doctype html>
<html lang="en"><meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1">
<title>Resident beside redis-server</title>
<style>${STYLE}</style>
<main>
<h1>Resident beside redis-server</h1>
<p class="lead">Each round measures all contestants in turn, so whatever else the machine does falls on all of them.
Ratios count, times do not: a ratio is the median over the rounds, and is quoted only if the middle half of the rounds
lies close together. Less is better everywhere.</p>
${summary(suites)}
<nav aria-label="Suites">${suites.map(({ suite, title }) => `<a href="#${suite}">${escaped(title)}</a>`).join('')}</nav>
${suites.map(section).join('\n')}
</main>
<script>addEventListener('beforeprint', () => { for (const each of document.querySelectorAll('details')) each.open = true })</script>
</html>
`
}

function summary(suites: readonly Measured[]): string {
  const aims = suites.flatMap((suite) =>
    suite.rows.filter((row) => row.most !== undefined).map((row) => ({ suite, row })),
  )
  const rows = aims.map(({ row }) => row)
  if (rows.length === 0) return ''
  const count = (verdict: Verdict): number =>
    rows.filter((row) => verdictOf(row) === verdict).length
  const tile = (verdict: Verdict): string =>
    `<div class="tile ${verdict}"><b>${count(verdict)}</b> ${verdict}</div>`
  const missed = aims.filter(({ row }) => verdictOf(row) !== 'met')
  return `<section class="summary"><div class="tiles">${(['met', 'missed', 'unsure'] as const).map(tile).join('')}
<span>of ${rows.length} targets</span></div>
${missed.length === 0 ? '' : `<ul>${missed.map(item).join('')}</ul>`}</section>`
}

function item({ suite, row }: { readonly suite: Measured; readonly row: Row }): string {
  const verdict = verdictOf(row)
  const what = row.group === undefined ? row.name : `${row.group}: ${row.name}`
  const is = ratioText(row) || `${spread(row.samples[row.ours]!)} ${row.unit}`
  return `<li><span class="${verdict}">${verdict}</span> <a href="#${suite.suite}">${escaped(what)}</a>: ${escaped(is)}, target ≤ ${row.most}</li>`
}

function section(result: Measured): string {
  const { suite, title, about, rounds, machine, conclusion } = result
  return `<section id="${suite}" aria-labelledby="${suite}-title"><h2 id="${suite}-title">${escaped(title)}</h2>
<p>${prose(about)}</p>
<div class="charts">${chartsOf(result).map(drawn).join('\n')}</div>
<details><summary>Tables: median (least–greatest) of ${roundsText(rounds)}; of ratios the middle half</summary>
${blocksOf(result)
  .map((block) => tableOf(title, block))
  .join('\n')}</details>
${conclusion === undefined ? '' : `<p>${prose(conclusion)}</p>`}
<p class="machine">${escaped(describe(machine))}</p></section>`
}

/** In a frame that can be scrolled where there is no room: by the keyboard too. */
function drawn({ title, svg, isHalf }: Chart): string {
  return `<figure${isHalf ? ' class="half"' : ''} tabindex="0" role="group" aria-label="${escaped(title)}">${svg}</figure>`
}

function tableOf(title: string, { group = title, heading, rows }: Block): string {
  const head = heading.map((cell) => `<th scope="col">${escaped(cell)}</th>`).join('')
  return `<div class="scroll" tabindex="0" role="group" aria-label="${escaped(group)}"><table><caption>${escaped(group)}</caption>
<thead><tr>${head}</tr></thead><tbody>${rows.map(tableRow).join('')}</tbody></table></div>`
}

/** Markdown's code and emphasis are all the markup that there is. */
function prose(text: string): string {
  return escaped(text)
    .replace(/`([^`]+)`/g, '<code>$1</code>')
    .replace(/\*\*([^*]+)\*\*/g, '<strong>$1</strong>')
}

function tableRow(row: Row): string {
  const [name = '', ...cells] = cellsOf(row)
  const rest = cells.map((cell) => `<td>${escaped(cell)}</td>`).join('')
  return `<tr class="${verdictOf(row).replace(' ', '-')}"><th scope="row">${escaped(name)}</th>${rest}</tr>`
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
.summary li a { color:inherit; text-underline-offset:2px } .summary ul { margin:14px 0 0; padding-left:20px; font-size:15px }
.charts { display:flex; flex-wrap:wrap; gap:16px; margin:18px 0 } figure { margin:0; overflow-x:auto; flex:1 1 100%; border:1px solid var(--line); border-radius:9px }
figure.half { flex:1 1 340px; max-width:calc(50% - 8px) } figure svg { display:block; width:100%; height:auto; min-width:540px; max-width:760px } figure.half svg { min-width:330px; max-width:420px }
.scroll { overflow-x:auto } table { border-collapse:collapse; font-size:13px; margin:12px 0; font-variant-numeric:tabular-nums } caption { text-align:left; font-weight:600; padding:8px 0 2px }
th, td { text-align:left; padding:5px 14px 5px 0; border-bottom:1px solid var(--line); white-space:nowrap } th { font-weight:400 } thead th { color:var(--soft); font-weight:500 }
tr.met td:last-child { color:var(--met) } tr.missed td:last-child { color:var(--missed) } tr.unsure td:last-child { color:var(--unsure) }
code { font-size:.9em } summary { cursor:pointer } .machine { margin-bottom:0 } :focus-visible { outline:2px solid var(--unsure); outline-offset:2px }
@media (max-width:760px) { figure.half { max-width:none } }
@media (max-width:560px) { main { padding:24px 12px 48px } section { padding:16px } h1 { font-size:26px } }
@media print { :root { --ink:#000; --soft:#444; --line:#ccc; --paper:#fff; --card:#fff } nav { display:none } section { border:0; padding:0 } figure, tr { break-inside:avoid } figure svg { min-width:0 } table { font-size:10px } th, td { white-space:normal } }
`
