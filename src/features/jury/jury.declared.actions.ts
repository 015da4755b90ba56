// Takes back a declaration of conflict that was a mistake; never a conflict that the system found.
import { recordActivity } from '../../db/activity';
import type { Db } from '../../db/db';
import type { Deps } from '../../deps';
import { Forbidden, InvalidInput, NotFound } from '../../errors';
import type { Person } from '../../web/request';
import { factsOf, hackathonBySlug, holdPhases } from '../hackathons/hackathons.queries';
import { requireVisible } from '../hackathons/hackathons.rights';
import { requireVoice } from '../moderation/moderation.rights';
import { notify } from '../notices/notices.actions';
import { judgingOver } from '../rounds/rounds.policy';
import { findRound } from '../rounds/rounds.queries';
import { foundConflicts, holdConflicts } from './jury.conflicts.queries';
import {
  type Declaration,
  declarationById,
  deleteDeclaration,
  giveSheetsBack,
  hadSheet,
} from './jury.declared.queries';
import { sameDay } from './jury.policy';
import { requireNoInterest } from './jury.rights';

/**
 * Until judging is over, while nobody sees scores: jurors their own of the same day, if the proposal was never given
 * to them; organisers without an interest any other, with a reason that the juror reads. Sheets are what they were.
 */
export async function takeDeclarationBack(
  deps: Deps,
  person: Person,
  slug: string,
  { id, reason }: { id: string; reason: string },
): Promise<{ own: boolean }> {
  return deps.db.transaction(async (trx) => {
    const hackathon = await hackathonBySlug(trx, slug);
    if (!hackathon) throw new NotFound();
    await holdPhases(trx, hackathon.id);
    await holdConflicts(trx, hackathon.id);
    const facts = await factsOf(trx, deps.clock, hackathon, person.id);
    requireVisible(hackathon, facts.roles);
    const declared = await declarationById(trx, id);
    const own = declared?.juror_id === person.id;
    if (declared?.hackathon_id !== hackathon.id) throw new NotFound();
    if (!own && !facts.roles.includes('organiser')) throw new NotFound();
    const round = await findRound(trx, hackathon.id);
    if (judgingOver(facts, round?.locked_at ?? null)) throw new Forbidden('jurors.refused.backTooLate');
    await requireDeclaredOnly(trx, declared);
    if (own) {
      const early =
        sameDay(declared.declared_at, facts.now, hackathon.zone) &&
        !(await hadSheet(trx, person.id, declared.team_id));
      if (!early) throw new Forbidden('jurors.refused.askOrganiser');
    } else {
      await requireNoInterest(trx, hackathon.id, person.id);
      if (reason === '') throw new InvalidInput({ reason: { key: 'jurors.fault.reason' } });
      await requireVoice(trx, hackathon.id, person, facts.now);
    }
    const back = { by: person.id, at: facts.now, reason: own ? '' : reason };
    if (!(await deleteDeclaration(trx, declared, back))) throw new NotFound();
    await giveSheetsBack(trx, declared, facts.now);
    await recordActivity(trx, {
      at: facts.now,
      personId: person.id,
      act: 'takeDeclarationBack',
      subject: { kind: 'person', id: declared.juror_id },
      hackathonId: hackathon.id,
      details: { team: declared.team_id },
    });
    if (!own)
      await notify(deps, trx, [
        {
          personId: declared.juror_id,
          kind: 'declarationTakenBack',
          params: { hackathon: hackathon.title },
          href: `/hackathons/${hackathon.slug}/conflicts`,
          hackathonId: hackathon.id,
        },
      ]);
    return { own };
  });
}

async function requireDeclaredOnly(trx: Db, declared: Declaration): Promise<void> {
  const { hackathon_id, juror_id, team_id, kind } = declared;
  const found = await foundConflicts(trx, hackathon_id, { juror: juror_id, team: team_id });
  if (kind !== 'declared' || found.length > 0) throw new Forbidden('jurors.refused.found');
}
