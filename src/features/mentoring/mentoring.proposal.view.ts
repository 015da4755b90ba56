// The team's proposal as it stands beside the talk: what is written, and advice that waits for an answer.
import type { Knex } from 'knex';
import { formatTime } from '../../i18n/locales';
import { proposalBesideTalk } from '../submissions/submissions.queries';
import { SECTIONS } from '../submissions/submissions.tables';
import type { OpenRoom } from './mentoring.rooms.actions';
import type { Reader } from './mentoring.view';

export interface ProposalView {
  href: string;
  savedAt: string;
  sections: { label: string; state: string; woven: number }[];
  advice: { by: string; about: string; body: string; href: string }[];
}

/** Null for moderators, who read the room only, and while nobody has begun to write. */
export async function proposalView(
  db: Knex,
  room: OpenRoom,
  reader: Reader,
  zone: string,
): Promise<ProposalView | null> {
  if (room.role === 'moderator') return null;
  const proposal = await proposalBesideTalk(db, room.team_id);
  if (!proposal) return null;
  const { savedAt, savedBy, written, advice } = proposal;
  const { t, locale } = reader;
  const label = (key: string) => t(`submissions.parts.${key}.name`);
  const href = `/teams/${room.team_id}/submission`;
  const when = savedAt && formatTime(savedAt, zone, locale);
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
