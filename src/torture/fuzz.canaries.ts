// Words that only some may read, and whether somebody who read one was allowed to.
import type { Knex } from 'knex';
import type { Stage } from '../simulation/stage';
import { type Standing, standingOf } from './canaries.queries';

type Kind =
  | 'room'
  | 'draft'
  | 'advice'
  | 'evidence'
  | 'sheet'
  | 'note'
  | 'name'
  | 'motivation'
  | 'help'
  | 'email'
  | 'hidden';

export interface Canary {
  kind: Kind;
  slug: string;
  /** Whose it is, where that matters. */
  login?: string;
  team?: string;
  submission?: string;
}

export type Canaries = Map<string, Canary>;

const UUID = /[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}/g;

export const wordsIn = (text: string): string[] => [...new Set(text.match(UUID) ?? [])];

/** Everything the people of a stage wrote. */
export function canariesOf(stage: Stage): Canaries {
  const all: Canaries = new Map();
  const { slug, ledger } = stage;
  const plant = (text: string, canary: Omit<Canary, 'slug'>) => {
    for (const word of wordsIn(text)) all.set(word, { ...canary, slug });
  };
  const teamOf = (submission: string) => stage.teams.find((team) => team.submission === submission)?.id ?? '';
  for (const message of ledger.messages)
    plant(message.body, { kind: 'room', team: stage.teams.find((team) => team.room === message.room)!.id });
  for (const save of ledger.saves)
    plant(save.text, { kind: 'draft', team: teamOf(save.submission), submission: save.submission });
  for (const advice of ledger.feedback)
    plant(advice.body, { kind: 'advice', team: teamOf(advice.submission) });
  for (const { team, details } of ledger.helpAsked) plant(details, { kind: 'help', team });
  for (const card of ledger.evidence) plant(card.claim, { kind: 'evidence' });
  for (const sheet of ledger.sheets)
    plant(sheet.feedback, {
      kind: 'sheet',
      login: sheet.juror,
      submission: sheet.submission,
      team: teamOf(sheet.submission),
    });
  for (const { name, login } of stage.cast.people) plant(name, { kind: 'name', login });
  return all;
}

export async function mayKnow(db: Knex, login: string, canary: Canary): Promise<boolean> {
  if (canary.login === login) return true;
  const { slug, submission, login: owner } = canary;
  const standing = await standingOf(db, {
    login,
    slug,
    ...(owner ? { owner } : {}),
    ...(submission ? { submission } : {}),
  });
  return RULES[canary.kind](standing, canary);
}

const hasOne = (standing: Standing, ...roles: string[]) =>
  standing.roles.some((role) => roles.includes(role));
const ofTeam = (standing: Standing, { team }: Canary) => team !== undefined && standing.teams.includes(team);

const RULES: Record<Kind, (standing: Standing, canary: Canary) => boolean> = {
  room: (standing, canary) => ofTeam(standing, canary) || hasOne(standing, 'moderator'),
  draft: (standing, canary) =>
    ofTeam(standing, canary) ||
    (standing.handedIn && (standing.published || hasOne(standing, 'juror', 'organiser'))),
  advice: ofTeam,
  evidence: (standing) => standing.roles.length > 0 || standing.published,
  sheet: (standing, canary) =>
    (standing.deliberated && hasOne(standing, 'juror', 'organiser')) ||
    (standing.published && ofTeam(standing, canary)) ||
    (standing.published && hasOne(standing, 'organiser', 'expert')),
  note: () => false,
  name: ({ shared, published }) =>
    shared.some((role) => role !== 'juror' && role !== 'authority') || published,
  motivation: (standing, canary) => ofTeam(standing, canary),
  help: (standing, canary) => ofTeam(standing, canary) || hasOne(standing, 'expert', 'moderator'),
  email: () => false,
  hidden: (standing) => standing.roles.length > 0,
};
