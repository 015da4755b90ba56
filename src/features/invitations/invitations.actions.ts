// A team invites somebody by their account: made, taken back, accepted, declined. Whoever acts holds the place of
// the invited person and then the team, as every way to a seat does.
import type { Deps } from '../../deps';
import { Conflict, Forbidden, Gone, InvalidInput, NotFound } from '../../errors';
import { newId } from '../../ids';
import type { Person } from '../../web/request';
import { requireRight } from '../hackathons/hackathons.rights';
import { notify, teamNotice } from '../notices/notices.actions';
import { toldSince } from '../notices/notices.queries';
import {
  alreadyInTeam,
  type Held,
  record,
  requireCaptain,
  requireFreeSeat,
  seat,
  withTeam,
} from '../teams/teams.held.actions';
import { memberOf, teamOfPerson } from '../teams/teams.queries';
import { tellTeam } from '../teams/teams.told.actions';
import { lastInvitationOf, openRequestsOf } from '../waiting/waiting.queries';
import type { PersonalInvitationRow } from '../waiting/waiting.tables';
import {
  decidePersonalInvitation,
  insertPersonalInvitation,
  lockPersonalInvitation,
  personalInvitationById,
} from './invitations.invited.queries';
import { requireBeforeLock } from './invitations.links.actions';

const DAY = 24 * 3_600_000;
const about = (id: string) => ({ subject: { kind: 'personal_invitation', id } });

/** By the captain, to a participant without a team. Whoever said no thanks to this team is not asked again. */
export async function invitePerson(
  deps: Deps,
  captain: Person,
  teamId: string,
  input: { person: string },
): Promise<{ id: string }> {
  // Only of captains: others are refused below. Of the person: a new team gives nobody more invitations.
  if ((await memberOf(deps.db, teamId, captain.id))?.captain)
    await deps.limits.personalInvitations.count(captain.id);
  return withTeam(
    deps,
    captain,
    teamId,
    async (held) => {
      const { trx, hackathon, team, facts } = held;
      requireCaptain(held, captain);
      requireRight(facts, 'formTeams');
      requireFreeSeat(held);
      if (!held.participant) throw new InvalidInput({ person: { key: 'teams.fields.person' } });
      await requireNotAsked(held, input.person);
      const id = newId();
      await insertPersonalInvitation(trx, {
        id,
        team_id: team.id,
        hackathon_id: hackathon.id,
        person_id: input.person,
        invited_by: captain.id,
        invited_at: facts.now,
      });
      await record(held, captain, 'invitePerson', about(id));
      // Taken back and made again, it is told once a day.
      const told = teamNotice(team, input.person, { kind: 'invited' });
      const dayAgo = new Date(facts.now.getTime() - DAY);
      if (!(await toldSince(trx, told, dayAgo))) await notify(deps, trx, [told]);
      return { id };
    },
    input.person,
  );
}

async function requireNotAsked({ trx, hackathon, team }: Held, personId: string): Promise<void> {
  if (await teamOfPerson(trx, hackathon.id, personId))
    throw new Conflict('invitations.refused.hasTeam', { hasTeam: true });
  const requests = await openRequestsOf(trx, hackathon.id, personId);
  const request = requests.find((one) => one.team_id === team.id);
  if (request) throw new Conflict('invitations.refused.asksAlready', { request: request.id });
  const last = await lastInvitationOf(trx, team.id, personId);
  if (last?.decision === null) throw new Conflict('invitations.refused.invitedAlready', { id: last.id });
  if (last?.decision === 'refused') throw new Conflict('invitations.refused.saidNo', { id: last.id });
}

/** Known to the invited person and to the team. */
async function invitationFor(
  deps: Deps,
  person: Pick<Person, 'id'>,
  id: string,
): Promise<PersonalInvitationRow> {
  const invitation = await personalInvitationById(deps.db, id);
  if (!invitation) throw new NotFound();
  if (invitation.person_id !== person.id && !(await memberOf(deps.db, invitation.team_id, person.id)))
    throw new NotFound();
  return invitation;
}

/** Throws Gone for one that is over, with the reason. */
async function requireWaiting(held: Held, id: string): Promise<void> {
  const decision = (await lockPersonalInvitation(held.trx, id))?.decision;
  if (decision) throw new Gone(`invitations.refused.decided.${decision}`);
}

/** Accepting again is harmless, and so is accepting after one took a seat in the very team. */
export async function acceptInvitation(deps: Deps, person: Person, id: string): Promise<{ teamId: string }> {
  const { team_id: teamId, person_id } = await invitationFor(deps, person, id);
  if (person_id !== person.id) throw new Forbidden();
  await withTeam(deps, person, teamId, async (held) => {
    const { trx, hackathon, team, facts } = held;
    const current = await teamOfPerson(trx, hackathon.id, person.id);
    if (current?.id === team.id) return;
    if (current) throw alreadyInTeam(current);
    requireBeforeLock(facts, 'invitations.refused.decided.ended');
    await requireWaiting(held, id);
    if (!held.participant) throw new Forbidden('teams.refused.joinFirst');
    await seat(deps, held, person.id, person.id);
    await record(held, person, 'acceptInvitation', about(id));
    await tellTeam(deps, trx, team, { kind: 'joined', but: person.id, aboutId: person.id });
  });
  return { teamId };
}

/** “No thanks”: the captain hears it; the team does not ask again. */
export async function refuseInvitation(
  deps: Deps,
  person: Person,
  id: string,
): Promise<{ teamId: string; slug: string }> {
  const { team_id: teamId, person_id } = await invitationFor(deps, person, id);
  if (person_id !== person.id) throw new Forbidden();
  return withTeam(deps, person, teamId, async (held) => {
    const { trx, hackathon, team, members, facts } = held;
    await requireWaiting(held, id);
    await decidePersonalInvitation(trx, id, { decision: 'refused', at: facts.now, by: person.id });
    await record(held, person, 'refuseInvitation', about(id));
    const told = { kind: 'invitationRefused', aboutId: person.id } as const;
    const captains = members.filter((member) => member.captain);
    await notify(
      deps,
      trx,
      captains.map((captain) => teamNotice(team, captain.id, told)),
    );
    return { teamId, slug: hackathon.slug };
  });
}

/** By the captain of now, whoever made it. */
export async function withdrawInvitation(
  deps: Deps,
  captain: Person,
  id: string,
): Promise<{ teamId: string }> {
  const { team_id: teamId, person_id } = await invitationFor(deps, captain, id);
  await withTeam(
    deps,
    captain,
    teamId,
    async (held) => {
      requireCaptain(held, captain);
      await requireWaiting(held, id);
      await decidePersonalInvitation(held.trx, id, {
        decision: 'withdrawn',
        at: held.facts.now,
        by: captain.id,
      });
      await record(held, captain, 'withdrawInvitation', about(id));
    },
    person_id,
  );
  return { teamId };
}
