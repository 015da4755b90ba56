// A captain who is away: the member who sits here longest asks, the captain has a day to say that they are here,
// and then the team has a captain who answers.
import { recordActivity } from '../../db/activity';
import type { Deps } from '../../deps';
import { Conflict, Forbidden } from '../../errors';
import { newId } from '../../ids';
import type { Person } from '../../web/request';
import { holdPhases } from '../hackathons/hackathons.queries';
import { notify, teamNotice } from '../notices/notices.actions';
import {
  type Held,
  record,
  requireCaptain,
  requireMember,
  requireNotArchived,
  withTeam,
} from '../teams/teams.held.actions';
import { lockTeam, membersOf, setCaptain } from '../teams/teams.queries';
import { tellCaptain } from '../teams/teams.told.actions';
import { requestsWaitFor } from '../waiting/waiting.queries';
import { ANSWER_HOURS, absenceOf } from './rosters.policy';
import { dueTakeovers, endTakeover, insertTakeover, openTakeover, seenMembers } from './rosters.queries';
import type { TakeoverRow } from './rosters.tables';

const HOUR = 3_600_000;

/** Whether it still is about the people who sit here: both stay members, and the captain is the same. */
const stillMeant = (takeover: TakeoverRow, members: Held['members']) =>
  members.some((member) => member.id === takeover.asked_by) &&
  members.some((member) => member.id === takeover.captain_id && member.captain);

/** Throws Conflict while the captain counts as here, or while somebody has asked already. */
export async function askForCaptaincy(deps: Deps, person: Person, teamId: string): Promise<{ id: string }> {
  return withTeam(deps, person, teamId, async (held) => {
    const { trx, hackathon, team, members, facts } = held;
    requireMember(held, person);
    requireNotArchived(held);
    const open = await openTakeover(trx, team.id);
    if (open && stillMeant(open, members))
      throw new Conflict('rosters.refused.asked', { until: open.due_at });
    if (open) await endTakeover(trx, open.id, 'lapsed', facts.now);
    const requestsWait = await requestsWaitFor(trx, team.id);
    const absence = absenceOf(await seenMembers(trx, team.id), facts.now, { requestsWait });
    if (!absence) throw new Conflict('rosters.refused.captainHere', {});
    if (absence.mayAsk?.id !== person.id) throw new Forbidden('rosters.refused.notLongest');
    const due = new Date(facts.now.getTime() + ANSWER_HOURS * HOUR);
    const id = newId();
    await insertTakeover(trx, {
      id,
      team_id: team.id,
      hackathon_id: hackathon.id,
      asked_by: person.id,
      captain_id: absence.captainId,
      asked_at: facts.now,
      due_at: due,
    });
    await record(held, person, 'askForCaptaincy');
    const params = { until: { at: due.toISOString(), zone: hackathon.zone }, zone: { zone: hackathon.zone } };
    const href = `/teams/${team.id}/roster`;
    await notify(deps, trx, [
      teamNotice(team, absence.captainId, { kind: 'captainAway', params, aboutId: person.id, href }),
    ]);
    return { id };
  });
}

/** The captain says: I am here. */
export async function stayCaptain(deps: Deps, person: Person, teamId: string): Promise<void> {
  await withTeam(deps, person, teamId, async (held) => {
    requireCaptain(held, person);
    const open = await openTakeover(held.trx, teamId);
    if (!open || open.captain_id !== person.id) throw new Conflict('rosters.refused.nobodyAsks', {});
    await endTakeover(held.trx, open.id, 'stayed', held.facts.now);
    await record(held, person, 'stayCaptain');
    await notify(deps, held.trx, [teamNotice(held.team, open.asked_by, { kind: 'captainHere' })]);
  });
}

const AT_ONCE = 100;

/** What is due happens, if it still is about the people who sit there. True when there may be more. */
export async function settleTakeovers(deps: Deps): Promise<boolean> {
  const due = await dueTakeovers(deps.db, await deps.clock.now(deps.db), AT_ONCE);
  for (const takeover of due) await settle(deps, takeover);
  return due.length === AT_ONCE;
}

async function settle(deps: Deps, due: TakeoverRow): Promise<void> {
  await deps.db.transaction(async (trx) => {
    await holdPhases(trx, due.hackathon_id);
    const team = await lockTeam(trx, due.team_id);
    const open = team && (await openTakeover(trx, due.team_id));
    // Answered while this waited for the team.
    if (!team || open?.id !== due.id) return;
    const members = await membersOf(trx, team.id);
    const at = await deps.clock.now(trx);
    if (team.archived_at || !stillMeant(due, members)) return endTakeover(trx, due.id, 'lapsed', at);
    await endTakeover(trx, due.id, 'taken', at);
    await setCaptain(trx, team.id, due.asked_by, at);
    await recordActivity(trx, {
      at,
      personId: due.asked_by,
      act: 'takeOver',
      subject: { kind: 'team', id: team.id },
      hackathonId: team.hackathon_id,
      details: { captain: due.asked_by, before: due.captain_id },
    });
    await tellCaptain(deps, { trx, team, members }, due.asked_by, null);
  });
}
