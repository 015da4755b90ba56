// How each demo hackathon begins: founded from a template, questions and criteria written, people invited, opened.
import { hashPassword } from '../features/accounts/accounts.passwords';
import { enrol } from '../features/accounts/accounts.sign-up.actions';
import { writeChallenge } from '../features/challenges/challenges.actions';
import { changeAbout } from '../features/hackathons/about.actions';
import { foundHackathon, openHackathon } from '../features/hackathons/hackathons.actions';
import type { HackathonRow } from '../features/hackathons/hackathons.tables';
import type { Template } from '../features/hackathons/hackathons.templates';
import { acceptRoleInvitation, inviteToRole } from '../features/hackathons/invitations.actions';
import { joinHackathon } from '../features/hackathons/participation.actions';
import { putEmblem } from './emblem';
import { DEMO_PASSWORD, type Player, ZONE } from './player';
import { behind } from './texts/behind';
import { people } from './texts/people';
import type { Hackathon, Locale, Localized, Person } from './texts/shapes';

/** Everybody of the demo signs up; the organiser may found. */
export async function signUpPeople(player: Player): Promise<void> {
  player.at({ days: -60 });
  const passwordHash = await hashPassword(DEMO_PASSWORD);
  for (const { login, display_name, locale } of people) {
    const given = { login, display_name, locale, may_found: login === 'organiser' };
    await enrol(player.deps, given, passwordHash);
  }
}

export const castOf = (login: string): Person => people.find((one) => one.login === login)!;

/** `{en: …, nl: undefined}` without its gaps. */
export const spoken = (text: Localized): Record<string, string> =>
  Object.fromEntries(Object.entries(text).filter(([, words]) => words)) as Record<string, string>;

export interface Beginning {
  data: Hackathon;
  template: Template;
  /** The first day, in days from now (negative: it has begun). */
  startsIn: number;
}

export async function beginHackathon(player: Player, begin: Beginning): Promise<HackathonRow> {
  const { data, startsIn } = begin;
  const organiser = await player.person('organiser');
  player.at({ days: startsIn - 6 });
  const hackathon = await foundHackathon(player.deps, organiser, {
    slug: data.slug,
    title: spoken(data.title),
    in_short: spoken(data.in_short),
    template: begin.template,
    starts_on: player.wall(startsIn, 0).slice(0, 10),
    zone: ZONE,
    languages: ['en', 'nl', 'ar'],
  });
  await changeAbout(player.deps, organiser, data.slug, {
    ...behind,
    decided_by: spoken(behind.decided_by),
    disclaimer: spoken(behind.disclaimer),
    emblem_alt: spoken(behind.emblem_alt),
  });
  await putEmblem(player, data.slug);
  for (const challenge of data.challenges) {
    player.at({ days: startsIn - 5 });
    await writeChallenge(player.deps, organiser, data.slug, {
      slug: challenge.slug,
      title: spoken(challenge.title),
      in_short: spoken(challenge.in_short),
      brief: spoken(challenge.brief),
      asked_by: spoken(challenge.asked_by),
    });
  }
  return hackathon;
}

const ROLE_OF = { expert: 'expert', juror: 'juror', moderator: 'moderator', authority: 'authority' } as const;

/** Experts, jurors, moderator and authority accept their links; each link names its organisation. */
export async function inviteHelpers(player: Player, slug: string): Promise<void> {
  const organiser = await player.person('organiser');
  for (const one of people) {
    const role = ROLE_OF[one.login.replace(/-\d+$/, '') as keyof typeof ROLE_OF];
    if (!role) continue;
    const { token } = await inviteToRole(player.deps, organiser, slug, {
      role,
      uses: 1,
      organisation: one.organisation,
      subject: one.subject?.[one.locale as Locale] ?? one.subject?.en,
    });
    await acceptRoleInvitation(player.deps, await player.person(one.login), token);
  }
}

export async function openForAll(player: Player, slug: string): Promise<void> {
  await openHackathon(player.deps, await player.person('organiser'), slug);
}

/** `first` to `last` of participant-1 … participant-24 join. */
export async function joinAll(player: Player, slug: string, first: number, last: number): Promise<void> {
  for (let number = first; number <= last; number += 1) {
    await joinHackathon(player.deps, await player.person(`participant-${number}`), slug, 'within');
  }
}
