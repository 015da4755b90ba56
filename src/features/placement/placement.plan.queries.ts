// Reads and writes of plans.
import type { Db } from '../../db/db';
import type { MoveRow, NewTeamRow, PlannedTeam, PlanRow } from './placement.tables';

const PLAN = ['id', 'hackathon_id', 'state', 'version', 'made_at', 'applied_at'] as const;

export async function plansOf(db: Db, hackathonId: string): Promise<PlanRow[]> {
  return db('placement_plans').select(PLAN).where({ hackathon_id: hackathonId });
}

export async function lockPlan(
  trx: Db,
  hackathonId: string,
  state: PlanRow['state'],
): Promise<PlanRow | undefined> {
  return trx('placement_plans').select(PLAN).where({ hackathon_id: hackathonId, state }).forUpdate().first();
}

/** Waits for whoever writes a plan of this hackathon, also where there is none yet. */
export async function holdPlans(trx: Db, hackathonId: string): Promise<void> {
  await trx.raw(`select pg_advisory_xact_lock(hashtextextended('placement ' || ?, 0))`, [hackathonId]);
}

export async function insertPlan(
  trx: Db,
  plan: { id: string; hackathon_id: string; made_by: string; made_at: Date; version: number },
): Promise<void> {
  await trx('placement_plans').insert({ ...plan, state: 'draft' });
}

export async function deletePlan(trx: Db, hackathonId: string, state: PlanRow['state']): Promise<boolean> {
  return (await trx('placement_plans').where({ hackathon_id: hackathonId, state }).delete()) > 0;
}

export async function raiseVersion(trx: Db, planId: string): Promise<void> {
  await trx('placement_plans').where({ id: planId }).increment('version', 1);
}

export async function markApplied(trx: Db, planId: string, applied: { by: string; at: Date }): Promise<void> {
  await trx('placement_plans')
    .where({ id: planId })
    .update({ state: 'applied', applied_by: applied.by, applied_at: applied.at });
}

export async function newTeamsOf(db: Db, planId: string): Promise<PlannedTeam[]> {
  return (
    db('placement_new_teams as n')
      .join('challenges as c', 'c.id', 'n.challenge_id')
      .leftJoin('placement_moves as m', (join) =>
        join.on('m.plan_id', 'n.plan_id').andOn('m.number', 'n.number'),
      )
      .select('n.number', 'n.name', 'n.challenge_id', 'n.languages', 'n.team_id')
      .select(db.raw('c.closed_at is not null as closed'))
      // Whoever found a team since is in the plan, but will not come.
      .select(
        db.raw(`count(m.person_id) filter (where not exists (select from memberships s
        where s.hackathon_id = c.hackathon_id and s.person_id = m.person_id and s.ended_at is null))::int as planned`),
      )
      .where('n.plan_id', planId)
      .groupBy('n.plan_id', 'n.number', 'c.id')
      .orderBy('n.number')
  );
}

export async function insertNewTeams(
  trx: Db,
  planId: string,
  teams: Omit<NewTeamRow, 'team_id'>[],
): Promise<void> {
  if (teams.length > 0)
    await trx('placement_new_teams').insert(teams.map((team) => ({ ...team, plan_id: planId })));
}

export async function dropEmptyNewTeams(trx: Db, planId: string): Promise<void> {
  await trx('placement_new_teams as n')
    .where('n.plan_id', planId)
    .whereNotExists(
      trx('placement_moves as m')
        .whereRaw('m.plan_id = n.plan_id and m.number = n.number')
        .select(trx.raw('1')),
    )
    .delete();
}

export async function setFounded(
  trx: Db,
  planId: string,
  founded: { number: number; team: string }[],
): Promise<void> {
  await trx.raw(
    `update placement_new_teams n set team_id = f.team
       from jsonb_to_recordset(cast(:founded as jsonb)) as f(number integer, team text)
      where n.plan_id = :planId and n.number = f.number`,
    { planId, founded: JSON.stringify(founded) },
  );
}

export async function movesOf(db: Db, planId: string): Promise<MoveRow[]> {
  return db('placement_moves')
    .select('person_id', 'team_id', 'number', 'stranger', 'outcome', 'membership_id')
    .where({ plan_id: planId })
    .orderBy(['place', 'person_id']);
}

/** Of the people of a plan, whom the team of their move removed after the move was decided. */
export async function removedSince(trx: Db, planId: string): Promise<string[]> {
  return trx('placement_moves as mv')
    .join('memberships as m', (on) => on.on('m.team_id', 'mv.team_id').on('m.person_id', 'mv.person_id'))
    .join('seat_changes as c', 'c.membership_id', 'm.id')
    .where({ 'mv.plan_id': planId, 'c.kind': 'removed' })
    .whereRaw('c.at > mv.set_at')
    .pluck('mv.person_id');
}

export type NewMove = Pick<MoveRow, 'person_id' | 'team_id' | 'number' | 'stranger' | 'set_at'>;

export async function insertMoves(trx: Db, planId: string, moves: readonly NewMove[]): Promise<void> {
  const rows = moves.map((move, place) => ({ ...move, plan_id: planId, place }));
  await trx.batchInsert('placement_moves', rows as never, 500);
}

/** Last in the order of seats. */
export async function putMove(trx: Db, planId: string, move: NewMove): Promise<void> {
  const { rows } = await trx.raw(
    'select coalesce(max(place), 0) + 1 as place from placement_moves where plan_id = ?',
    [planId],
  );
  await trx('placement_moves')
    .insert({ ...move, plan_id: planId, place: rows[0].place })
    .onConflict(['plan_id', 'person_id'])
    .merge(['team_id', 'number', 'stranger', 'place', 'set_at']);
}

export async function removeMove(trx: Db, planId: string, personId: string): Promise<void> {
  await trx('placement_moves').where({ plan_id: planId, person_id: personId }).delete();
}

export async function setOutcomes(
  trx: Db,
  planId: string,
  outcomes: { person: string; outcome: string; membership: string | null }[],
): Promise<void> {
  await trx.raw(
    `update placement_moves m set outcome = o.outcome, membership_id = o.membership
       from jsonb_to_recordset(cast(:outcomes as jsonb)) as o(person text, outcome text, membership text)
      where m.plan_id = :planId and m.person_id = o.person`,
    { planId, outcomes: JSON.stringify(outcomes) },
  );
}

/** How an applied plan ended, by outcome. */
export async function outcomesOf(db: Db, planId: string): Promise<{ outcome: string; count: number }[]> {
  return db('placement_moves')
    .select('outcome')
    .select(db.raw('count(*)::int as count'))
    .where({ plan_id: planId })
    .whereNotNull('outcome')
    .groupBy('outcome')
    .orderBy('outcome');
}

export async function movesBy(db: Db, personId: string): Promise<unknown[]> {
  return db('placement_moves as m')
    .join('placement_plans as p', 'p.id', 'm.plan_id')
    .join('hackathons as h', 'h.id', 'p.hackathon_id')
    .select({ hackathon: 'h.slug', state: 'p.state', plannedAt: 'p.made_at', outcome: 'm.outcome' })
    .where({ 'm.person_id': personId })
    .orderBy('p.made_at');
}

export async function forgetMoves(trx: Db, personId: string): Promise<void> {
  await trx('placement_moves').where({ person_id: personId }).delete();
}
