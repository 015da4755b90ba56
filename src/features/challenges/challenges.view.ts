// What the page and the JSON of a challenge say beyond its row.
import { type LocaleTag, type Translate, textIn } from '../../i18n/locales';
import { type Facts, mayNow } from '../hackathons/hackathons.policy';
import type { HackathonRow } from '../hackathons/hackathons.tables';
import type { ChallengeRow } from './challenges.tables';

/** The one button at the lower edge: take part, find a team, or see who works on it. */
export function buttonOf(given: {
  hackathon: HackathonRow;
  challenge: ChallengeRow;
  facts: Facts;
  signedIn: boolean;
  t: Translate;
}): { label: string; href: string; icon: string } | null {
  const { hackathon, challenge, facts, signedIn, t } = given;
  if (hackathon.opened_at === null) return null;
  const at = `/hackathons/${hackathon.slug}`;
  const teams = `${at}/teams?challenge=${challenge.slug}`;
  if (mayNow(facts, 'formTeams').ok)
    return { label: t('challenges.button.findTeam'), href: teams, icon: 'people' };
  if (facts.roles.length === 0 && mayNow(facts, 'joinHackathon').ok) {
    const next = encodeURIComponent(`${at}/participation`);
    const href = signedIn ? `${at}/participation` : `/sign-up?next=${next}`;
    return { label: t('challenges.button.takePart'), href, icon: 'hand' };
  }
  return { label: t('challenges.button.seeTeams'), href: teams, icon: 'people' };
}

export function challengeJson(hackathon: HackathonRow, row: ChallengeRow, locale: LocaleTag) {
  const text = (texts: ChallengeRow['title']) => textIn(texts, locale, hackathon.languages).text;
  return {
    challenge: {
      slug: row.slug,
      title: text(row.title),
      in_short: text(row.in_short),
      brief: text(row.brief),
      asked_by: text(row.asked_by),
      language: textIn(row.brief, locale, hackathon.languages).lang,
      texts: { title: row.title, in_short: row.in_short, brief: row.brief, asked_by: row.asked_by },
      version: row.version,
      closing: row.closing,
      closedAt: row.closed_at?.toISOString() ?? null,
    },
  };
}
