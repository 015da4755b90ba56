// The ground every change of a proposal stands on: phases and proposal are held before facts are read, and
// the clock is read last.
import type { Db } from '../../db/db';
import type { Deps } from '../../deps';
import type { Person } from '../../web/request';
import type { Facts, Right } from '../hackathons/hackathons.policy';
import { holdPhases } from '../hackathons/hackathons.queries';
import { requireRight } from '../hackathons/hackathons.rights';
import { requireVoice } from '../moderation/moderation.rights';
import { lockTeam, teamFacts } from '../teams/teams.queries';
import { lockSubmission, submissionById } from './submissions.queries';
import { type Begun, readerOfSubmission, requireAdviser, requireMember } from './submissions.rights';

export interface HeldDraft extends Begun {
  trx: Db;
  facts: Facts;
}

interface Wanted {
  who: 'member' | 'adviser';
  right: Right;
  /** When the request arrived: hand-ins and uploads may finish after the end. */
  arrivedAt?: Date;
  /** Whoever is muted may not: asked by everything that writes what others read, but the hand-in. */
  writes?: boolean;
  /** Also holds the team, for its roster. */
  team?: boolean;
}

/** NotFound, then Forbidden for the wrong people, then Forbidden for the wrong time. */
export async function withDraft<T>(
  deps: Deps,
  person: Pick<Person, 'id' | 'locale'>,
  submissionId: string,
  wanted: Wanted,
  run: (held: HeldDraft) => Promise<T>,
): Promise<T> {
  return deps.db.transaction(async (trx) => run(await holdDraft(deps, trx, person, submissionId, wanted)));
}

/** The same ground inside a larger act. */
export async function holdDraft(
  deps: Deps,
  trx: Db,
  person: Pick<Person, 'id' | 'locale'>,
  submissionId: string,
  wanted: Wanted,
): Promise<HeldDraft> {
  const known = await submissionById(trx, submissionId);
  if (known) {
    await holdPhases(trx, known.hackathon_id);
    if (wanted.team) await lockTeam(trx, known.team_id);
    await lockSubmission(trx, known.id);
  }
  const { reader, facts } = await mayChange({ ...deps, db: trx }, person, submissionId, wanted);
  return { ...reader, trx, facts };
}

/** The same questions without holding anything: asked before a file is read. */
export async function mayChange(
  deps: Pick<Deps, 'db' | 'clock'> & { db: Db },
  person: Pick<Person, 'id' | 'locale'>,
  submissionId: string,
  wanted: Wanted,
): Promise<{ reader: Begun; facts: Facts }> {
  const reader = await readerOfSubmission(deps.db, submissionId, person.id);
  if (wanted.who === 'member') requireMember(reader);
  else requireAdviser(reader);
  const facts: Facts = {
    ...(await teamFacts(deps.db, deps.clock, reader.hackathon, reader.team, person)),
    ...(wanted.arrivedAt ? { arrivedAt: wanted.arrivedAt } : {}),
  };
  requireRight(facts, wanted.right);
  if (wanted.writes) await requireVoice(deps.db, reader.hackathon.id, person, facts.now);
  return { reader, facts };
}
