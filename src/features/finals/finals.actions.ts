// Opening the final: the first round is counted once, aside; who reaches the final is kept with the act.
import { recordActivity } from '../../db/activity';
import { countInside } from '../../db/counting';
import type { Db } from '../../db/db';
import type { Deps } from '../../deps';
import { Conflict, Forbidden } from '../../errors';
import { sha256 } from '../../ids';
import type { Person } from '../../web/request';
import { holdAsOrganiser } from '../hackathons/hackathons.actions';
import { factsOf, hackathonBySlug, rolesOf } from '../hackathons/hackathons.queries';
import { requireOrganiser } from '../hackathons/hackathons.rights';
import type { HackathonRow } from '../hackathons/hackathons.tables';
import { mayAssign } from '../jury/jury.policy';
import { requireNoInterest } from '../jury/jury.rights';
import { countedAhead } from '../ranking/ranking.ahead';
import { rankForAct } from '../ranking/ranking.aside';
import { finalOf, insertFinal } from '../rounds/rounds.finals.queries';
import { judgingBegan } from '../rounds/rounds.policy';
import { lockRound, roundOf } from '../rounds/rounds.queries';
import type { FinalistRow, RoundRow } from '../rounds/rounds.tables';
import { type RoundInput, roundParts } from '../sheets/sheets.results.queries';
import { finalistsFrom } from './finals.policy';
import { firstRound } from './finals.queries';

interface OpenedFinal {
  hackathon: HackathonRow;
  finalists: number;
}

/** Sheets share the round's row, so none changes between the count and the commit. */
export async function openFinal(deps: Deps, person: Person, slug: string): Promise<OpenedFinal> {
  const inputs = async () => {
    const hackathon = await hackathonBySlug(deps.db, slug);
    requireOrganiser(hackathon, hackathon ? await rolesOf(deps.db, hackathon.id, person.id) : []);
    await requireNoInterest(deps.db, hackathon.id, person.id);
    const parts = await roundParts(deps.db, await roundOf(deps.db, hackathon.id));
    return parts.map((part) => part.input);
  };
  return countedAhead(inputs, calibrated, (count) =>
    deps.db.transaction((trx) => openCounted(deps, trx, { person, slug, count })),
  );
}

async function openCounted(
  deps: Deps,
  trx: Db,
  { person, slug, count }: { person: Person; slug: string; count: typeof calibrated },
): Promise<OpenedFinal> {
  const hackathon = await holdAsOrganiser(trx, person, slug);
  await requireNoInterest(trx, hackathon.id, person.id);
  const round = await lockRound(trx, (await roundOf(trx, hackathon.id)).id);
  const facts = await factsOf(trx, deps.clock, hackathon, person.id);
  if (round.stages !== 2) throw new Forbidden('finals.refused.oneStage');
  const opened = await finalOf(trx, round.id);
  if (opened) throw new Conflict('finals.refused.opened', { openedAt: opened.opened_at.toISOString() });
  if (round.locked_at || !judgingBegan(facts) || !mayAssign(facts))
    throw new Forbidden('finals.refused.notNow');
  await requireFirstRound(trx, round);
  const { finalists, digest } = await firstRoundCounted(trx, round, count);
  await insertFinal(
    trx,
    { round_id: round.id, opened_by: person.id, opened_at: facts.now, input_sha256: digest },
    finalists,
  );
  await recordActivity(trx, {
    at: facts.now,
    personId: person.id,
    act: 'openFinal',
    subject: { kind: 'round', id: round.id },
    hackathonId: hackathon.id,
    details: { finalists: finalists.length },
  });
  return { hackathon, finalists: finalists.length };
}

async function requireFirstRound(trx: Db, round: RoundRow): Promise<void> {
  const state = await firstRound(trx, round);
  if (state.proposals === 0) throw new Conflict('finals.refused.nothing', state);
  if (state.open > 0) throw new Conflict('finals.refused.open', state, { count: state.open });
  if (state.unread > 0) throw new Conflict('finals.refused.unread', state, { count: state.unread });
}

/** Always the calibrated order, whatever is published: who is close to the last can only be said with it. */
const calibrated = (input: RoundInput) => rankForAct(input, 'calibrated');

async function firstRoundCounted(
  trx: Db,
  round: RoundRow,
  count: typeof calibrated,
): Promise<{ finalists: FinalistRow[]; digest: string }> {
  await countInside(trx);
  const parts = await roundParts(trx, round);
  const finalists: FinalistRow[] = [];
  for (const { input } of parts) {
    const ranking = await count(input);
    finalists.push(...finalistsFrom(ranking.entries, input.submissions.length, round.final_one_in));
  }
  return { finalists, digest: sha256(JSON.stringify(parts.map((part) => part.input))) };
}
