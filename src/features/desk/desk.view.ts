// Locals of the desk: one next step under the lamp, the rest as news, and the way so far.
import type { Request } from 'express';
import { formatTime, relativeTime, textIn, zoneName } from '../../i18n/locales';
import type { RibbonStep } from '../../web/weave';
import { threadsOf } from '../../web/weave.seed';
import { mayNow, openPhases } from '../hackathons/hackathons.policy';
import { comesNext, type Matter, mattersOf } from './desk.policy';
import type { Standing, Waiting } from './desk.tables';

export interface MatterView {
  key: string;
  icon: string;
  heading: string;
  text: string;
  act: { href: string; label: string };
}

export interface DeskHackathon {
  slug: string;
  title: string;
  lang: string;
  roles: string[];
  team: { id: string; name: string } | null;
  matters: MatterView[];
  /** When nothing waits: what comes next, in words. */
  calm: string;
  way: { key: RibbonStep; label: string; state: 'done' | 'now' | 'later'; text: string }[];
  /** Of its ribbon. */
  colourway: number;
  glance: { number: number; label: string }[];
  /** The next time this person meets an expert or a team, or the way to one; null where there is none. */
  hours: { heading: string; next: string; href: string; act: string } | null;
  /** Where they get the paper that says what they did; null while there is none. */
  certificate: string | null;
}

const untilText = (req: Request, at: Date, zone: string, now: Date): string =>
  req.t('desk.until', {
    when: formatTime(at, zone, req.locale, 'weekdayTime'),
    zone: zoneName(zone, req.locale),
    relative: relativeTime(at, now, req.locale),
  });

function matterView(req: Request, matter: Matter, zone: string, now: Date): MatterView {
  const { t } = req;
  const text = t(`desk.matters.${matter.key}.text`, matter.params);
  return {
    key: matter.key,
    icon: matter.icon,
    heading: t(`desk.matters.${matter.key}.heading`, matter.params),
    text: matter.until ? `${text} ${untilText(req, matter.until, zone, now)}` : text,
    act: { href: matter.href, label: t(`desk.matters.${matter.key}.act`, matter.params) },
  };
}

/** What a participant did in each step, in words that come from facts. */
function wayOf(req: Request, standing: Standing, waiting: Waiting, now: Date): DeskHackathon['way'] {
  if (!standing.roles.includes('participant') || waiting.published_at) return [];
  const open = openPhases(standing.phases, now);
  const { t } = req;
  const step = (key: RibbonStep, done: boolean, isNow: boolean, text: string) => ({
    key,
    label: t(`frame.ribbon.${key}`),
    state: done ? ('done' as const) : isNow ? ('now' as const) : ('later' as const),
    text,
  });
  const { team } = standing;
  return [
    step(
      'teamUp',
      team !== null,
      open.includes('teams'),
      team ? t('desk.way.inTeam', { team: team.name }) : t('desk.way.noTeam'),
    ),
    step(
      'write',
      waiting.handed_in_at !== null,
      team !== null && open.includes('drafting'),
      waiting.handed_in_at ? t('desk.way.sent') : t('desk.way.parts', { count: waiting.filled }),
    ),
    step(
      'jury',
      waiting.published_at !== null,
      open.includes('judging'),
      t(waiting.published_at ? 'desk.way.judged' : 'desk.way.juryLater'),
    ),
    step('answer', false, waiting.published_at !== null, t('desk.way.answerLater')),
  ];
}

function glanceOf(req: Request, standing: Standing, waiting: Waiting): DeskHackathon['glance'] {
  if (!standing.roles.includes('organiser')) return [];
  return (['people', 'teams', 'messages', 'handed_in'] as const).map((key) => ({
    number: waiting[key],
    label: req.t(`desk.glance.${key}`, { count: waiting[key] }),
  }));
}

function hoursOf(req: Request, standing: Standing, waiting: Waiting, now: Date): DeskHackathon['hours'] {
  const { t, locale } = req;
  const { next_hour: next, published_at } = waiting;
  const at = `/hackathons/${standing.slug}/office-hours`;
  if (next) {
    const starts = new Date(next.starts);
    const when = formatTime(starts, standing.zone, locale, 'weekdayTime');
    const zone = zoneName(standing.zone, locale);
    return {
      heading: t(next.expert ? 'officeHours.desk.nextExpert' : 'officeHours.desk.next'),
      next: t('officeHours.desk.with', {
        ...{ name: next.name, when, zone },
        relative: relativeTime(starts, now, locale),
      }),
      href: `${at}#slot-${next.slot}`,
      act: t('officeHours.desk.all'),
    };
  }
  const facts = { openedAt: standing.opened_at, phases: standing.phases, roles: standing.roles, now };
  const may = (right: 'askForHelp' | 'giveHelp') => published_at === null && mayNow(facts, right).ok;
  const heading = t('officeHours.title');
  if (standing.team && may('askForHelp'))
    return { heading, next: '', href: at, act: t('officeHours.desk.book') };
  if (standing.roles.includes('expert') && may('giveHelp'))
    return { heading, next: '', href: at, act: t('officeHours.desk.offer') };
  return null;
}

export function deskHackathon(req: Request, standing: Standing, waiting: Waiting, now: Date): DeskHackathon {
  const { t, locale } = req;
  const title = textIn(standing.title, locale, standing.languages);
  const next = comesNext(standing, now);
  return {
    slug: standing.slug,
    title: title.text,
    lang: title.lang,
    roles: standing.roles.map((role) => t(`desk.roles.${role}`)),
    team: standing.team && { id: standing.team.id, name: standing.team.name },
    matters: mattersOf(standing, waiting, now).map((matter) => matterView(req, matter, standing.zone, now)),
    calm: next
      ? t('desk.calm.next', {
          phase: t(`desk.phases.${next.key}`),
          when: formatTime(next.opens, standing.zone, locale, 'weekdayTime'),
        })
      : t('desk.calm.end'),
    colourway: threadsOf(standing.weave_seed).colourway,
    way: wayOf(req, standing, waiting, now),
    glance: glanceOf(req, standing, waiting),
    hours: hoursOf(req, standing, waiting, now),
    certificate: waiting.certified ? `/hackathons/${standing.slug}/certificate` : null,
  };
}
