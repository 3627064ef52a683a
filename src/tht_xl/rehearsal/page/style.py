"""How the page looks: legible, quiet, the header row always in sight."""

STYLE = """
:root { color-scheme: light dark; --ink: #1d2428; --paper: #fff; --line: #d5dbdf; --soft: #f3f5f6; --quiet: #5b676e;
  --accent: #0b5d57; --mark: #fff4cc; }
@media (prefers-color-scheme: dark) { :root { --ink: #e8ecee; --paper: #14191c; --line: #39444a; --soft: #1f272b;
  --quiet: #a3b0b7; --accent: #6fd0c6; --mark: #4a3f14; } }
* { box-sizing: border-box; }
body { margin: 0; font: 15px/1.45 system-ui, "Segoe UI", "Helvetica Neue", Arial, sans-serif; color: var(--ink);
  background: var(--paper); }
header, main { padding: 0 1.25rem; }
main.narrow { max-width: 44rem; margin: 2rem auto; }
h1 { font-size: 1.35rem; margin: .25rem 0 .75rem; }
a { color: var(--accent); }
.crumb { margin: .75rem 0 0; font-size: .875rem; }
.quiet { color: var(--quiet); font-size: .875rem; }
.notice { background: var(--mark); border-left: 4px solid #b98900; padding: .6rem .9rem; max-width: 60rem; }
.books { list-style: none; padding: 0; } .books li { padding: .6rem 0; border-bottom: 1px solid var(--line); }
.books .quiet { margin-left: .5rem; }
nav { display: flex; flex-wrap: wrap; gap: .25rem 1.25rem; align-items: baseline; border-bottom: 1px solid var(--line);
  margin-bottom: 1rem; }
nav ul { display: flex; flex-wrap: wrap; gap: .25rem; list-style: none; margin: 0; padding: 0; }
nav li a { display: block; padding: .45rem .85rem; text-decoration: none; border-radius: 5px 5px 0 0; }
nav li a[aria-current] { background: var(--soft); color: var(--ink); font-weight: 600;
  box-shadow: inset 0 -3px var(--accent); }
.toggle { font-size: .875rem; }
.rows a { margin-left: 1rem; }
.grid { overflow: auto; max-height: 74vh; border: 1px solid var(--line); border-radius: 5px; }
table { border-collapse: separate; border-spacing: 0; min-width: 100%; font-variant-numeric: tabular-nums; }
caption { position: absolute; clip-path: inset(50%); width: 1px; height: 1px; overflow: hidden; }
th, td { border-right: 1px solid var(--line); border-bottom: 1px solid var(--line); padding: 0; text-align: left;
  vertical-align: top; background: var(--paper); font-weight: 400; min-width: 5.5rem; max-width: 24rem; }
thead th, thead td { position: sticky; z-index: 2; background: var(--soft); }
thead tr.letters > * { top: 0; height: 1.6rem; padding: .1rem .55rem; color: var(--quiet); font-size: .8rem;
  text-align: center; }
thead tr + tr > * { top: 1.6rem; font-weight: 600; border-bottom: 2px solid var(--quiet); }
th[scope=row], tr.letters td { position: sticky; left: 0; z-index: 1; min-width: 3rem; padding: .3rem .55rem;
  color: var(--quiet); background: var(--soft); text-align: right; font-size: .8rem; font-weight: 400; }
thead th[scope=row], thead tr.letters td { z-index: 3; }
td a, th[scope=col] a { display: block; min-height: 1.95rem; padding: .3rem .55rem; color: inherit;
  text-decoration: none; white-space: pre-wrap; overflow-wrap: break-word; box-sizing: border-box; width: max-content;
  min-width: 100%; max-width: 22rem; }
td a:hover, th a:hover { background: var(--mark); }
a:focus-visible, button:focus-visible, textarea:focus-visible, input:focus-visible,
  .grid:focus-visible { outline: 3px solid var(--accent);
  outline-offset: -3px; }
.number a { text-align: right; }
td[style*=max-width] a, th[style*=max-width] a { width: auto; max-width: 100%; }
td, tbody th { scroll-margin: 7rem 1rem 4rem 4rem; }
td:target, th:target { box-shadow: inset 0 0 0 2px var(--accent); }
.open { background: var(--mark); } .open form { padding: .4rem .55rem; white-space: nowrap; text-align: left; }
.open a { display: inline; min-height: 0; padding: 0; color: var(--accent);
  text-decoration: underline; }
.open .name { color: var(--quiet); font-size: .8rem; display: block; }
textarea, .open input { font: inherit; color: inherit; background: var(--paper);
  border: 1px solid var(--quiet); min-width: 16rem;
  width: 100%; padding: .25rem .4rem; display: block; margin-bottom: .4rem; }
button { font: inherit; color: var(--paper); background: var(--accent); border: 0; border-radius: 4px;
  padding: .25rem .9rem; margin-right: .5rem; cursor: pointer; }
"""
