// The long trials at full size: kills, rooms, deadline, races, slow readers, floods, guesses, generated requests.
// One line of verdict at the end; exit 1 if any trial found a fault.
import { parseArgs } from 'node:util';
import pino from 'pino';
import { createApp } from '../app';
import { readConfig } from '../config';
import { createDeps } from '../deps';
import { socketClient } from '../simulation/live.caller';
import { machineLine } from '../simulation/machine';
import { type OwnServer, startOwnServer } from '../simulation/own-server';
import { createProgress } from '../simulation/progress';
import { liveMap } from '../sockets';
import { codesTrial } from '../torture/codes';
import { deadlineTrial } from '../torture/deadline';
import { floodsTrial } from '../torture/floods';
import { type FuzzTarget, fuzzTrial } from '../torture/fuzz';
import { killsTrial } from '../torture/kills';
import { ownTarget } from '../torture/own-target';
import { racesTrial } from '../torture/races';
import { roomsTrial } from '../torture/rooms';
import { slowReadersTrial } from '../torture/slow-readers';
import type { Given, Target, Verdict } from '../torture/trial';
import type { Declared } from '../web/site';

const USAGE = `npm run torture -- [options]
  --only kills|rooms|deadline|races|slow|floods|codes|fuzz   one trial; several with commas
  --small                                        small sizes
  --cases 10000                                  how many generated requests and events
  --seed TEXT                                    the same draws again
`;

const TRIALS = ['kills', 'rooms', 'deadline', 'races', 'slow', 'floods', 'codes', 'fuzz'] as const;
type TrialName = (typeof TRIALS)[number];

class WrongOption extends Error {}

function optionsOf() {
  const text = { type: 'string' } as const;
  const flag = { type: 'boolean' } as const;
  const { values } = parseArgs({ options: { only: text, small: flag, seed: text, cases: text, help: flag } });
  const only = values.only?.split(',') ?? [...TRIALS];
  for (const name of only)
    if (!TRIALS.includes(name as TrialName))
      throw new WrongOption(`--only must be one of ${TRIALS.join(', ')}.`);
  const small = values.small === true;
  const cases = Number(values.cases ?? (small ? 1_500 : 10_000));
  if (!Number.isInteger(cases) || cases < 1) throw new WrongOption('--cases must be a whole number from 1.');
  return {
    only: only as TrialName[],
    small,
    cases,
    seed: values.seed ?? String(Date.now()),
    help: values.help,
  };
}

/** The site map without a server: what the application itself says it answers. */
function declaredBy({ db }: Target, dataDir: string): { declared: Declared[]; events: string[] } {
  const config = readConfig({ DATA_DIR: dataDir });
  const deps = createDeps({ config, db, secret: 'only to read the map', log: pino({ level: 'silent' }) });
  return { declared: createApp(deps).locals.declared, events: liveMap(deps).map((one) => one.event) };
}

async function withServer(
  run: (target: FuzzTarget, own: OwnServer) => Promise<Verdict>,
  env: Record<string, string> = { RATE_FACTOR: '100000' },
): Promise<Verdict> {
  const own = await startOwnServer(env);
  try {
    const target = await ownTarget(own);
    try {
      return await run({ ...target, ...declaredBy(target, own.dataDir) }, own);
    } finally {
      await target.close();
    }
  } finally {
    await own.stop();
  }
}

async function main(): Promise<number> {
  const { only, small, cases, seed, help } = optionsOf();
  if (help) {
    process.stdout.write(USAGE);
    return 0;
  }
  socketClient();
  process.stdout.write(`${only.join(', ')}${small ? ' (small)' : ''}, seed ${seed}\n${machineLine()}\n`);
  const given: Given = { seed, small, progress: createProgress(process.stdout) };
  const trials: Record<TrialName, () => Promise<Verdict>> = {
    kills: () => killsTrial(given),
    rooms: () => roomsTrial(given),
    deadline: () => withServer((target) => deadlineTrial(target, given)),
    races: () => withServer((target) => racesTrial(target, given)),
    slow: () => slowReadersTrial(given),
    floods: () => floodsTrial(given),
    codes: () => withServer((target, own) => codesTrial(target, given, own.rss), { TRUST_PROXY: '1' }),
    fuzz: () => withServer((target) => fuzzTrial(target, { ...given, cases })),
  };
  let failed = 0;
  for (const name of only) {
    const begun = Date.now();
    const verdict = await trials[name]().catch(
      (error: Error): Verdict => ({ name, did: [], faults: [error.stack ?? error.message] }),
    );
    given.progress.end();
    if (verdict.faults.length > 0) failed += 1;
    const seconds = ((Date.now() - begun) / 1_000).toFixed(0);
    const lines = [
      ...verdict.did.map((line) => `  ${line}`),
      ...verdict.faults.map((fault) => `  fault: ${fault}`),
    ];
    const mark = verdict.faults.length === 0 ? 'ok' : `${verdict.faults.length} faults`;
    process.stdout.write(`\n${verdict.name}: ${mark} (${seconds} s)\n${lines.join('\n')}\n`);
  }
  process.stdout.write(`\ntorture: ${only.length} trials, ${failed} failed\n`);
  return failed === 0 ? 0 : 1;
}

main().then(
  (code) => process.exit(code),
  (error: unknown) => {
    process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n`);
    process.exit(
      error instanceof WrongOption || (error as { code?: string }).code?.startsWith('ERR_PARSE_ARGS') ? 2 : 1,
    );
  },
);
