// Ready values of the pages of teams, and a team as JSON.
import type { Request } from 'express';
import { languageName, listOf, relativeTime, textIn, WRITING_LANGUAGES } from '../../i18n/locales';
import { cloth } from '../../web/weave.cloth';
import type { ChallengeRow } from '../challenges/challenges.tables';
import type { Facts } from '../hackathons/hackathons.policy';
import type { HackathonRow } from '../hackathons/hackathons.tables';
import { wallText } from '../hackathons/hackathons.templates';
import type { Visited } from '../hackathons/hackathons.visit';
import type { OpenRequest } from '../waiting/waiting.queries';
import type { ListedTeam } from './teams.list.queries';
import { type Joining, type WayIn, wayIn } from './teams.policy';
import type { MemberRow, TeamRow } from './teams.tables';
import { CHANNELS, SKILLS, TIMES } from './teams.together';

export interface TeamFace {
  id: string;
  name: string;
  challenge: string;
  joining: Joining;
  languages: string[];
}

/** `members` only for people of the same hackathon: leave it out for everybody else. */
export function teamJson(
  team: TeamFace,
  given: { seats: number; seatsTaken: number; mine: boolean; members?: readonly MemberRow[] },
) {
  const { seats, seatsTaken, mine, members } = given;
  return {
    id: team.id,
    name: team.name,
    challenge: team.challenge,
    joining: team.joining,
    languages: team.languages,
    seats,
    seatsTaken,
    mine,
    ...(members
      ? {
          members: members.map((member) => ({
            id: member.id,
            name: member.display_name,
            captain: member.captain,
          })),
        }
      : {}),
  };
}

export function clothOf(
  team: { weave_seed: string },
  seats: number,
  members: readonly MemberRow[],
  size?: number,
): string {
  const people = members.map((member) => ({ id: member.weave_seed, colourwayShift: member.colourway_shift }));
  return cloth({ team: team.weave_seed, seats, people, ...(size ? { size } : {}) });
}

/** The person who looks at teams of a hackathon. */
export interface Viewer {
  signedIn: boolean;
  participant: boolean;
  languages: string[];
  /** What they speak, whatever they chose to see. */
  spoken: string[];
  /** The question they look for, as a slug. */
  challenge?: string;
  teamId?: string;
  requests: readonly OpenRequest[];
  /** Teams that took their seat away. */
  removedFrom: readonly string[];
  /** Teams may change now. */
  open: boolean;
  now: Date;
}

export interface OfTeam {
  team: TeamRow;
  hackathon: HackathonRow;
  /** Of the team, for whoever asks. */
  facts: Facts;
  members: readonly MemberRow[];
}

/** Of a team's page; empty where there is nothing to show. Who makes it comes after this feature. */
type Part = (req: Request, given: OfTeam) => Promise<string>;

export interface Parts {
  /** For a member: people without a team who fit, while the team has a free seat and teams may change. */
  people: Part;
  /** For a member: teams with which theirs could become one, and offers that wait. */
  mergers: Part;
  /** For the captain: who asks to join. */
  asking: Part;
  /** For the captain: links, and people whose answer the team waits for. */
  inviting: Part;
  /** For somebody who sits in no team: this team waits for their answer. */
  invited: Part;
}

/** A part of the list's first page, for a participant without a team while teams may change; `teams`: the ids in it. */
export type SuggestedTeams = (
  req: Request,
  place: Visited,
  viewer: Viewer,
) => Promise<{ html: Buffer; teams: string[] }>;

/**
 * The list without teams that stand above it. It is cut, not made anew: its bytes are kept for everybody who looks
 * for the same.
 */
export function withoutTeams(list: Buffer, ids: readonly string[]): Buffer {
  const starts = ids.map((id) => list.indexOf(`<article class="team" id="team-${id}">`));
  const kept: Buffer[] = [];
  let from = 0;
  for (const start of starts.filter((one) => one >= 0).sort((a, b) => a - b)) {
    kept.push(list.subarray(from, start));
    from = list.indexOf(END, start) + END.length;
  }
  return from === 0 ? list : Buffer.concat([...kept, list.subarray(from)]);
}
const END = '</article>';

export const tongues = (req: Request, tags: readonly string[], viewer: Viewer) =>
  tags.map((tag) => ({ name: languageName(tag, req.locale), mine: viewer.languages.includes(tag) }));

/** How a team works together, in lines; what it did not say is left out. */
export function togetherWords(
  { t, locale }: Request,
  { seeks, times, channel }: Pick<TeamRow, 'seeks' | 'times' | 'channel'>,
): string[] {
  const names = (kind: string, keys: readonly string[]) =>
    listOf(
      keys.map((key) => t(`together.${kind}.${key}`)),
      locale,
    );
  return [
    ...(seeks.length > 0 ? [t('together.team.seeks', { skills: names('skill', seeks) })] : []),
    ...(times.length > 0 ? [t('together.team.times', { times: names('time', times) })] : []),
    ...(channel ? [t('together.team.channel', { channel: t(`together.channel.${channel}`) })] : []),
  ];
}

/** Sentences that say why a team fits; facts only. Nothing shared is said too. */
export function fitOf(
  req: Request,
  team: Pick<ListedTeam, 'languages' | 'challenge' | 'taken'>,
  seats: { min: number; max: number },
  viewer: Viewer,
): { good: boolean; texts: string[] } | null {
  if (!viewer.participant || viewer.teamId || viewer.languages.length === 0) return null;
  const { t, locale } = req;
  const shared = team.languages.filter((tag) => viewer.languages.includes(tag));
  if (shared.length === 0) return { good: false, texts: [t('teams.fit.noLanguage')] };
  const names = shared.map((tag) => languageName(tag, locale));
  const texts = [t('teams.fit.languages', { languages: listOf(names, locale) })];
  if (viewer.challenge === team.challenge) texts.push(t('teams.fit.question'));
  if (team.taken === seats.max - 1) texts.push(t('teams.fit.last', { count: team.taken }));
  else if (team.taken < seats.min) texts.push(t('teams.fit.needed', { count: seats.min - team.taken }));
  return { good: true, texts };
}

export function wayFor(
  team: { id: string; joining: Joining; taken: number; archived?: boolean; open?: boolean },
  seats: number,
  viewer: Viewer,
): WayIn {
  return wayIn({
    mine: viewer.teamId === team.id,
    archived: team.archived ?? false,
    full: team.taken >= seats,
    waiting: viewer.requests.some((request) => request.team_id === team.id),
    signedIn: viewer.signedIn,
    participant: viewer.participant,
    elsewhere: viewer.teamId !== undefined,
    open: team.open ?? viewer.open,
    // Whoever lost their seat comes back only if the team wants it.
    joining: team.joining === 'open' && viewer.removedFrom.includes(team.id) ? 'request' : team.joining,
  });
}

export function seatWords(req: Request, taken: number, seats: number): string {
  const free = Math.max(0, seats - taken);
  if (free === 0) return req.t('teams.seats.full', { seats });
  return req.t('teams.seats.free', { count: free, seats });
}

export function askedWords(req: Request, teamId: string, viewer: Viewer): string {
  const request = viewer.requests.find((one) => one.team_id === teamId);
  if (!request) return '';
  return req.t('teams.way.asked', { when: relativeTime(request.asked_at, viewer.now, req.locale) });
}

/** Where a person answers the age question and joins; afterwards they come back to `next`. */
export function joinHref(hackathon: Pick<HackathonRow, 'slug'>, next: string): string {
  return `/hackathons/${hackathon.slug}/participation?next=${encodeURIComponent(next)}`;
}

export function listedView(req: Request, team: ListedTeam, hackathon: HackathonRow, viewer: Viewer) {
  const seats = { min: hackathon.seats_min, max: hackathon.seats_max };
  const way = wayFor(team, seats.max, viewer);
  return {
    id: team.id,
    team: team.name,
    question: textIn(team.challenge_title, req.locale, hackathon.languages),
    seats: seatWords(req, team.taken, seats.max),
    isFull: team.taken >= seats.max,
    tongues: tongues(req, team.languages, viewer),
    fit: way === 'seat' || way === 'ask' || way === 'invitation' ? fitOf(req, team, seats, viewer) : null,
    way,
    asked: askedWords(req, team.id, viewer),
  };
}

/** Now on the wall of the hackathon, for the earliest time of a form. */
export const wallNow = (now: Date, hackathon: Pick<HackathonRow, 'zone'>) => wallText(now, hackathon.zone);

export const writingChoices = (req: Request, tags: readonly string[]) =>
  tags.map((tag) => ({ value: tag, label: languageName(tag, req.locale) }));

export function challengeOptions(
  req: Request,
  hackathon: HackathonRow,
  challenges: readonly ChallengeRow[],
  kept?: string,
) {
  return challenges
    .filter((challenge) => challenge.closed_at === null || challenge.id === kept)
    .map((challenge) => {
      const title = textIn(challenge.title, req.locale, hackathon.languages);
      return { value: challenge.slug, label: title.text, lang: title.lang, dir: title.dir };
    });
}

/** All languages; the first `often` of them are the given ones and those of the hackathon. */
export function languageOptions(req: Request, hackathon: HackathonRow, first: readonly string[]) {
  const often = new Set([...first, ...hackathon.languages]);
  return { all: writingChoices(req, [...new Set([...often, ...WRITING_LANGUAGES])]), often: often.size };
}

/** What a team says about working together, as choices of its form. */
export const togetherChoices = (req: Request) => ({
  skills: SKILLS.map((value) => ({ value, label: req.t(`together.skill.${value}`) })),
  times: TIMES.map((value) => ({ value, label: req.t(`together.time.${value}`) })),
  channels: CHANNELS.map((value) => ({ value, label: req.t(`together.channel.${value}`) })),
});
