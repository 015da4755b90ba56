// Counts a published ranking again, with the very files that made it, and compares line by line.
// Whatever the file holds becomes text, never markup.
import { rank } from '/ranking/ranking.js';

const box = document.querySelector('[data-check]');
const outcome = box.querySelector('[data-outcome]');
const tables = box.querySelector('[data-tables]');
const teams = JSON.parse(document.querySelector('template[data-teams]').content.textContent);
const words = {};
for (const one of document.querySelector('template[data-words]').content.querySelectorAll('[data-word]'))
  words[one.dataset.word] = one.textContent;

box.hidden = false;
box.querySelector('button[name="count"]')?.addEventListener('click', async () => {
  await run(fetched);
});
box.querySelector('input[type="file"]').addEventListener('change', async ({ target }) => {
  const file = target.files[0];
  if (file) await run(() => file.arrayBuffer());
});

class Told extends Error {}

async function fetched() {
  const response = await fetch(box.dataset.protocol, { cache: 'no-store' }).catch(() => undefined);
  if (!response?.ok) throw new Told(words.notFetched);
  return response.arrayBuffer();
}

let turn = 0;

/** `bytesOf` gives the file; a later turn silences an earlier one. */
async function run(bytesOf) {
  turn += 1;
  const own = turn;
  tables.replaceChildren();
  tell('info', words.counting);
  try {
    const bytes = await bytesOf();
    const which = await fingerprint(bytes);
    // A breath, so that the word is on the screen before the arithmetic holds it.
    await new Promise((resolve) => setTimeout(resolve, 50));
    const parts = partsOf(bytes).map((part) => ({ part, again: rank(part) }));
    if (own !== turn) return;
    const differing = parts.reduce((sum, one) => sum + show(one), 0);
    tell(differing === 0 ? 'same' : 'differs', undefined, differing);
    tell(which === words.otherFile ? 'wrong' : 'info', which, 0, true);
  } catch (error) {
    if (own === turn) tell('wrong', error instanceof Told ? error.message : words.broken);
  }
}

async function fingerprint(bytes) {
  if (!globalThis.crypto?.subtle) return words.unknownFile;
  const hash = new Uint8Array(await crypto.subtle.digest('SHA-256', bytes));
  const hex = [...hash].map((byte) => byte.toString(16).padStart(2, '0')).join('');
  return hex === box.dataset.sha256 ? words.sameFile : words.otherFile;
}

/** The rankings of a protocol: one, or one for each challenge. */
function partsOf(bytes) {
  const protocol = JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(bytes));
  const parts = Array.isArray(protocol.rankings) ? protocol.rankings : [protocol];
  for (const { criteria, submissions, jurors, conflicts, scores, scale, result } of parts) {
    const known = [criteria.map((one) => one.id), submissions, jurors].map((ids) => new Set(ids));
    const fits = (one) => known[1].has(one.submission) && known[2].has(one.juror);
    const counts = (one) => fits(one) && known[0].has(one.criterion) && Number.isFinite(one.score);
    if (!(conflicts.every(fits) && scores.every(counts) && Number.isFinite(scale.min)))
      throw new Told(words.broken);
    if (!Array.isArray(result.entries)) throw new Told(words.broken);
  }
  return parts;
}

/** How many lines differ. */
function show({ part, again }) {
  const published = new Map(part.result.entries.map((entry) => [entry.submission, entry]));
  const table = document.querySelector('template[data-table]').content.cloneNode(true);
  const body = table.querySelector('tbody');
  let differing = Math.abs(published.size - again.entries.length);
  for (const entry of again.entries) {
    const was = published.get(entry.submission);
    const same = ['place', 'low', 'high', 'score', 'band'].every((key) => was?.[key] === entry[key]);
    if (!same) differing += 1;
    const row = document.querySelector('template[data-row]').content.cloneNode(true);
    const cell = (name) => row.querySelector(`[data-cell="${name}"]`);
    cell('place').textContent = entry.place;
    cell('proposal').textContent = teams[entry.submission] ?? entry.submission;
    cell('range').textContent = rangeOf(entry);
    cell('score').textContent = entry.score.toFixed(2);
    cell('check').textContent = same ? words.yes : words.no.replace('{{published}}', was?.place ?? '–');
    body.append(row);
  }
  tables.append(table);
  return differing;
}

function rangeOf({ low, high }) {
  if (low === high) return low ?? '–';
  return words.between.replace('{{low}}', low).replace('{{high}}', high);
}

function tell(kind, text, lines = 0, more = false) {
  const note = document.querySelector(`template[data-note="${kind}"]`).content.cloneNode(true);
  const words = note.querySelector('p');
  if (text !== undefined) words.textContent = text;
  for (const part of words.childNodes)
    if (part.nodeType === Node.TEXT_NODE) part.textContent = part.textContent.replace('{{lines}}', lines);
  if (more) outcome.append(note);
  else outcome.replaceChildren(note);
}
