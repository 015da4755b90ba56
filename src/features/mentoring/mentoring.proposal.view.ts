// The team's proposal as it stands beside the talk: what is written, and advice that waits for an answer.
import type { Db } from '../../db/db';
import { formatTime } from '../../i18n/locales';
import { feedbackOf } from '../submissions/submissions.feedback.queries';
import { sectionsOf, submissionByTeam } from '../submissions/submissions.queries';
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
  db: Db,
  room: OpenRoom,
  reader: Reader,
  zone: string,
): Promise<ProposalView | null> {
  if (room.role === 'moderator') return null;
  const submission = await submissionByTeam(db, room.team_id);
  if (!submission) return null;
  const [rows, feedback] = await Promise.all([sectionsOf(db, submission.id), feedbackOf(db, submission.id)]);
  const { t, locale } = reader;
  const written = rows.filter((row) => row.text.trim() !== '');
  const label = (key: string) => t(`submissions.parts.${key}.name`);
  const href = `/teams/${room.team_id}/submission`;
  const last = rows.toSorted((a, b) => b.saved_at.getTime() - a.saved_at.getTime())[0];
  return {
    href,
    savedAt: last
      ? t('mentoring.proposal.saved', {
          when: formatTime(last.saved_at, zone, locale),
          name: last.saved_by_name,
        })
      : '',
    sections: SECTIONS.map((key) => {
      const woven = written.some((row) => row.key === key) ? 1 : 0;
      return { label: label(key), state: t(`mentoring.proposal.${woven ? 'written' : 'empty'}`), woven };
    }),
    advice: feedback
      .filter((item) => item.answer === null)
      .map((item) => ({
        by: item.by_name,
        about: label(item.section),
        body: item.body,
        href: `${href}?part=${item.section}#part-${item.section}`,
      })),
  };
}
