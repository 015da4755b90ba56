// Plays a whole hackathon through HTTP and sockets, on a server of its own or on a running one, and checks at
// the end that everything acknowledged is there exactly once. Exit 1 if not.
import { parseArgs } from 'node:util';
import { createClock } from '../clock';
import { configOfThisProcess } from '../config';
import { openForCommand } from '../db/open';
import { makeFounderLink } from '../features/accounts/accounts.founding.actions';
import { socketClient } from '../simulation/live.caller';
import { machineLine } from '../simulation/machine';
import { tableOf } from '../simulation/measures';
import { startOwnCluster } from '../simulation/own-cluster';
import { HOW_TO_GET_IT } from '../simulation/own-redis';
import { startOwnServer } from '../simulation/own-server';
import { createProgress } from '../simulation/progress';
import { simulate } from '../simulation/simulate';

const USAGE = `npm run simulate -- [options]
  --teams 20 --people 80 --experts 8 --jurors 10 --messages 8   how many
  --kill [N]        kills and restarts the server N times (5) meanwhile; needs a server of its own
  --processes 1     so many servers on one database behind a proxy, with Redis between them; --kill then
                    takes one after the other, and Redis
  --pace 1          how long people think: 0 not at all
  --seed TEXT       the same draws again
  --url URL         a running server instead of one of its own; needs a founder link:
  --founder LINK    or DATA_DIR or DATABASE_URL of that server, to make one
`;

class WrongOption extends Error {}

function optionsOf(args: string[]) {
  // --kill may stand alone.
  const given = args.flatMap((arg, at) =>
    arg === '--kill' && !/^\d+$/.test(args[at + 1] ?? '') ? ['--kill', '5'] : [arg],
  );
  const text = { type: 'string' } as const;
  const { values } = parseArgs({
    args: given,
    options: {
      teams: text,
      people: text,
      experts: text,
      jurors: text,
      messages: text,
      kill: text,
      processes: text,
      pace: text,
      seed: text,
      url: text,
      founder: text,
      help: { type: 'boolean' },
    },
  });
  const count = (name: keyof typeof values, otherwise: number, low: number, high: number) => {
    const number = Number(values[name] ?? otherwise);
    if (Number.isInteger(number) && number >= low && number <= high) return number;
    throw new WrongOption(`--${name} must be a whole number from ${low} to ${high}.`);
  };
  const teams = count('teams', 20, 1, 200);
  const people = count('people', 80, 1, 1_000);
  if (people < teams) throw new WrongOption('--people: every team needs at least one.');
  if (people > teams * SEATS) throw new WrongOption(`--people: a team has ${SEATS} seats at most.`);
  const pace = Number(values.pace ?? 1);
  if (!Number.isFinite(pace) || pace < 0) throw new WrongOption('--pace must be a number from 0.');
  if (values.url !== undefined && values.kill !== undefined)
    throw new WrongOption('--kill works on a server of its own only: leave --url out.');
  if (values.url !== undefined && values.processes !== undefined)
    throw new WrongOption('--processes starts servers of its own: leave --url out.');
  const sizes = {
    teams,
    people,
    experts: count('experts', 8, 1, 100),
    jurors: count('jurors', 10, 1, 100),
    messages: count('messages', 8, 0, 10_000),
  };
  const seed = values.seed ?? String(Date.now());
  return {
    sizes,
    pace,
    seed,
    kills: count('kill', 0, 0, 1_000),
    processes: count('processes', 1, 1, 8),
    url: values.url,
    founder: values.founder,
    help: values.help,
  };
}

const SEATS = 5;

/** For a running server whose data this process can reach. */
async function ownFounderLink(): Promise<string> {
  const database = await openForCommand(configOfThisProcess());
  try {
    return await makeFounderLink(database.db, createClock());
  } finally {
    await database.close();
  }
}

async function main(): Promise<number> {
  const options = optionsOf(process.argv.slice(2));
  if (options.help) {
    process.stdout.write(USAGE);
    return 0;
  }
  socketClient();
  const { sizes, seed, pace, kills, url, processes } = options;
  const more = { RATE_FACTOR: '20' };
  const cluster = processes > 1 ? await startOwnCluster(processes, more) : undefined;
  if (processes > 1 && !cluster) {
    process.stdout.write(`simulate: left out. ${HOW_TO_GET_IT}\n`);
    return 0;
  }
  const own = cluster ?? (url === undefined ? await startOwnServer(more) : undefined);
  try {
    const base = own ? own.base : new URL(url!).origin;
    const founderLink = options.founder ?? (own ? await own.founderLink() : await ownFounderLink());
    process.stdout.write(
      `${sizes.teams} teams, ${sizes.people} people, ${sizes.experts} experts, ${sizes.jurors} jurors, ` +
        `${kills} kills, ${processes} processes, seed ${seed}\n${machineLine()}\n`,
    );
    const progress = createProgress(process.stdout);
    const outcome = await simulate({
      sizes,
      seed,
      pace,
      base,
      founderLink,
      progress,
      ...(own ? { own } : {}),
      kills,
      databaseCuts: 0,
    });
    const counts = Object.entries(outcome.counts).map(([what, count]) => `${count} ${what}`);
    process.stdout.write(`\n${tableOf(outcome.lines)}\n\nacknowledged: ${counts.join(', ')}\n`);
    if (cluster) process.stdout.write(`connections: ${cluster.shares().join(' and ')}\n`);
    for (const fault of outcome.faults) process.stdout.write(`fault: ${fault}\n`);
    const acts = outcome.lines.reduce((sum, line) => sum + line.count, 0);
    process.stdout.write(
      `simulate: ${acts} acts in ${outcome.seconds.toFixed(0)} s, ${outcome.kills} kills, ${outcome.faults.length} faults\n`,
    );
    return outcome.faults.length === 0 && outcome.kills === kills ? 0 : 1;
  } finally {
    await own?.stop();
  }
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
