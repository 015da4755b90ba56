// In which steps results are told on the big screen: from the last group to the first, one ranking after another.

interface Told {
  submission_id: string;
  team_name: string;
  version_id: string;
  place: number | null;
  low: number | null;
  high: number | null;
  band: number | null;
}

export interface Step {
  /** Which of the rankings. */
  ranking: number;
  /** Null where the method has no groups: these proposals have `place`, or a worse one if `andAfter`. */
  band: number | null;
  place: number;
  andAfter: boolean;
  /** By name within a group, else by place. */
  entries: Told[];
}

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
    return keys.map((key) => {
      const own = placed.filter((entry) => keyOf(entry) === key).sort(byName);
      return {
        ranking,
        band: grouped ? key : null,
        place: Math.min(...own.map((entry) => entry.place!)),
        andAfter: !grouped && key > PLACES_BY_THEMSELVES,
        entries: grouped ? own : own.toSorted((a, b) => a.place! - b.place!),
      };
    });
  });
}

export interface Shown {
  revealed: number;
  furthest: number;
  steps: number;
}

export type Move = { kind: 'reveal'; revealed: number } | { kind: 'publish' } | { kind: 'nothing' };

/** What a button does; the last group is never shown alone: with it everything is public. */
export function moveOf({ revealed, steps }: Shown, act: 'next' | 'back' | 'all'): Move {
  if (act === 'all') return { kind: 'publish' };
  if (act === 'back')
    return revealed === 0 ? { kind: 'nothing' } : { kind: 'reveal', revealed: revealed - 1 };
  return revealed + 1 >= steps ? { kind: 'publish' } : { kind: 'reveal', revealed: revealed + 1 };
}
