// What all steps of a simulated hackathon share: the people with their browsers, the teams, the book, the clock.
import { setTimeout as pause } from 'node:timers/promises';
import { type Caller, createCaller } from './http.caller';
import { createLedger, type Ledger } from './ledger';
import { createLive, type LiveCaller } from './live.caller';
import { createMeasures, type Measures } from './measures';
import type { Insisting } from './persist';
import { createRandom, type Random } from './random';

export interface Sizes {
  teams: number;
  people: number;
  experts: number;
  jurors: number;
  /** Messages each member writes. */
  messages: number;
}

export interface Actor {
  login: string;
  name: string;
  caller: Caller;
  random: Random;
  live(): Promise<LiveCaller>;
}

export interface Team {
  id: string;
  name: string;
  joining: 'open' | 'request' | 'invite';
  /** The first is its captain. */
  members: Actor[];
  room: string;
  submission: string;
  helpDone: boolean;
}

export interface Stage {
  base(): string;
  sizes: Sizes;
  slug: string;
  random: Random;
  measures: Measures;
  ledger: Ledger;
  insisting: Insisting;
  challenges: string[];
  criteria: string[];
  cast: {
    founder: Actor;
    moderator: Actor;
    authority: Actor;
    experts: Actor[];
    jurors: Actor[];
    people: Actor[];
  };
  teams: Team[];
  lives: LiveCaller[];
  /** Waits as long as somebody thinks, from `low` to `high` milliseconds before the pace. */
  think(actor: { random: Random }, low: number, high: number): Promise<void>;
  end(): void;
}

let stages = 0;

export const PASSWORD = 'a long trial password';

export interface StageOptions {
  base(): string;
  sizes: Sizes;
  seed: string;
  /** 1: as written; 0: without a pause. */
  pace: number;
  patience?: number;
}

export function createStage({ base, sizes, seed, pace, patience = 120_000 }: StageOptions): Stage {
  const random = createRandom(seed);
  const measures = createMeasures();
  const insisting = { measures, patience };
  // Two runs against one installation do not meet: the name has a part of its own.
  stages += 1;
  const run = `${Date.now().toString(36).slice(-6)}${stages}`;
  const lives: LiveCaller[] = [];
  const actor = (kind: string, number: number): Actor => {
    const login = `${kind}-${number}-${run}`;
    const caller = createCaller(base, login);
    let live: Promise<LiveCaller> | undefined;
    return {
      login,
      name: `${kind} ${number} ${random.stream(login).uuid()}`,
      caller,
      random: random.stream(login),
      live() {
        live ??= createLive(base, caller, insisting).then((made) => {
          lives.push(made);
          return made;
        });
        return live;
      },
    };
  };
  const many = (kind: string, count: number) =>
    Array.from({ length: count }, (_, index) => actor(kind, index + 1));
  return {
    base,
    sizes,
    slug: `trial-${run}`,
    random,
    measures,
    ledger: createLedger(),
    insisting,
    challenges: [],
    criteria: [],
    cast: {
      founder: actor('founder', 1),
      moderator: actor('moderator', 1),
      authority: actor('authority', 1),
      experts: many('expert', sizes.experts),
      jurors: many('juror', sizes.jurors),
      people: many('person', sizes.people),
    },
    teams: [],
    lives,
    think: (who, low, high) => pause(who.random.whole(low, high) * pace),
    end() {
      for (const live of lives) live.close();
    },
  };
}

/** Runs `act` for all, at most `width` at once. */
export async function eachOf<T>(
  items: readonly T[],
  width: number,
  act: (item: T, index: number) => Promise<void>,
) {
  const queue = [...items.entries()];
  const worker = async () => {
    for (let next = queue.shift(); next; next = queue.shift()) await act(next[1], next[0]);
  };
  await Promise.all(Array.from({ length: Math.min(width, items.length) }, worker));
}

/** How many acts a whole run is about: for the bar, and for drawing the moments of faults. */
export function expectedActs({ teams, people, experts, jurors, messages }: Sizes): number {
  const founding = 30 + 2 * (people + experts + jurors);
  const joining = 2 * people + 2 * teams;
  const rooms = people * messages + 2 * people + 3 * experts + teams * 8;
  const drafting = teams * 32;
  const judging = teams * 3 * 8 + jurors;
  const check = teams * 12 + people;
  return founding + joining + rooms + drafting + judging + check;
}
