// Writing an evidence card, taking one's own back, finding what a text cites.
import { recordActivity } from '../../db/activity';
import type { Db } from '../../db/db';
import type { Deps } from '../../deps';
import { Conflict, Forbidden, NotFound } from '../../errors';
import { newId } from '../../ids';
import type { Person } from '../../web/request';
import { factsOf, hackathonById, holdPhases, rolesOf } from '../hackathons/hackathons.queries';
import { requireRight } from '../hackathons/hackathons.rights';
import type { HackathonRow } from '../hackathons/hackathons.tables';
import { requireVoice } from '../moderation/moderation.rights';
import { citations } from './inquiry.citations';
import type { CardInput } from './inquiry.input';
import { readsEvidence } from './inquiry.policy';
import {
  type CitedCard,
  cardById,
  cardsByNumber,
  insertCard,
  lockCard,
  nextNumber,
  withdrawCardRow,
} from './inquiry.queries';

export async function writeCard(
  deps: Deps,
  person: Person,
  hackathon: HackathonRow,
  input: CardInput,
): Promise<{ id: string; number: number }> {
  return deps.db.transaction(async (trx) => {
    await holdPhases(trx, hackathon.id);
    const number = await nextNumber(trx, hackathon.id);
    const facts = await factsOf(trx, deps.clock, hackathon, person.id);
    requireRight(facts, 'collectEvidence');
    await requireVoice(trx, hackathon.id, person, facts.now);
    const id = newId();
    const at = facts.now;
    await insertCard(trx, {
      id,
      hackathon_id: hackathon.id,
      number,
      claim: input.claim,
      kind: input.kind,
      source: input.source,
      url: input.url,
      language: input.language,
      written_by: person.id,
      written_at: at,
    });
    await recordActivity(trx, {
      at,
      personId: person.id,
      act: 'writeCard',
      subject: { kind: 'evidence_card', id },
      hackathonId: hackathon.id,
    });
    return { id, number };
  });
}

/** Possible in every phase. Its number is not given again, and texts that cite it say that it was withdrawn. */
export async function withdrawCard(deps: Deps, person: Person, id: string): Promise<HackathonRow> {
  const known = await cardById(deps.db, id);
  if (!known) throw new NotFound();
  const hackathon = (await hackathonById(deps.db, known.hackathon_id))!;
  const mine = known.written_by === person.id;
  if (!mine && !readsEvidence(await rolesOf(deps.db, hackathon.id, person.id))) throw new NotFound();
  if (!mine) throw new Forbidden('inquiry.refused.notYours');
  await deps.db.transaction(async (trx) => {
    const card = await lockCard(trx, id);
    if (card?.withdrawn_at) throw new Conflict('inquiry.refused.withdrawn', { withdrawn: true });
    const at = await deps.clock.now(trx);
    await withdrawCardRow(trx, id, at);
    await recordActivity(trx, {
      at,
      personId: person.id,
      act: 'withdrawCard',
      subject: { kind: 'evidence_card', id },
      hackathonId: hackathon.id,
    });
  });
  return hackathon;
}

/** The cards that texts cite, by number; numbers that were never given are left out. */
export async function citedCards(db: Db, hackathonId: string, texts: string[]): Promise<CitedCard[]> {
  return cardsByNumber(db, hackathonId, [...new Set(texts.flatMap(citations))]);
}
