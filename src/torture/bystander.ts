// Somebody beside a flood: what they waited for pages and for words in their room, and whether they were served.
import http from 'node:http';
import { setTimeout as pause } from 'node:timers/promises';
import { quantile } from '../simulation/measures';
import type { Stage } from '../simulation/stage';

/** Of the time a page takes when nobody floods; on a machine that others use too, seconds alone say little. */
const TIMES_QUIET = 10;
const SERVED_WITHIN = 1_000;
const WAITS_AT_MOST = 5_000;
/** Fewer pages say nothing of one in twenty. */
const ENOUGH = 20;

interface Waited {
  pages: number[];
  words: number[];
}

export interface Bystander {
  /** What they waited since the last time that was asked, with the page they wait for now. */
  waited(): Promise<Waited>;
  end(): Promise<void>;
}

function statusOf(agent: http.Agent, address: string, Cookie: string): Promise<number> {
  return new Promise((resolve, reject) => {
    const asked = http.get(address, { agent, headers: { Cookie, Accept: 'text/html' } }, (answer) => {
      answer.resume();
      answer.on('end', () => resolve(answer.statusCode ?? 0));
      answer.on('error', reject);
    });
    asked.on('error', reject);
  });
}

/** Somebody else, who wants nothing but a page and a word in the room, all the while. */
export async function bystander(stage: Stage, faults: string[]): Promise<Bystander> {
  const team = stage.teams[0]!;
  const friend = team.members[1]!;
  let pages: number[] = [];
  let words: number[] = [];
  let running = true;
  // Their own browser with its own connection: not one in the row with those of the flood.
  const agent = new http.Agent({ keepAlive: true, maxSockets: 1 });
  let current: Promise<unknown> = Promise.resolve();
  const live = await friend.live();
  const timed = async (act: () => Promise<unknown>) => {
    const begun = performance.now();
    await act();
    return performance.now() - begun;
  };
  const read = async () => {
    const status = await statusOf(agent, `${stage.base()}/teams/${team.id}`, friend.caller.cookie());
    if (status !== 200) faults.push(`a bystander got ${status}`);
  };
  const done = (async () => {
    for (let count = 0; running; count++) {
      // Like a browser: a connection that was closed under it is opened again. The wait counts as a whole.
      const page = timed(() => read().catch(read)).then((took) => pages.push(took));
      current = page;
      await page;
      if (count % 10 === 0)
        words.push(await timed(() => live.post(team.room, friend.random.uuid(), 'I am still here')));
      await pause(50);
    }
  })();
  done.catch((error: Error) => faults.push(`a bystander: ${error.message}`));
  return {
    async waited() {
      await current.catch(() => undefined);
      const given = { pages: pages.sort((x, y) => x - y), words: words.sort((x, y) => x - y) };
      [pages, words] = [[], []];
      return given;
    },
    async end() {
      running = false;
      await done.catch(() => undefined);
      agent.destroy();
    },
  };
}

/** Nobody may be refused, and nobody wait much longer than without a flood. */
export function judgeWaits(
  flood: { did: string[]; faults: string[] },
  what: string,
  waited: Waited,
  quiet: number,
): void {
  const { pages, words } = waited;
  const [p50, p95] = [quantile(pages, 0.5), quantile(pages, 0.95)];
  flood.did.push(
    `  meanwhile: ${pages.length} pages, p50 ${p50.toFixed(0)} ms, p95 ${p95.toFixed(0)} ms, at most ${(pages.at(-1) ?? 0).toFixed(0)} ms; ${words.length} words, at most ${(words.at(-1) ?? 0).toFixed(0)} ms`,
  );
  if (pages.length >= ENOUGH && p95 > Math.max(SERVED_WITHIN, TIMES_QUIET * quiet))
    flood.faults.push(`${what}: one bystander's page in twenty took ${p95.toFixed(0)} ms or more`);
  if ((pages.at(-1) ?? 0) > WAITS_AT_MOST || (words.at(-1) ?? 0) > WAITS_AT_MOST)
    flood.faults.push(`${what}: a bystander waited longer than ${WAITS_AT_MOST / 1_000} s`);
}
