// Thousands of generated requests and events at every route and event as everybody: nothing breaks, nobody
// reads what is not theirs, nothing is slow.
import type { Socket } from 'socket.io-client';
import type { Actor } from '../simulation/stage';
import type { Declared } from '../web/site';
import { type Canaries, mayKnow, wordsIn } from './fuzz.canaries';
import { type Case, type EventCase, makeCase, type RequestCase, smaller, textOf } from './fuzz.cases';
import { openSocket, type Population, populate, refresh } from './fuzz.people';
import { gatherPools } from './fuzz.pools';
import { atMost, type Given, type Target, type Verdict } from './trial';

const SLOW = 1_000;
const AT_ONCE = 4;
const REFRESH_EVERY = 250;
const PAGES_EACH = { small: 18, full: 60 };

export interface FuzzTarget extends Target {
  declared: readonly Declared[];
  events: readonly string[];
}

interface Run {
  target: FuzzTarget;
  people: Population;
  canaries: Canaries;
  faults: string[];
  slow: { one: Case; took: number }[];
  slowest: { text: string; took: number };
  codes: Map<string, number>;
  seenRoutes: Set<string>;
}

interface Heard {
  /** A code, or what an acknowledgement said. */
  outcome: string;
  text: string;
  took: number;
  broken: boolean;
}

export async function fuzzTrial(target: FuzzTarget, given: Given & { cases: number }): Promise<Verdict> {
  const { seed, progress, cases } = given;
  progress.show(0, 'fuzz: people and things');
  const people = await populate(target, `fuzz ${seed}`);
  const pools = await gatherPools(
    people.callers(),
    target.declared,
    people.pages,
    PAGES_EACH[given.small ? 'small' : 'full'],
  );
  for (const [place, ids] of people.ids)
    pools.ids.set(place, [...new Set([...(pools.ids.get(place) ?? []), ...ids])]);
  const run: Run = {
    target,
    people,
    canaries: people.canaries,
    faults: [],
    slow: [],
    slowest: { text: '', took: 0 },
    codes: new Map(),
    seenRoutes: new Set(),
  };
  const material = {
    seed,
    actors: [...people.actors.keys()],
    declared: target.declared,
    events: target.events,
    pools,
    rooms: people.rooms,
  };
  let next = 0;
  const worker = async () => {
    while (next < cases) {
      const number = next++;
      if (number % REFRESH_EVERY === 0) await refresh(people, number / REFRESH_EVERY);
      progress.show(number / cases, `fuzz: ${run.faults.length} faults`);
      await tryCase(run, makeCase(material, number));
    }
  };
  await Promise.all(Array.from({ length: AT_ONCE }, worker));
  await again(run);
  people.end();
  const codes = [...run.codes].sort((a, b) => b[1] - a[1]).map(([code, count]) => `${count} × ${code}`);
  const routes = target.declared.length;
  return {
    name: 'fuzz',
    did: [
      `${cases} requests and events, seed ${seed}, as ${people.actors.size} people; ${pools.pagesRead} pages read for ids and forms`,
      `${run.seenRoutes.size} of ${routes} routes and ${target.events.length} events; forms known for ${pools.forms.size} routes`,
      `${run.canaries.size} planted words; answers: ${codes.join(', ')}`,
      `slowest: ${run.slowest.took.toFixed(0)} ms, ${run.slowest.text}`,
    ],
    faults: atMost([...run.faults, ...target.faults()]),
  };
}

async function tryCase(run: Run, one: Case): Promise<void> {
  const heard = await send(run, one);
  if (one.kind === 'request') run.seenRoutes.add(`${one.method} ${one.route}`);
  run.codes.set(heard.outcome, (run.codes.get(heard.outcome) ?? 0) + 1);
  if (heard.took > run.slowest.took) run.slowest = { text: textOf(one), took: heard.took };
  if (heard.took > SLOW) run.slow.push({ one, took: heard.took });
  if (heard.broken) run.faults.push(`${heard.outcome} for ${textOf(await shrink(run, one))}`);
  const actor = run.people.actors.get(one.actor)!;
  const own = JSON.stringify(one.kind === 'event' ? one.data : [one.path, one.fields]) ?? '';
  for (const word of wordsIn(heard.text)) {
    const canary = run.canaries.get(word);
    if (!canary || own.includes(word)) continue;
    if (!(await mayKnow(run.target.db, actor.login, canary)))
      run.faults.push(`${one.actor} read a ${canary.kind} that is not theirs: ${textOf(one)}`);
  }
}

/** The smallest case that still breaks it. */
async function shrink(run: Run, one: Case): Promise<Case> {
  let smallest = one;
  for (let tries = 0; tries < 40; ) {
    let found: Case | undefined;
    for (const candidate of smaller(smallest)) {
      tries += 1;
      if (!(await send(run, candidate)).broken) continue;
      found = candidate;
      break;
    }
    if (!found) break;
    smallest = found;
  }
  return smallest;
}

/** What was slow among others is tried alone: slow is what stays so three times. */
async function again(run: Run): Promise<void> {
  for (const { one, took } of run.slow.slice(0, 40)) {
    let best = took;
    for (let tries = 0; tries < 3 && best > SLOW; tries++) best = Math.min(best, (await send(run, one)).took);
    if (best > SLOW) run.faults.push(`${best.toFixed(0)} ms for ${textOf(one)}`);
  }
}

const send = (run: Run, one: Case): Promise<Heard> =>
  one.kind === 'event' ? sendEvent(run, one) : sendRequest(run, one);

async function sendRequest(run: Run, one: RequestCase): Promise<Heard> {
  const actor = run.people.actors.get(one.actor)!;
  const headers: Record<string, string> = {
    Accept: one.page ? 'text/html' : 'application/json',
    Origin: run.target.base,
  };
  const begun = performance.now();
  try {
    const answer = await actor.caller.request(one.path, {
      method: one.method.toUpperCase(),
      headers,
      ...bodyOf(one, headers),
    });
    const broken = answer.status >= 500;
    return { outcome: String(answer.status), text: answer.text, took: answer.took, broken };
  } catch (error) {
    // What no client can send is no case: an address with a space, a body the client refuses.
    const cause = (error as { cause?: { code?: string } }).cause?.code ?? (error as Error).name;
    const ours = ['ERR_INVALID_URL', 'TypeError'].includes(cause);
    return {
      outcome: `no answer (${cause})`,
      text: '',
      took: performance.now() - begun,
      broken: !ours && !/EPIPE|ECONNRESET|SOCKET/.test(cause),
    };
  }
}

function bodyOf(
  one: RequestCase,
  headers: Record<string, string>,
): { body?: string | FormData | URLSearchParams } {
  if (one.body === 'none') return {};
  if (one.body === 'json') {
    headers['Content-Type'] = 'application/json';
    return { body: JSON.stringify(Object.fromEntries(one.fields)) };
  }
  if (one.body === 'bytes') {
    headers['Content-Type'] = 'application/octet-stream';
    return { body: JSON.stringify(one.fields) };
  }
  const form = one.body === 'multipart' ? new FormData() : new URLSearchParams();
  for (const [name, value] of one.fields) form.append(name, value);
  if (form instanceof FormData && one.number % 3 > 0)
    form.append(
      'file',
      new Blob([one.number % 2 ? '%PDF-1.4\n%%EOF\n' : 'A plan.\n']),
      one.number % 2 ? 'a.pdf' : '../<b>.txt',
    );
  return { body: form };
}

async function sendEvent(run: Run, one: EventCase): Promise<Heard> {
  const actor: Actor = run.people.actors.get(one.actor)!;
  const socket: Socket | undefined = await openSocket(run.people, one.actor, actor);
  const begun = performance.now();
  // A visitor has no socket: that is the answer.
  if (!socket) return { outcome: 'no socket', text: '', took: 0, broken: false };
  const answer = await socket
    .timeout(10_000)
    .emitWithAck(one.event, one.data)
    .catch(() => undefined);
  const took = performance.now() - begun;
  if (answer === undefined)
    return {
      outcome: socket.connected ? 'no acknowledgement' : 'socket ended',
      text: '',
      took: socket.connected ? took : 0,
      broken: socket.connected,
    };
  const crashed = answer.error === 'frame.errors.crash' || answer.error === 'frame.errors.away';
  return {
    outcome: answer.ok ? 'event ok' : 'event refused',
    text: JSON.stringify(answer),
    took,
    broken: crashed,
  };
}
