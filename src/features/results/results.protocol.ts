// The protocol: the round as rank() takes it, with letters for jurors, and its result. Anyone can count again.
import { randomBelow, sha256 } from '../../ids';
import type { Ranking, Round } from '../ranking/ranking.round';
import { rankingCode } from '../ranking/ranking.version';
import type { RoundSettings } from '../rounds/rounds.policy';

/** A new order at each call, by chance and not by id. */
export function shuffled<T>(given: readonly T[]): T[] {
  const items = [...given];
  for (let last = items.length - 1; last > 0; last--) {
    const other = randomBelow(last + 1);
    [items[last], items[other]] = [items[other]!, items[last]!];
  }
  return items;
}

/** A … Z, AA … as columns of a sheet are named. */
export function letterOf(place: number): string {
  const letter = String.fromCharCode(65 + (place % 26));
  return place < 26 ? letter : letterOf(Math.floor(place / 26) - 1) + letter;
}

export interface ProtocolFacts {
  hackathon: string;
  publication: number;
  publishedAt: Date;
  reason: string;
  /** What was settled before judging, as the file says it. */
  settings: RoundSettings;
}

/** A round whose jurors have letters, and its ranking. */
export interface Lettered {
  input: Round;
  /** What everybody may read of the ranking. */
  result: Omit<Ranking, 'jurors'>;
  ranking: Ranking;
  /** By juror: points above (generous) or below (strict) the jury's level. */
  severities: Map<string, number>;
}

/** What was ranked by itself; `scope` is `hackathon` or the slug of a challenge. */
export interface ProtocolPart extends Lettered {
  scope: string;
}

/**
 * One file a publication. With one ranking its input stands at the top, as `rank` reads it; with one for each
 * challenge every ranking stands so in `rankings`. Letters of jurors are drawn for each ranking by itself.
 */
export function writeProtocol(
  parts: readonly ProtocolPart[],
  { publishedAt, ...facts }: ProtocolFacts,
): { text: string; sha256: string } {
  const { hackathon, publication, reason, settings } = facts;
  const published = { hackathon, publication, publishedAt: publishedAt.toISOString(), reason };
  const head = { ...published, settings, code: rankingCode() };
  const body =
    settings.scope === 'challenge'
      ? { rankings: parts.map(({ scope, input, result }) => ({ scope, ...input, result })) }
      : { ...parts[0]!.input, result: parts[0]!.result };
  const text = `${JSON.stringify({ ...head, ...body }, null, 1)}\n`;
  return { text, sha256: sha256(text) };
}

/**
 * Draws letters for the jurors anew and sorts by them, so that no place in the file says whose a line is.
 * The ranking is computed from the lettered round: whoever computes it again gets the same.
 */
export async function rankLettered(
  round: Round,
  rank: (round: Round) => Promise<Ranking>,
): Promise<Lettered> {
  const letters = new Map(shuffled(round.jurors).map((juror, place) => [juror, letterOf(place)]));
  const named = <T extends { submission: string; juror: string }>(one: T): T => ({
    ...one,
    juror: letters.get(one.juror)!,
  });
  const order = (one: { submission: string; juror: string; criterion?: string }) =>
    [one.submission, one.juror, one.criterion ?? ''].join('\0');
  const sorted = <T extends { submission: string; juror: string }>(many: T[]): T[] =>
    many
      .map((one) => ({ one, at: order(one) }))
      .sort((a, b) => (a.at < b.at ? -1 : 1))
      .map(({ one }) => one);
  const input: Round = {
    scale: round.scale,
    criteria: round.criteria,
    submissions: [...round.submissions].sort(),
    jurors: [...letters.values()].sort((a, b) => a.length - b.length || (a < b ? -1 : 1)),
    conflicts: sorted(round.conflicts.map(named)),
    scores: sorted(round.scores.map(named)),
    method: round.method,
  };
  const ranking = await rank(input);
  // Severity, and what names a juror even by a letter, is for the chair.
  const { jurors: _, warnings, ...rest } = ranking;
  const result = { ...rest, warnings: warnings.filter((one) => !('juror' in one)) };
  const lines = new Map(ranking.jurors.map((line) => [line.juror, line.severity ?? 0]));
  const severities = new Map([...letters].map(([juror, letter]) => [juror, lines.get(letter) ?? 0]));
  return { input, result, ranking, severities };
}

/** The same protocol as of another moment: what was frozen is published later. */
export function publishedAt(text: string, at: Date): { text: string; sha256: string } {
  const stamped = `${JSON.stringify({ ...JSON.parse(text), publishedAt: at.toISOString() }, null, 1)}\n`;
  return { text: stamped, sha256: sha256(stamped) };
}
