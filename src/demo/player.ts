// The demo's stage: the real actions, on a clock that stands where the story is, with nobody listening.
import { type Clock, createClock } from '../clock';
import type { Deps } from '../deps';
import { NotFound } from '../errors';
import { personByKey } from '../features/accounts/accounts.queries';
import { createLive } from '../realtime/live';
import { createLimits } from '../web/limits';
import type { Person } from '../web/request';

export const DEMO_PASSWORD = 'inquiry-lab-demo';

export interface Player {
  deps: Deps;
  /** When the demo is filled: what runs, runs now. */
  now: Date;
  /** Moves the story to a moment before (negative) or after now. */
  at(shift: { days?: number; hours?: number; minutes?: number }): Date;
  /** Somebody of the cast, as the actions know a signed-in person. */
  person(login: string): Promise<Person>;
  /** A whole-minute time on a wall clock in the zone, that many days from now. */
  wall(days: number, hour: number): string;
}

const MINUTE = 60_000;
export const ZONE = 'Europe/Brussels';

/** Players of one fill share the people they know and the moment at which they play, each with a clock of its own. */
export async function createPlayers(real: Deps, count: number): Promise<Player[]> {
  const now = await real.clock.now(real.db);
  const cast = new Map<string, Person>();
  return Array.from({ length: count }, () => createPlayer(real, now, cast));
}

function createPlayer(real: Deps, now: Date, cast: Map<string, Person>): Player {
  const story = createClock();
  // Nobody else writes yet, so that the time may be told here, without asking the database each time.
  const clock: Clock = {
    ...story,
    get offsetSeconds() {
      return story.offsetSeconds;
    },
    now: async () => new Date(Date.now() + story.offsetSeconds * 1000),
  };
  const deps: Deps = {
    ...real,
    clock,
    live: createLive(),
    limits: createLimits({ db: real.db, secret: real.secret, factor: 1_000_000 }),
  };
  return {
    deps,
    now,
    at({ days = 0, hours = 0, minutes = 0 }) {
      const moment = new Date(now.getTime() + ((days * 24 + hours) * 60 + minutes) * MINUTE);
      clock.set(moment);
      return moment;
    },
    async person(login) {
      const known = cast.get(login);
      if (known) return known;
      const row = await personByKey(real.db, login);
      if (!row) throw new NotFound();
      const { id, display_name, locale, weave_seed } = row;
      const person: Person = {
        id,
        login,
        display_name,
        locale,
        weave_seed,
        may_found: row.may_found_at !== null,
        admin: false,
        login_session_id: '',
        unread: 0,
      };
      cast.set(login, person);
      return person;
    },
    wall(days, hour) {
      const day = new Date(now.getTime() + days * 24 * 60 * MINUTE);
      const parts = new Intl.DateTimeFormat('sv-SE', { timeZone: ZONE, dateStyle: 'short' }).format(day);
      return `${parts}T${String(hour).padStart(2, '0')}:00`;
    },
  };
}
