// The chair's words for a team whose sheets say too little.
import { recordActivity } from '../../db/activity';
import type { Deps } from '../../deps';
import { Forbidden, NotFound } from '../../errors';
import type { Person } from '../../web/request';
import { factsOf, hackathonById, holdPhases } from '../hackathons/hackathons.queries';
import type { HackathonRow } from '../hackathons/hackathons.tables';
import { requirePublisher } from '../jury/jury.rights';
import { judgingBegan } from '../rounds/rounds.policy';
import { roundOf, shareRound } from '../rounds/rounds.queries';
import { lastVersion, submissionById } from '../submissions/submissions.queries';
import { writeFeedback } from './sheets.results.queries';

export async function writeJuryFeedback(
  deps: Deps,
  person: Person,
  submissionId: string,
  text: string,
): Promise<{ hackathon: HackathonRow }> {
  return deps.db.transaction(async (trx) => {
    const submission = await submissionById(trx, submissionId);
    const hackathon = submission && (await hackathonById(trx, submission.hackathon_id));
    if (!hackathon) throw new NotFound();
    await holdPhases(trx, hackathon.id);
    const round = await shareRound(trx, (await roundOf(trx, hackathon.id)).id);
    const facts = await factsOf(trx, deps.clock, hackathon, person.id);
    if (!facts.roles.includes('organiser') || !(await lastVersion(trx, submissionId))) throw new NotFound();
    await requirePublisher(trx, hackathon.id, person.id, facts);
    if (!judgingBegan(facts)) throw new Forbidden('jury.refused.tooEarly');
    if (round.locked_at) throw new Forbidden('jury.refused.published');
    await writeFeedback(trx, { roundId: round.id, submissionId, text, by: person.id, at: facts.now });
    await recordActivity(trx, {
      at: facts.now,
      personId: person.id,
      act: 'writeJuryFeedback',
      subject: { kind: 'submission', id: submissionId },
      hackathonId: hackathon.id,
    });
    return { hackathon };
  });
}
