// The end of a trial: what was acknowledged is there, once; rooms have no gap; everybody holds the same.
import { createHash } from 'node:crypto';
import { rank } from '../features/ranking/ranking';
import type { Round } from '../features/ranking/ranking.round';
import type { Entry } from '../realtime/contract';
import type { Json } from './http.caller';
import { accepts, persist } from './persist';
import { type Actor, eachOf, type Stage, type Team } from './stage';
import { draftOf } from './steps.drafting';
import { H } from './steps.founding';
import { sheetsOf } from './steps.judging';
import { evidenceOf } from './steps.teams';

/** Every fault as a sentence; none is what we want. */
export async function checkAll(stage: Stage): Promise<string[]> {
  const faults: string[] = [];
  await checkTeams(stage, faults);
  await checkEvidence(stage, faults);
  await eachOf(stage.teams, 8, async (team) => {
    await checkRoom(stage, team, faults);
    await checkDraft(stage, team, faults);
  });
  await checkHelp(stage, faults);
  await checkSheets(stage, faults);
  await checkResults(stage, faults);
  return faults;
}

function once(faults: string[], what: string, found: number): void {
  if (found !== 1) faults.push(`${what} is there ${found} times`);
}

async function read(stage: Stage, actor: Actor, path: string): Promise<Json> {
  return (await persist(stage.insisting, 'read at the end', () => actor.caller.get(path), accepts(200))).json;
}

async function page(stage: Stage, actor: Actor, path: string): Promise<string> {
  return (await persist(stage.insisting, 'page at the end', () => actor.caller.page(path), accepts(200)))
    .text;
}

async function checkTeams(stage: Stage, faults: string[]): Promise<void> {
  const seats = new Map<string, number>();
  for (let path = `${H(stage)}/teams.json`; path; ) {
    const answer = await read(stage, stage.cast.founder, path);
    for (const team of answer.teams as Json[]) {
      if (team.members.length !== team.seatsTaken)
        faults.push(`${team.name}: ${team.seatsTaken} seats are taken`);
      for (const { name } of team.members as { name: string }[]) seats.set(name, (seats.get(name) ?? 0) + 1);
    }
    path = answer.next ?? '';
  }
  for (const team of stage.teams)
    for (const { name, login } of team.members) once(faults, `the seat of ${login}`, seats.get(name) ?? 0);
}

async function checkEvidence(stage: Stage, faults: string[]): Promise<void> {
  const cards = await evidenceOf(stage, stage.cast.people[0]!.caller);
  for (const { claim, id } of stage.ledger.evidence) {
    once(faults, `evidence ${id}`, cards.filter((card) => card.claim === claim).length);
    once(faults, `evidence with the id ${id}`, cards.filter((card) => card.id === id).length);
  }
}

async function logOf(stage: Stage, actor: Actor, room: string): Promise<Entry[]> {
  const all: Entry[] = [];
  for (;;) {
    const { head, entries } = await read(
      stage,
      actor,
      `/rooms/${room}/messages.json?after=${all.at(-1)?.seq ?? 0}`,
    );
    all.push(...(entries as Entry[]));
    if (entries.length === 0 || all.at(-1)!.seq >= head) return all;
  }
}

const sameEntry = (a: Entry, b: Entry | undefined) =>
  b !== undefined && a.id === b.id && a.kind === b.kind && a.body === b.body && a.author.id === b.author.id;

async function checkRoom(stage: Stage, team: Team, faults: string[]): Promise<void> {
  const log = await logOf(stage, team.members[0]!, team.room);
  const gap = log.findIndex((entry, index) => entry.seq !== index + 1);
  if (gap >= 0) faults.push(`${team.name}: after ${gap} comes ${log[gap]!.seq}`);
  const sent = new Map(
    stage.ledger.messages.filter((one) => one.room === team.room).map((one) => [one.clientId, one]),
  );
  const seen = new Map<string, Entry[]>();
  for (const entry of log)
    if (entry.clientId) seen.set(entry.clientId, [...(seen.get(entry.clientId) ?? []), entry]);
  for (const [clientId, message] of sent) {
    const found = seen.get(clientId) ?? [];
    if (message.answer) once(faults, `message ${clientId} in ${team.name}`, found.length);
    else if (found.length > 1)
      faults.push(`message ${clientId}, never acknowledged, is there ${found.length} times`);
    const [entry] = found;
    if (entry && message.answer && (entry.seq !== message.answer.seq || entry.id !== message.answer.id))
      faults.push(`message ${clientId} was acknowledged as ${message.answer.seq} and is ${entry.seq}`);
    if (entry && entry.body !== message.body) faults.push(`message ${clientId} has other words`);
  }
  for (const clientId of seen.keys())
    if (!sent.has(clientId)) faults.push(`message ${clientId} in ${team.name} was sent by nobody`);
  await eachOf(stage.lives, 16, async (live) => {
    if (live.log(team.room).size === 0) return;
    await live.catchUp(team.room);
    const own = live.log(team.room);
    if (own.size !== log.length)
      faults.push(`${team.name}: one page holds ${own.size} of ${log.length} entries`);
    const other = log.find((entry) => !sameEntry(entry, own.get(entry.seq)));
    if (other) faults.push(`${team.name}: one page holds something else as ${other.seq}`);
  });
}

async function checkDraft(stage: Stage, team: Team, faults: string[]): Promise<void> {
  const captain = team.members[0]!;
  const draft = await draftOf(stage, captain, team);
  const { ledger } = stage;
  const own = <T extends { submission: string }>(all: readonly T[]) =>
    all.filter((one) => one.submission === draft.id);
  for (const [key, section] of Object.entries<{ text: string; version: number }>(draft.sections)) {
    const saves = own(ledger.saves).filter((save) => save.key === key);
    const known = saves.filter((save) => save.version !== undefined);
    const perhaps = saves.length - known.length;
    const numbers = new Set(known.map((save) => save.version));
    if (numbers.size !== known.length) faults.push(`${team.name} ${key}: two saves are one version`);
    if (section.version < known.length || section.version > known.length + perhaps)
      faults.push(
        `${team.name} ${key}: version ${section.version} after ${known.length} saves (${perhaps} perhaps)`,
      );
    const last = known.find((save) => save.version === section.version);
    if (last && last.text !== section.text)
      faults.push(`${team.name} ${key}: other words than were saved last`);
  }
  const versions = new Set(own(ledger.handIns).map((one) => one.id));
  for (const id of versions)
    once(faults, `hand-in ${id}`, draft.versions.filter((one: Json) => one.id === id).length);
  if (draft.versions.length !== versions.size)
    faults.push(`${team.name}: ${draft.versions.length} hand-ins, ${versions.size} acknowledged`);
  for (const { name, bytes, id } of own(ledger.files)) {
    const found = draft.files.filter((file: Json) => file.name === name);
    once(faults, `file ${name}`, found.length);
    const path = `/files/${id}`;
    const back = await persist(
      stage.insisting,
      'file at the end',
      async () => {
        const answer = await fetch(stage.base() + path, { headers: { Cookie: captain.caller.cookie() } });
        const content = Buffer.from(await answer.arrayBuffer());
        const text = createHash('sha256').update(content).digest('hex');
        return { status: answer.status, headers: answer.headers, text, json: undefined, took: 0 };
      },
      accepts(200),
    );
    if (back.text !== createHash('sha256').update(bytes).digest('hex'))
      faults.push(`file ${name} has other bytes`);
  }
  for (const { body, answer } of own(ledger.feedback)) {
    const found = draft.feedback.filter((one: Json) => one.body === body);
    once(faults, `advice “${body}”`, found.length);
    if (answer && found[0]?.answer !== answer) faults.push(`advice “${body}” lost its answer`);
  }
}

async function checkHelp(stage: Stage, faults: string[]): Promise<void> {
  const [expert] = stage.cast.experts;
  if (!expert) return;
  const { requests } = await read(stage, expert, `${H(stage)}/help-requests.json`);
  for (const { id } of stage.ledger.helpDone) {
    const state = (requests as Json[]).find((one) => one.id === id)?.state;
    if (state === 'open' || state === 'claimed') faults.push(`help ${id} was completed and is ${state}`);
  }
  for (const { note } of stage.ledger.helpDone) {
    const told = stage.lives.some((live) =>
      stage.teams.some((team) =>
        [...live.log(team.room).values()].some((entry) => entry.body?.includes(note)),
      ),
    );
    if (!told) faults.push(`the note “${note}” is in no room`);
  }
}

async function checkSheets(stage: Stage, faults: string[]): Promise<void> {
  for (const juror of stage.cast.jurors) {
    const sheets = await sheetsOf(stage, juror);
    for (const { id } of stage.ledger.sheets.filter((sheet) => sheet.juror === juror.login)) {
      once(faults, `sheet ${id}`, sheets.filter((sheet) => sheet.id === id).length);
      const state = sheets.find((sheet) => sheet.id === id)?.state;
      if (state !== 'handed-in') faults.push(`sheet ${id} was handed in and is ${state}`);
    }
  }
}

/** What jurors gave, as the protocol has it; what was published, as our own arithmetic has it. */
async function checkResults(stage: Stage, faults: string[]): Promise<void> {
  const juror = stage.cast.jurors[0]!;
  const results = await read(stage, juror, `${H(stage)}/results.json`);
  const { result, ...input } = await read(stage, juror, `${H(stage)}/results/protocol.json`);
  const again = rank(input as Round, input.method);
  if (JSON.stringify(again.entries) !== JSON.stringify(result.entries))
    faults.push('the ranking comes out otherwise');
  const published = (results.rankings[0].entries as Json[]).map((one) => [
    one.submission,
    one.place,
    one.score,
  ]);
  const counted = new Map(again.entries.map((one) => [one.submission, one]));
  for (const [submission, place, score] of published) {
    const own = counted.get(submission);
    if (own?.place !== place || own?.score !== score)
      faults.push(`${submission}: place ${place} was published`);
  }
  if (published.length !== counted.size)
    faults.push(`${published.length} places published, ${counted.size} counted`);
  const rows = new Map<string, Record<string, number>>();
  for (const { submission, juror: letter, criterion, score } of input.scores as Json[]) {
    const key = `${submission} ${letter}`;
    rows.set(key, { ...rows.get(key), [criterion]: score });
  }
  const print = (submission: string, scores: Record<string, number>) =>
    `${submission} ${stage.criteria.map((id) => scores[id]).join(' ')}`;
  const there = [...rows].map(([key, scores]) => print(key.split(' ')[0]!, scores)).sort();
  const given = stage.ledger.sheets.map((sheet) => print(sheet.submission, sheet.scores)).sort();
  if (JSON.stringify(there) !== JSON.stringify(given))
    faults.push(
      `the protocol has ${there.length} sheets, ${given.length} were handed in, or their scores differ`,
    );
  for (const team of stage.teams) {
    const words = await page(stage, team.members[0]!, `/teams/${team.id}/feedback`);
    for (const { feedback } of stage.ledger.sheets.filter((sheet) => sheet.submission === team.submission))
      once(faults, `the jury's words “${feedback}”`, words.split(feedback).length - 1);
  }
  for (const { id, reason } of stage.ledger.recommendations) {
    const text = await page(stage, juror, `/recommendations/${id}`);
    if (!text.includes(reason)) faults.push(`the answer to ${id} lost its reason`);
  }
}
