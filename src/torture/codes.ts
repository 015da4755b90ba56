// Hundreds of thousands of guesses at the short codes of links, from as many addresses, from one address, and with an
// account there: nothing opens, whoever has a right code comes in meanwhile, from that very address too, and nobody waits.
import { setTimeout as pause } from 'node:timers/promises';
import { type Answer, createCaller } from '../simulation/http.caller';
import { quantile } from '../simulation/measures';
import type { Actor, Stage } from '../simulation/stage';
import { bystander, judgeWaits } from './bystander';
import { type Guesser, sendGuesses } from './codes.guesses';
import { stagedTeams } from './staged';
import type { Given, Target, Verdict } from './trial';

const MB = 1024 * 1024;
const MEMORY_AT_MOST = 200 * MB;
/** What limits.ts allows in ten minutes: all visitors together, one account. */
const OF_VISITORS = 3_000;
const OF_ACCOUNT = 10;
const WINDOW = 600_000;
/** After so many answers the memory of the server is looked at. */
const LOOK_EVERY = 2_000;

interface Link {
  location: string;
  code: string;
}

/** Every tenth guess from one address, every hundredth of an account there, all others from `addresses` more. */
function guesserOf(number: number, addresses: number, cookie: string): Guesser {
  if (number % 100 === 5) return { address: null, cookie };
  if (number % 10 === 0) return { address: null };
  const place = number % addresses;
  return { address: `10.${place >> 16}.${(place >> 8) & 255}.${place & 255}` };
}

async function linkOf({ caller }: Actor, team: string): Promise<Link> {
  const { location } = (await caller.post(`/teams/${team}/invitations`, { uses: '10' })).json;
  const code = /\b\d{4} \d{4} \d{4}\b/.exec((await caller.page(location)).text)?.[0];
  if (!code) throw new Error('a captain cannot read the code of a link');
  return { location, code };
}

/** With a right code, by somebody without an account and by somebody with one, who then takes a seat. */
async function comeIn(stage: Stage, person: Actor, address: string | null, link: Link): Promise<string[]> {
  const faults: string[] = [];
  const where = address === null ? 'the attacked address' : 'elsewhere';
  const headers: Record<string, string> = { Accept: 'application/json', Origin: stage.base() };
  if (address !== null) headers['X-Forwarded-For'] = address;
  const wanted = (what: string, { status, text }: Answer, right: boolean) => {
    if (!right) faults.push(`${what} from ${where}: ${status} ${text.slice(0, 120)}`);
  };
  const typed = { method: 'POST', headers, body: new URLSearchParams({ team_code: link.code }) };
  const visitor = createCaller(stage.base, 'visitor');
  const unknown = await visitor.request('/join', typed);
  const toldWhatToDo = unknown.json?.error === 'invitations.code.signInFirst';
  wanted('a right code without an account', unknown, unknown.status === 200 || toldWhatToDo);
  const shown = await visitor.request(link.location, { headers });
  wanted('the link', shown, shown.status === 200);
  const opened = await person.caller.request('/join', typed);
  wanted('a right code', opened, opened.status === 200 && opened.json.location === link.location);
  const seated = await person.caller.post(`${link.location}/acceptance`);
  wanted('a seat', seated, seated.status === 200);
  return faults;
}

/** `memory`: of the server, in bytes; unknown where it shares a process with others. */
export async function codesTrial(
  target: Target,
  { seed, small, progress }: Given,
  memory: () => number = () => 0,
): Promise<Verdict> {
  const [count, addresses] = small ? [2_000, 7] : [300_000, 300_000];
  const stage = await stagedTeams(target, `codes ${seed}`, { teams: 1, people: 5 });
  const [team] = stage.teams as [Stage['teams'][number]];
  const [captain, , near, far, guesser] = team.members as [Actor, Actor, Actor, Actor, Actor];
  for (const { caller } of [near, far, guesser]) await caller.post(`/teams/${team.id}/departure`);
  const link = await linkOf(captain, team.id);
  const flood = { did: [] as string[], faults: [] as string[] };
  const friend = await bystander(stage, flood.faults);
  await pause(small ? 500 : 3_000);
  const quiet = quantile((await friend.waited()).pages, 0.5);
  const before = memory();
  let highest = before;
  let seen = 0;
  let coming: Promise<void> | undefined;
  const begun = Date.now();
  const codes = await sendGuesses({
    base: stage.base(),
    count,
    random: stage.random.stream('guesses'),
    guesser: (number) => guesserOf(number, addresses, guesser.caller.cookie()),
    answered(done) {
      if (done >= seen + LOOK_EVERY) {
        seen = done;
        progress.show(done / count, 'codes');
        highest = Math.max(highest, memory());
      }
      if (done > count * 0.6)
        coming ??= Promise.all([
          comeIn(stage, near, null, link),
          comeIn(stage, far, '198.51.100.7', link),
        ]).then((faults) => void flood.faults.push(...faults.flat()));
    },
  });
  const took = Date.now() - begun;
  await coming;
  judgeCodes(flood, { codes, count, took });
  // Few guesses say nothing of waits: nearly all of them are looked up.
  if (!small) judgeWaits(flood, 'guesses', await friend.waited(), quiet);
  const { seatsTaken } = (await captain.caller.get(`/teams/${team.id}.json`)).json.team;
  flood.did.push(
    `a right code from the attacked address and from elsewhere: ${seatsTaken - 2} of 2 took a seat`,
  );
  if (seatsTaken !== 4) flood.faults.push(`${seatsTaken} of 4 sit in the team`);
  if (before > 0) judgeMemory(flood, before, Math.max(highest, memory()));
  await friend.end();
  stage.end();
  return { name: 'codes', did: flood.did, faults: [...flood.faults, ...target.faults()] };
}

function judgeCodes(
  { did, faults }: Pick<Verdict, 'did' | 'faults'>,
  { codes, count, took }: { codes: Map<number, number>; count: number; took: number },
): void {
  const all = [...codes].map(([code, times]) => `${times} × ${code}`).join(', ');
  const rate = Math.round((count / took) * 1_000);
  did.push(`${count} guesses in ${Math.round(took / 1_000)} s, ${rate} a second: ${all}`);
  const windows = 1 + Math.ceil(took / WINDOW);
  const lookedUp = codes.get(422) ?? 0;
  if (lookedUp > windows * (OF_VISITORS + OF_ACCOUNT)) faults.push(`${lookedUp} guesses were looked up`);
  // 503: so many at once that some were not even counted.
  for (const [code, times] of codes)
    if (code !== 422 && code !== 429 && code !== 503)
      faults.push(`${times} guesses were answered with ${code}`);
}

function judgeMemory(
  { did, faults }: Pick<Verdict, 'did' | 'faults'>,
  before: number,
  highest: number,
): void {
  const mb = (bytes: number) => Math.round(bytes / MB);
  did.push(`memory of the server: ${mb(before)} MB before, ${mb(highest)} MB at most`);
  if (highest - before > MEMORY_AT_MOST) faults.push(`the server grew by ${mb(highest - before)} MB`);
}
