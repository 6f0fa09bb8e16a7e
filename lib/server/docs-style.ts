const DARK =
  "--canvas:#0b0b0c;--surface:#121214;--subtle:#1b1b1f;--line:#232328;--field:#6c6c76;--ink:#ededf0;--muted:#ababb4;--accent:#86a8ff;--success:#73d49c;--warning:#f0bb61;--danger:#ff948b"

/** The dashboard's colours, for a page that has no stylesheet of Next's. */
export const DOCS_STYLE = `
:root{color-scheme:light dark;--canvas:#fafaf9;--surface:#fff;--subtle:#f4f4f2;--line:#e7e7e4;--field:#8f8f8a;--ink:#1a1a19;--muted:#575753;--accent:#2d5bd7;--success:#17663a;--warning:#855000;--danger:#b3261e}
@media(prefers-color-scheme:dark){:root:not(.light){${DARK}}}
:root.dark{color-scheme:dark;${DARK}}
:root.light{color-scheme:light}
*{box-sizing:border-box}
html{scroll-padding-top:1rem}
body{margin:0 auto;max-width:76rem;padding:1.5rem 1rem 4rem;background:var(--canvas);color:var(--ink);font:15px/1.5 ui-sans-serif,system-ui,sans-serif}
a{color:var(--accent)}
a:focus-visible,summary:focus-visible,input:focus-visible,pre:focus-visible,.wide:focus-visible{outline:2px solid var(--accent);outline-offset:2px}
code,pre{font-family:ui-monospace,SFMono-Regular,Menlo,monospace;font-size:13px}
.home{color:var(--muted);text-decoration:none;font-weight:600}
h1{margin:.25rem 0;font-size:1.6rem;line-height:1.2}
h2{margin:2rem 0 .5rem;font-size:1.1rem}
header p{margin:.25rem 0 .75rem;color:var(--muted)}
label{display:block;font-weight:600}
input{display:block;width:100%;max-width:28rem;min-height:2.5rem;margin-top:.25rem;padding:.4rem .7rem;border:1px solid var(--field);border-radius:8px;background:var(--surface);color:var(--ink);font:inherit;font-weight:400}
nav ul{display:flex;flex-wrap:wrap;gap:.25rem .9rem;margin:0;padding:0;list-style:none}
nav span{color:var(--muted);font-size:13px}
details{margin:.4rem 0;border:1px solid var(--line);border-radius:8px;background:var(--surface)}
summary{display:flex;flex-wrap:wrap;gap:.1rem .7rem;align-items:baseline;padding:.55rem .8rem;cursor:pointer;list-style:none}
summary::-webkit-details-marker{display:none}
summary b{min-width:3.6rem;font-size:12px}
summary code{overflow-wrap:anywhere}
summary span{color:var(--muted);overflow-wrap:anywhere}
td{overflow-wrap:anywhere}
main{min-width:0}
.get{color:var(--accent)}.post{color:var(--success)}.put,.patch{color:var(--warning)}.delete{color:var(--danger)}
details>p,details>.wide,details>pre{margin:.5rem .8rem}
.wide{overflow-x:auto}
table{width:100%;border-collapse:collapse;font-size:14px}
th,td{padding:.35rem .8rem .35rem 0;border-top:1px solid var(--line);text-align:left;vertical-align:top}
th{border-top:0;color:var(--muted);font-weight:600}
em{color:var(--warning);font-size:12px;font-style:normal}
pre{overflow-x:auto;padding:.7rem;border-radius:6px;background:var(--subtle)}
[hidden]{display:none!important}
@media(max-width:40rem){thead{position:absolute;clip-path:inset(50%)}tr{display:block;padding:.35rem 0;border-top:1px solid var(--line)}td{display:inline-block;padding:0 .6rem 0 0;border:0}td:last-child{display:block}td:nth-child(2),td:nth-child(3){color:var(--muted);font-size:13px}}
@media(min-width:60rem){.columns{display:grid;grid-template-columns:13rem 1fr;gap:2rem}nav{position:sticky;top:1rem;align-self:start;max-height:calc(100vh - 2rem);overflow:auto;margin-top:2rem}nav ul{flex-direction:column}}
`

/** Before the first paint: the theme that was chosen on the dashboard, where it keeps it; otherwise it is the system's. */
export const DOCS_THEME = `try{const theme=localStorage.getItem("theme");if(theme==="dark"||theme==="light")document.documentElement.className=theme}catch{}`

/** The search: an endpoint is shown when all words are in its method, path or summary. */
export const DOCS_SCRIPT = `
const q=document.getElementById("q"),none=document.getElementById("none")
q.addEventListener("input",()=>{
const words=q.value.toLowerCase().split(/\\s+/).filter(Boolean)
let shown=0
for(const section of document.querySelectorAll("section")){
let here=0
for(const each of section.querySelectorAll("details")){
const fits=words.every((word)=>each.dataset.text.includes(word))
each.hidden=!fits
if(fits)here++
}
section.hidden=here===0
shown+=here
}
none.textContent=words.length===0?"":shown===0?"No endpoint has these words.":shown+(shown===1?" endpoint":" endpoints")
})
`
