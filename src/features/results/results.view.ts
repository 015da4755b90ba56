// What the pages, the JSON and the CSV of results say.
import { type LocaleTag, type Localized, localeInfo } from '../../i18n/locales';
import { sha256 } from '../../ids';
import { csvOf, safeCell } from '../../web/csv';
import { cloth } from '../../web/weave.cloth';
import { showsBands } from './results.policy';
import type { FullEntry, ShownEntry } from './results.queries';
import type { FrozenCriterion, FrozenScale, PublicationRow, RankingRow } from './results.tables';

/** A score as people read it: two decimals, in the reader's notation. */
export function points(value: number, locale: LocaleTag, digits = 2): string {
  return new Intl.NumberFormat(localeInfo(locale).intl, {
    minimumFractionDigits: digits,
    maximumFractionDigits: digits,
  }).format(value);
}

/** A score on its scale: what a calibrated one lies beyond an end says nothing to people. The JSON has it whole. */
export function pointsOf(score: number, scale: FrozenScale, locale: LocaleTag): string {
  return points(Math.min(scale.max, Math.max(scale.min, score)), locale);
}

/** The ends of a scale have no decimals unless they need them. */
export const plain = (value: number, locale: LocaleTag) =>
  new Intl.NumberFormat(localeInfo(locale).intl, { maximumFractionDigits: 2 }).format(value);

/** The cloth as it was at the hand-in, as wide as the team had people. */
export function frozenCloth(entry: Pick<ShownEntry, 'roster'>, size: number): string {
  const { roster } = entry;
  return cloth({
    team: roster.weave_seed,
    seats: roster.members.length,
    people: roster.members.map((one) => ({ id: one.weave_seed, colourwayShift: one.colourway_shift })),
    size,
  });
}

/** Names words of the jury for a team in a report: by what they say, because their order says nothing. */
export const wordsId = (submission: string, text: string) => `${submission}.${sha256(text).slice(0, 32)}`;

export interface Line {
  entry: ShownEntry;
  /** How many teams have this place. */
  sharing: number;
  score: string;
}

/** One ranking as its page shows it: in groups, or with places as well; without groups all is one. */
export function rankingView(
  publication: Pick<PublicationRow, 'shows'>,
  ranking: RankingRow,
  entries: readonly ShownEntry[],
  locale: LocaleTag,
) {
  const own = entries.filter((entry) => entry.ranking_id === ranking.id);
  const placed = own.filter((entry) => entry.place !== null);
  const bands = showsBands(publication, placed);
  const shared = new Map<number, number>();
  for (const { place } of placed) shared.set(place!, (shared.get(place!) ?? 0) + 1);
  const lines: Line[] = placed.map((entry) => ({
    entry,
    sharing: shared.get(entry.place!)!,
    score: pointsOf(entry.score ?? 0, ranking.scale, locale),
  }));
  return {
    id: ranking.id,
    scope: ranking.challenge_slug,
    title: ranking.challenge_title,
    method: ranking.method,
    /** No place, no range and no score stand on the page. */
    bands,
    groups: groupsOf(lines, bands ? localeInfo(locale).intl : null),
    unjudged: own.filter((entry) => entry.place === null),
    first: lines
      .filter(({ entry }) => (bands ? entry.band : entry.place) === 1)
      .map((line) => line.entry.team_name),
    scale: { min: plain(ranking.scale.min, locale), max: plain(ranking.scale.max, locale) },
    count: lines.length,
    axis: axisOf(lines.length),
    criteria: ranking.criteria.map((one) => ({ title: one.title, share: shareOf(one, ranking.criteria) })),
  };
}

/** Labels over the places: all, with many teams every fifth, with very many the ends. */
function axisOf(count: number): string[] {
  if (count > MANY) return ['1', ...Array<string>(MANY / 5).fill(''), String(count)];
  return Array.from({ length: count }, (_, index) =>
    count <= 12 || index === 0 || (index + 1) % 5 === 0 ? String(index + 1) : '',
  );
}

const MANY = 100;

type RankingView = ReturnType<typeof rankingView>;

/** Proposals on one page of the results. */
export const RESULT_ROWS = 40;

/** Those of one page, from the `from`th on over all rankings; what begins nowhere is the first page. */
export function pageOfResults(rankings: readonly RankingView[], from: number) {
  const all = rankings.reduce((sum, one) => sum + one.count + one.unjudged.length, 0);
  const start = from < all ? from : 0;
  let at = 0;
  const own = <One>(lines: readonly One[]): One[] => {
    const begin = at;
    at += lines.length;
    return lines.filter((_, index) => begin + index >= start && begin + index < start + RESULT_ROWS);
  };
  const shown = rankings
    .map((ranking) => ({
      ...ranking,
      groups: ranking.groups
        .map((group) => ({ ...group, lines: own(group.lines) }))
        .filter((group) => group.lines.length > 0),
      unjudged: own(ranking.unjudged),
    }))
    .filter((ranking) => ranking.groups.length + ranking.unjudged.length > 0);
  return { shown, from: start, to: Math.min(all, start + RESULT_ROWS), all };
}

/** `named`: in the order of this language's alphabet, which says nothing; else best first. */
function groupsOf(
  lines: readonly Line[],
  named: string | null,
): { band: number | null; size: number; lines: Line[] }[] {
  const bands = [...new Set(lines.map((line) => line.entry.band))].sort((a, b) => (a ?? 0) - (b ?? 0));
  const { compare } = new Intl.Collator(named ?? 'en');
  return bands.map((band) => {
    const own = lines.filter((line) => line.entry.band === band);
    if (named) own.sort((a, b) => compare(a.entry.team_name, b.entry.team_name));
    return { band, size: own.length, lines: own };
  });
}

/** Where a team stands, as its page says it; null without a place. */
export function standingView(entry: ShownEntry, all: readonly ShownEntry[], bands: boolean) {
  if (entry.place === null) return null;
  const placed = all.filter((one) => one.ranking_id === entry.ranking_id && one.place !== null);
  return {
    /** The place itself only where everybody reads places, or where nothing else is known. */
    place: bands ? null : entry.place,
    low: entry.low ?? entry.place,
    high: entry.high ?? entry.place,
    count: placed.length,
    band: entry.band,
    bands: new Set(placed.map((one) => one.band)).size,
    others: placed.filter((one) => one.band === entry.band).length - 1,
  };
}

function shareOf(one: FrozenCriterion, all: readonly FrozenCriterion[]): number {
  return Math.round((one.weight / all.reduce((sum, other) => sum + other.weight, 0)) * 100);
}

/** A team's score on each criterion beside what all teams got. */
export function profileView(ranking: RankingRow, entry: FullEntry, locale: LocaleTag) {
  const means = new Map(entry.profile.map((line) => [line.criterion, line.mean]));
  return ranking.criteria.map((criterion) => {
    const own = means.get(criterion.id);
    if (own === undefined || criterion.low === null || criterion.mean === null || criterion.high === null)
      return { title: criterion.title, own: null };
    const apart = Math.round(own * 100) - Math.round(criterion.mean * 100);
    return {
      title: criterion.title,
      own,
      low: criterion.low,
      high: criterion.high,
      words: {
        own: points(own, locale),
        low: points(criterion.low, locale),
        mean: points(criterion.mean, locale),
        high: points(criterion.high, locale),
        beside: apart > 0 ? 'above' : apart < 0 ? 'below' : 'same',
      },
      label: points(own, locale, 1),
    };
  });
}

/** Prizes with the teams that have them, each once with all its teams, and the question a prize is for. */
export function prizesView(
  publication: Pick<PublicationRow, 'prizes'>,
  entries: readonly ShownEntry[],
  challenges: ReadonlyMap<string, { title: Localized }>,
) {
  const names = new Map(entries.map((entry) => [entry.submission_id, entry.team_name]));
  return publication.prizes
    .filter((one) => names.has(one.submission))
    .map((one) => ({
      ...one,
      team: names.get(one.submission)!,
      question: challenges.get(one.challenge ?? '')?.title ?? null,
    }));
}

const scopeOf = (ranking: RankingRow) => ranking.challenge_slug ?? 'hackathon';

export function resultsJson(
  publication: PublicationRow,
  rankings: readonly RankingRow[],
  entries: readonly ShownEntry[],
) {
  const teams = new Map(entries.map((entry) => [entry.submission_id, entry.team_id]));
  return {
    publishedAt: publication.published_at.toISOString(),
    publication: publication.number,
    prizes: publication.prizes.map(({ name, kind, challenge, submission, reason }) => ({
      name,
      kind,
      scope: rankings.find((one) => one.challenge_id === challenge)?.challenge_slug ?? 'hackathon',
      team: teams.get(submission) ?? null,
      submission,
      reason,
    })),
    rankings: rankings.map((ranking) => {
      const own = entries.filter((entry) => entry.ranking_id === ranking.id);
      return {
        scope: scopeOf(ranking),
        method: ranking.method,
        entries: own
          .filter((entry) => entry.place !== null)
          .map((entry) => ({
            team: entry.team_id,
            teamName: entry.team_name,
            submission: entry.submission_id,
            place: entry.place,
            low: entry.low,
            high: entry.high,
            score: entry.score,
            band: entry.band,
          })),
        /** Handed in, but nobody scored them. */
        unranked: own
          .filter((entry) => entry.place === null)
          .map((entry) => ({
            team: entry.team_id,
            teamName: entry.team_name,
            submission: entry.submission_id,
          })),
      };
    }),
  };
}

const COLUMNS = [
  'scope',
  'place',
  'low',
  'high',
  'score',
  'band',
  'sheets',
  'team',
  'team_id',
  'submission_id',
];

/** Numbers are ours; only names can be dangerous. */
export function resultsCsv(rankings: readonly RankingRow[], entries: readonly ShownEntry[]): string {
  const rows = rankings.flatMap((ranking) =>
    entries
      .filter((entry) => entry.ranking_id === ranking.id)
      .map((entry) =>
        [
          safeCell(scopeOf(ranking)),
          entry.place,
          entry.low,
          entry.high,
          entry.score,
          entry.band,
          entry.sheets,
          safeCell(entry.team_name),
          entry.team_id,
          entry.submission_id,
        ].map((cell) => cell ?? ''),
      ),
  );
  return csvOf([COLUMNS, ...rows]);
}
