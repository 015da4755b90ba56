// What the jury does when it meets: notes on proposals, prizes with reasons. No act here moves a place.
import { recordActivity } from '../../db/activity';
import type { Deps } from '../../deps';
import { Conflict, NotFound } from '../../errors';
import type { Person } from '../../web/request';
import { requireVoice } from '../moderation/moderation.rights';
import { lastVersion, submissionById } from '../submissions/submissions.queries';
import type { NoteInput } from './deliberation.input';
import { noteOf, writeNote } from './deliberation.queries';
import { hold, requireNoConflict, requireSeat, type Table } from './deliberation.rights';

/** Of two who write on the same version the second gets 409 with what stands there now. */
export async function writeDiscussionNote(
  deps: Deps,
  person: Person,
  submissionId: string,
  { text, version }: NoteInput,
): Promise<Table & { version: number }> {
  return deps.db.transaction(async (trx) => {
    const submission = await submissionById(trx, submissionId);
    if (!submission) throw new NotFound();
    const table = await hold(deps, trx, submission.hackathon_id, person.id);
    await requireSeat(trx, table, person.id);
    if (!(await lastVersion(trx, submissionId))) throw new NotFound();
    await requireNoConflict(trx, table.hackathon.id, person.id, submission.team_id);
    if (text) await requireVoice(trx, table.hackathon.id, person, table.facts.now);
    const row = {
      round_id: table.round.id,
      submission_id: submissionId,
      version: version + 1,
      text,
      changed_by: person.id,
      changed_at: table.facts.now,
    };
    if (!(await writeNote(trx, row))) {
      const now = await noteOf(trx, table.round.id, submissionId);
      throw new Conflict('deliberation.refused.stale', { version: now?.version ?? 0, text: now?.text ?? '' });
    }
    await recordActivity(trx, {
      at: table.facts.now,
      personId: person.id,
      act: 'writeDiscussionNote',
      subject: { kind: 'submission', id: submissionId },
      hackathonId: table.hackathon.id,
    });
    return { ...table, version: row.version };
  });
}
