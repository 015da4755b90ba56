// Cards and suggestions in words.
import type { Request } from 'express';
import { languageName, listOf, textIn } from '../../i18n/locales';
import type { ChallengeRow } from '../challenges/challenges.tables';
import type { HackathonRow } from '../hackathons/hackathons.tables';
import { bestFirst, type Fit, type FitPerson, type FitReason, type FitTeam, fitOf } from './seekers.fit';
import type { SeekerCard } from './seekers.tables';

/** From whose side a reason is said. */
export type Side = 'team' | 'person';

const KEYS: Record<Side, Record<FitReason['kind'], string>> = {
  team: {
    languages: 'teams.fit.languages',
    challenge: 'teams.fit.question',
    times: 'together.reason.times',
    sought: 'together.reason.sought',
    new: 'together.reason.new',
  },
  person: {
    languages: 'together.ofPerson.languages',
    challenge: 'together.ofPerson.challenge',
    times: 'together.ofPerson.times',
    sought: 'together.ofPerson.sought',
    new: 'together.ofPerson.new',
  },
};

export const namesIn = ({ t, locale }: Request) => ({
  languages: (tags: readonly string[]) =>
    listOf(
      tags.map((tag) => languageName(tag, locale)),
      locale,
    ),
  skills: (keys: readonly string[]) =>
    listOf(
      keys.map((key) => t(`together.skill.${key}`)),
      locale,
    ),
  times: (keys: readonly string[]) =>
    listOf(
      keys.map((key) => t(`together.time.${key}`)),
      locale,
    ),
});

/** `keyOf`: the message that says a reason of this kind. */
export function saidReasons(
  req: Request,
  reasons: readonly FitReason[],
  keyOf: (kind: FitReason['kind']) => string,
): string[] {
  const names = namesIn(req);
  return reasons.map((reason) => {
    const key = keyOf(reason.kind);
    if (reason.kind === 'languages') return req.t(key, { languages: names.languages(reason.languages) });
    if (reason.kind === 'times') return req.t(key, { times: names.times(reason.times) });
    if (reason.kind === 'challenge') return req.t(key);
    return req.t(key, { skills: names.skills(reason.skills) });
  });
}

/** `side`: who is suggested. */
export const reasonWords = (req: Request, reasons: readonly FitReason[], side: Side): string[] =>
  saidReasons(req, reasons, (kind) => KEYS[side][kind]);

/** People who can work with the team, the best first. */
export const peopleFor = (
  team: FitTeam,
  cards: readonly SeekerCard[],
  most?: number,
): (SeekerCard & { fit: Fit })[] =>
  bestFirst(
    team.id,
    cards.map((card) => ({ ...card, fit: fitOf(card, team) })),
    most,
  );

/** Teams in which the person can work, the best first. */
export const teamsFor = <T extends FitTeam>(
  seed: string,
  person: FitPerson,
  teams: readonly T[],
  most?: number,
): (T & { fit: Fit })[] =>
  bestFirst(
    seed,
    teams.map((team) => ({ ...team, fit: fitOf(person, team) })),
    most,
  );

/** A card in lines; what was not said is left out. */
export function cardView(
  req: Request,
  card: SeekerCard & { fit?: Fit; between?: 'invited' | 'asks' | null; invitedTo?: string | null },
  challenges: readonly ChallengeRow[],
  hackathon: HackathonRow,
) {
  const { t } = req;
  const names = namesIn(req);
  const questions = challenges
    .filter(({ id }) => card.challenges.includes(id))
    .map(({ title }) => textIn(title, req.locale, hackathon.languages).text);
  return {
    id: card.id,
    display_name: card.display_name,
    weave_seed: card.weave_seed,
    lines: [
      t('together.people.speaks', { languages: names.languages(card.languages) }),
      ...(card.skills.length > 0 ? [t('together.people.brings', { skills: names.skills(card.skills) })] : []),
      ...(card.times.length > 0 ? [t('together.people.free', { times: names.times(card.times) })] : []),
    ],
    questions,
    between: card.between ?? null,
    invitedTo: card.invitedTo ?? null,
    reasons: card.fit ? reasonWords(req, card.fit.reasons, 'person') : [],
  };
}
