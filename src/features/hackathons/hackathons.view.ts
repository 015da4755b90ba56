// What the pages of a hackathon say beyond its rows: the large ribbon, the lamp, the steps, the news.
import { formatTime, type LocaleTag, type Translate, textIn } from '../../i18n/locales';
import { ribbonView } from '../../web/ribbon.view';
import { type Facts, isOpen, mayNow, PHASES, type Phase, type PhaseKey } from './hackathons.policy';
import type { Question } from './hackathons.statistics.queries';
import type { HackathonRow, PhaseChangeRow } from './hackathons.tables';
import { wallText } from './hackathons.templates';

export interface Reader {
  locale: LocaleTag;
  t: Translate;
}

type Named = Pick<HackathonRow, 'slug' | 'title' | 'zone' | 'weave_seed' | 'languages'>;

export function coverOf(
  hackathon: Named,
  phases: readonly Phase[],
  now: Date,
  reader: Reader,
  prefix?: string,
) {
  return ribbonView({
    slug: hackathon.slug,
    title: textIn(hackathon.title, reader.locale, hackathon.languages).text,
    zone: hackathon.zone,
    seed: hackathon.weave_seed,
    phases,
    now,
    large: true,
    prefix,
    ...reader,
  });
}

export interface Lamp {
  kick: string;
  heading: string;
  text?: string;
  act: { label: string; href?: string; action?: string };
  other?: { label: string; href: string };
}

/** The one lit card of a hackathon's page: what this reader can do now; null when nothing waits. */
export function lampOf(given: {
  hackathon: HackathonRow;
  facts: Facts;
  signedIn: boolean;
  questions: number;
  t: Translate;
}): Lamp | null {
  const { hackathon, facts, signedIn, questions, t } = given;
  const at = `/hackathons/${hackathon.slug}`;
  const words = (name: string, params: Record<string, unknown> = {}) => ({
    kick: t(`hackathons.lamp.${name}.kick`),
    heading: t(`hackathons.lamp.${name}.heading`, params),
    text: t(`hackathons.lamp.${name}.text`, params),
  });
  const act = (name: string) => t(`hackathons.lamp.${name}.act`);
  if (hackathon.opened_at === null) {
    if (!facts.roles.includes('organiser')) return null;
    return questions === 0
      ? { ...words('write'), act: { label: act('write'), href: `${at}/challenges/new` } }
      : { ...words('open'), act: { label: act('open'), action: `${at}/opening` } };
  }
  if (facts.roles.length > 0) return { ...words('desk'), act: { label: act('desk'), href: '/desk' } };
  if (!mayNow(facts, 'joinHackathon').ok) return null;
  const ages = { min: hackathon.age_min, max: hackathon.age_max };
  const next = encodeURIComponent(`${at}/participation`);
  return {
    ...words('join', ages),
    act: { label: act('join'), href: signedIn ? `${at}/participation` : `/sign-up?next=${next}` },
    ...(signedIn ? {} : { other: { label: t('hackathons.lamp.join.other'), href: `/login?next=${next}` } }),
  };
}

export interface News {
  at: string;
  sentences: string[];
  reason: string;
  who: string;
}

/** Every move of a phase: what it was, what it is, why, and who did it. */
export function newsOf(
  changes: readonly (PhaseChangeRow & { by_name: string })[],
  zone: string,
  { locale, t }: Reader,
): News[] {
  const time = (at: Date | null) =>
    at ? formatTime(at, zone, locale, 'dayTime') : t('hackathons.phase.staysOpen');
  return changes.map((change) => {
    const phase = t(`hackathons.phase.name.${change.phase}`);
    const sentences: string[] = [];
    const moved = (name: 'opens' | 'closes', from: Date | null, to: Date | null) => {
      if (from?.getTime() === to?.getTime()) return;
      sentences.push(t(`hackathons.news.${name}`, { phase, from: time(from), to: time(to) }));
    };
    moved('opens', change.old_opens_at, change.new_opens_at);
    moved('closes', change.old_closes_at, change.new_closes_at);
    if (sentences.length === 0) sentences.push(t('hackathons.news.same', { phase }));
    return {
      at: formatTime(change.at, zone, locale, 'dayTime'),
      sentences,
      reason: change.reason,
      who: change.by_name,
    };
  });
}

const PHASES_OF_STEP: Record<string, readonly PhaseKey[]> = {
  ask: ['inquiry'],
  find: ['inquiry'],
  teamUp: ['teams'],
  write: ['drafting'],
  jury: ['judging', 'deliberation'],
  answer: ['results', 'follow-up'],
};

/** The six steps with their phases; a phase can be moved where it stands first. */
export function stepsView(hackathon: HackathonRow, phases: readonly Phase[], now: Date, reader: Reader) {
  const seen = new Set<PhaseKey>();
  return coverOf(hackathon, phases, now, reader).steps.map((step) => ({
    key: step.key,
    number: step.number,
    label: step.label,
    state: step.state,
    phases: PHASES_OF_STEP[step.key]!.flatMap((key) => {
      const phase = phases.find((one) => one.key === key);
      if (!phase) return [];
      const first = !seen.has(key);
      seen.add(key);
      return [
        {
          key,
          name: reader.t(`hackathons.phase.name.${key}`),
          opens: phase.opens,
          closes: phase.closes,
          opensText: wallText(phase.opens, hackathon.zone),
          closesText: phase.closes ? wallText(phase.closes, hackathon.zone) : '',
          open: isOpen(phase, now),
          over: phase.closes !== null && phase.closes <= now,
          movable: first,
        },
      ];
    }),
  }));
}

/** The hackathon for the front page: one that can be joined, else one that runs, comes, or was; the latest. */
export function mostPresent<T extends { starts_on: string; phases: readonly Phase[] }>(
  hackathons: readonly T[],
  now: Date,
): T | undefined {
  const rank = ({ phases }: T) => {
    const open = phases.filter((phase) => isOpen(phase, now)).map((phase) => phase.key);
    if (open.includes('teams') || open.includes('inquiry')) return 0;
    if (open.some((key) => PHASES.indexOf(key) < PHASES.indexOf('results'))) return 1;
    if (phases.some((phase) => phase.opens > now)) return open.length > 0 ? 3 : 2;
    return 3;
  };
  return [...hackathons].sort(
    (a, b) => rank(a) - rank(b) || (a.starts_on < b.starts_on ? 1 : a.starts_on > b.starts_on ? -1 : 0),
  )[0];
}

/** When those who were asked have to answer; null while that has no date or lies behind us. */
export function answerBy(phases: readonly Phase[], now: Date): Date | null {
  const closes = phases.find((phase) => phase.key === 'follow-up')?.closes ?? null;
  return closes && closes > now ? closes : null;
}

/** Until when a team may change its question: the end of teams, while it lies before us. */
export function teamLock(phases: readonly Phase[], now: Date): Date | null {
  const closes = phases.find((phase) => phase.key === 'teams')?.closes ?? null;
  return closes && closes > now ? closes : null;
}

export function hackathonJson(
  hackathon: HackathonRow,
  phases: readonly Phase[],
  now: readonly PhaseKey[],
  questions: readonly Pick<Question, 'slug' | 'title'>[],
  locale: LocaleTag,
) {
  const title = (texts: HackathonRow['title']) => textIn(texts, locale, hackathon.languages).text;
  return {
    hackathon: {
      slug: hackathon.slug,
      title: title(hackathon.title),
      titles: hackathon.title,
      zone: hackathon.zone,
      languages: hackathon.languages,
      seats: { min: hackathon.seats_min, max: hackathon.seats_max },
      phases: PHASES.flatMap((key) =>
        phases
          .filter((phase) => phase.key === key)
          .map((phase) => ({
            key,
            opens: phase.opens.toISOString(),
            closes: phase.closes?.toISOString() ?? null,
          })),
      ),
      now: [...now],
      challenges: questions.map((one) => ({ slug: one.slug, title: title(one.title), titles: one.title })),
    },
  };
}
