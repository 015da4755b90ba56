// Pure arithmetic and rules of publishing: profiles, what is missing, who reads the protocol, safe cells.

interface Scored {
  scale: { min: number; max: number };
  submissions: readonly string[];
  criteria: readonly { id: string }[];
  scores: readonly { submission: string; juror: string; criterion: string; score: number }[];
}

const mean = (values: readonly number[]) => values.reduce((sum, one) => sum + one, 0) / values.length;
const sixDecimals = (value: number) => Math.round(value * 1e6) / 1e6;

/**
 * For each proposal the mean of its sheets on each criterion that was scored. `severities` (points above or below
 * the jury's level, from the calibrated fit of all criteria together) are taken off each juror's scores first, so
 * that a team is not lower because strict people read it; the mean stays within the scale. Without severities, as
 * for `mean` and `median`, it is the plain mean.
 */
export function profilesOf(
  round: Scored,
  severities: ReadonlyMap<string, number> = new Map(),
): Map<string, { criterion: string; mean: number }[]> {
  const values = new Map<string, number[]>();
  for (const { submission, juror, criterion, score } of round.scores) {
    const key = `${submission} ${criterion}`;
    const given = values.get(key) ?? [];
    given.push(score - (severities.get(juror) ?? 0));
    values.set(key, given);
  }
  const within = (value: number) => Math.min(round.scale.max, Math.max(round.scale.min, value));
  return new Map(
    round.submissions.map((submission) => [
      submission,
      round.criteria.flatMap(({ id }) => {
        const given = values.get(`${submission} ${id}`);
        return given ? [{ criterion: id, mean: sixDecimals(within(mean(given))) }] : [];
      }),
    ]),
  );
}

export interface Spread {
  low: number | null;
  mean: number | null;
  high: number | null;
}

/** How all teams did on one criterion: the lowest, the mean and the highest team. */
export function spreadOf(
  profiles: Iterable<readonly { criterion: string; mean: number }[]>,
  criterion: string,
): Spread {
  const means = [...profiles].flatMap((lines) =>
    lines.filter((line) => line.criterion === criterion).map((line) => line.mean),
  );
  if (means.length === 0) return { low: null, mean: null, high: null };
  return { low: Math.min(...means), mean: sixDecimals(mean(means)), high: Math.max(...means) };
}

/** How many sheets stand behind the scores. */
export function sheetCount(scores: readonly { submission: string; juror: string }[]): number {
  return new Set(scores.map((one) => `${one.submission} ${one.juror}`)).size;
}

export function jurorCount(scores: readonly { juror: string }[]): number {
  return new Set(scores.map((one) => one.juror)).size;
}

/** With fewer jurors their letters would not hide them: the protocol stays with jury and teams. */
export const JURORS_FOR_OPEN_PROTOCOL = 5;

export const protocolIsPublic = (publication: { jurors_fewest: number }) =>
  publication.jurors_fewest >= JURORS_FOR_OPEN_PROTOCOL;

/** Whether everybody reads bands only: so set for the round, and the method has bands. */
export function showsBands(
  publication: { shows: 'bands' | 'places' },
  entries: readonly { place: number | null; band: number | null }[],
): boolean {
  const placed = entries.filter((entry) => entry.place !== null);
  return publication.shows === 'bands' && placed.every((entry) => entry.band !== null);
}
