// In which steps results are told on the big screen: from the last group to the first, one ranking after another;
// a large group on several screens.

interface Told {
  submission_id: string;
  team_name: string;
  version_id: string;
  place: number | null;
  low: number | null;
  high: number | null;
  band: number | null;
}

/** One screen: a group, or a part of a large one. */
export interface Step {
  /** Which of the rankings. */
  ranking: number;
  /** Null where the method has no groups: these proposals have `place`, or a worse one if `andAfter`. */
  band: number | null;
  place: number;
  andAfter: boolean;
  /** How many proposals the group has, and the first of this screen among them, from 1. */
  all: number;
  from: number;
  /** By name within a group, else by place. */
  entries: Told[];
}

/** Proposals that a room reads at once from ten metres. */
const SCREEN = 8;

/** Without groups the first three places are told one by one, all others together before them. */
const PLACES_BY_THEMSELVES = 3;

const byName = (a: Told, b: Told) =>
  a.team_name < b.team_name ? -1 : a.team_name > b.team_name ? 1 : a.submission_id < b.submission_id ? -1 : 1;

export function stepsOf(rankings: readonly { entries: readonly Told[] }[]): Step[] {
  return rankings.flatMap(({ entries }, ranking) => {
    const placed = entries.filter((entry) => entry.place !== null);
    const grouped = placed.every((entry) => entry.band !== null);
    const keyOf = (entry: Told) => (grouped ? entry.band! : Math.min(entry.place!, PLACES_BY_THEMSELVES + 1));
    const keys = [...new Set(placed.map(keyOf))].sort((a, b) => b - a);
    return keys.flatMap((key) => {
      const named = placed.filter((entry) => keyOf(entry) === key).sort(byName);
      const own = grouped ? named : named.toSorted((a, b) => a.place! - b.place!);
      const group = {
        ranking,
        band: grouped ? key : null,
        place: Math.min(...own.map((entry) => entry.place!)),
        andAfter: !grouped && key > PLACES_BY_THEMSELVES,
        all: own.length,
      };
      const screens = screensOf(own).map((screen) => ({ ...group, ...screen }));
      // What has an order is told from its end.
      return grouped ? screens : screens.reverse();
    });
  });
}

/** As few screens as can be, all about as full. */
function screensOf(own: readonly Told[]): Pick<Step, 'from' | 'entries'>[] {
  const count = Math.ceil(own.length / SCREEN);
  const start = (screen: number) => Math.round((screen * own.length) / count);
  return Array.from({ length: count }, (_, screen) => ({
    from: start(screen) + 1,
    entries: own.slice(start(screen), start(screen + 1)),
  }));
}

const sameGroup = (a: Step, b: Step) =>
  a.ranking === b.ranking && a.band === b.band && a.place === b.place && a.andAfter === b.andAfter;

/**
 * How many screens are shown once the rest of a large group is passed over and the next group begins. Undefined
 * where `revealed` does not stand inside a group, or no group follows.
 */
export function afterGroup(steps: readonly Step[], revealed: number): number | undefined {
  const [shown, next] = [steps[revealed - 1], steps[revealed]];
  if (!shown || !next || !sameGroup(shown, next)) return undefined;
  const at = steps.findIndex((step, index) => index > revealed && !sameGroup(step, shown));
  return at === -1 ? undefined : at + 1;
}

export interface Shown {
  revealed: number;
  furthest: number;
  steps: number;
}

export type Move = { kind: 'reveal'; revealed: number } | { kind: 'publish' } | { kind: 'nothing' };

/** What a button does; the last screen is never shown alone: with it everything is public. `group`: see afterGroup. */
export function moveOf(
  { revealed, steps }: Shown,
  act: 'next' | 'group' | 'back' | 'all',
  group: number | undefined,
): Move {
  if (act === 'all') return { kind: 'publish' };
  if (act === 'back')
    return revealed === 0 ? { kind: 'nothing' } : { kind: 'reveal', revealed: revealed - 1 };
  const to = act === 'group' ? group : revealed + 1;
  if (to === undefined) return { kind: 'nothing' };
  return to >= steps ? { kind: 'publish' } : { kind: 'reveal', revealed: to };
}
