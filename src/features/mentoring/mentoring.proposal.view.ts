// The team's proposal as it stands beside the talk: what is written, and advice that waits for an answer.
import { formatTime } from '../../i18n/locales';
import { SECTIONS } from '../submissions/submissions.tables';
import type { RoomPageRow } from './mentoring.page.queries';
import type { Reader } from './mentoring.view';

export interface ProposalView {
  href: string;
  savedAt: string;
  sections: { label: string; state: string; woven: number }[];
  advice: { by: string; about: string; body: string; href: string }[];
}

/** Null for moderators, who read the room only, and while nobody has begun to write. */
export function proposalView(page: RoomPageRow, reader: Reader): ProposalView | null {
  if (page.role === 'moderator' || !page.proposal) return null;
  const { savedAt, savedBy, written, advice } = page.proposal;
  const { t, locale } = reader;
  const label = (key: string) => t(`submissions.parts.${key}.name`);
  const href = `/teams/${page.team_id}/submission`;
  const when = savedAt && formatTime(savedAt, page.zone, locale);
  return {
    href,
    savedAt: when ? t('mentoring.proposal.saved', { when, name: savedBy ?? '' }) : '',
    sections: SECTIONS.map((key) => {
      const woven = written.includes(key) ? 1 : 0;
      return { label: label(key), state: t(`mentoring.proposal.${woven ? 'written' : 'empty'}`), woven };
    }),
    advice: advice.map((item) => ({
      by: item.by,
      about: label(item.section),
      body: item.body,
      href: `${href}?part=${item.section}#part-${item.section}`,
    })),
  };
}
