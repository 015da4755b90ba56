// Asking to join, and what a team answers.
import { recordActivity } from '../../db/activity';
import type { Deps } from '../../deps';
import { Conflict, Forbidden, NotFound } from '../../errors';
import { newId } from '../../ids';
import type { Person } from '../../web/request';
import { requireRight } from '../hackathons/hackathons.rights';
import { requireVoice } from '../moderation/moderation.rights';
import { notify, teamNotice } from '../notices/notices.actions';
import {
  alreadyInTeam,
  type Held,
  requireCaptain,
  requireFreeSeat,
  seat,
  withTeam,
} from '../teams/teams.held.actions';
import { memberOf, teamOfPerson } from '../teams/teams.queries';
import { lastInvitationOf, openRequestsOf } from '../waiting/waiting.queries';
import type { RequestRow } from '../waiting/waiting.tables';
import { decideRequest, insertRequest, lockRequest, requestById } from './requests.queries';

/** A person waits for at most this many teams at once. */
const OPEN_REQUESTS = 3;

const record = (held: Held, person: Person, act: string, id: string) =>
  recordActivity(held.trx, {
    at: held.facts.now,
    personId: person.id,
    act,
    subject: { kind: 'join_request', id },
    hackathonId: held.hackathon.id,
  });

/** At most OPEN_REQUESTS wait at once; the fourth is refused (409) with those that wait. */
export async function askToJoin(
  deps: Deps,
  person: Person,
  teamId: string,
  input: { motivation: string },
): Promise<{ id: string }> {
  return withTeam(deps, person, teamId, async (held) => {
    const { trx, hackathon, team, facts } = held;
    requireRight(facts, 'formTeams');
    if (input.motivation) await requireVoice(trx, hackathon.id, person, facts.now);
    const current = await teamOfPerson(trx, hackathon.id, person.id);
    if (current) throw alreadyInTeam(current);
    requireFreeSeat(held);
    const invited = await lastInvitationOf(trx, team.id, person.id);
    if (invited?.decision === null)
      throw new Conflict('teams.refused.invitesYou', { invitation: invited.id });
    if (team.joining === 'invite') throw new Forbidden('teams.refused.inviteOnly');
    const open = await openRequestsOf(trx, hackathon.id, person.id);
    const waiting = open.find((request) => request.team_id === team.id);
    if (waiting) throw new Conflict('teams.refused.asked', { id: waiting.id });
    if (open.length >= OPEN_REQUESTS) {
      const requests = open.map((request) => ({
        id: request.id,
        team: { id: request.team_id, name: request.team },
      }));
      throw new Conflict('teams.refused.enoughRequests', { requests }, { count: OPEN_REQUESTS });
    }
    const id = newId();
    await insertRequest(trx, {
      id,
      team_id: team.id,
      hackathon_id: hackathon.id,
      person_id: person.id,
      motivation: input.motivation,
      asked_at: facts.now,
    });
    await record(held, person, 'askToJoin', id);
    const captains = held.members.filter((member) => member.captain);
    const told = { kind: 'asked', aboutId: person.id } as const;
    await notify(
      deps,
      trx,
      captains.map((captain) => teamNotice(team, captain.id, told)),
    );
    return { id };
  });
}

/** A request is known to its author and to the team it was sent to; the team's captain decides. */
async function requestFor(deps: Deps, person: Person, id: string): Promise<RequestRow> {
  const request = await requestById(deps.db, id);
  if (!request) throw new NotFound();
  const member = await memberOf(deps.db, request.team_id, person.id);
  if (!member && request.person_id !== person.id) throw new NotFound();
  return request;
}

async function requireWaiting(held: Held, id: string): Promise<void> {
  const request = await lockRequest(held.trx, id);
  if (request?.decision) throw new Conflict('teams.refused.decided', { decision: request.decision });
}

/** Refuses (409) when the team is full or the person sits elsewhere by now. */
export async function acceptRequest(deps: Deps, person: Person, id: string): Promise<{ teamId: string }> {
  const request = await requestFor(deps, person, id);
  const teamId = request.team_id;
  await withTeam(
    deps,
    person,
    teamId,
    async (held) => {
      requireCaptain(held, person);
      requireRight(held.facts, 'formTeams');
      await requireWaiting(held, id);
      if (!held.participant) throw new Conflict('teams.refused.gone', { participant: false });
      const at = held.facts.now;
      await decideRequest(held.trx, id, { decision: 'accepted', at, by: person.id });
      await seat(deps, held, request.person_id, person.id);
      await record(held, person, 'acceptRequest', id);
      const joined = { kind: 'joined', aboutId: request.person_id } as const;
      await notify(deps, held.trx, [
        teamNotice(held.team, request.person_id, { kind: 'requestAccepted' }),
        ...held.members
          .filter((member) => member.id !== person.id)
          .map((member) => teamNotice(held.team, member.id, joined)),
      ]);
    },
    request.person_id,
  );
  return { teamId };
}

export async function refuseRequest(deps: Deps, person: Person, id: string): Promise<{ teamId: string }> {
  const request = await requestFor(deps, person, id);
  const teamId = request.team_id;
  await withTeam(
    deps,
    person,
    teamId,
    async (held) => {
      requireCaptain(held, person);
      await requireWaiting(held, id);
      await decideRequest(held.trx, id, { decision: 'refused', at: held.facts.now, by: person.id });
      await record(held, person, 'refuseRequest', id);
      const href = `/hackathons/${held.hackathon.slug}/teams`;
      const refused = teamNotice(held.team, request.person_id, { kind: 'requestRefused', href });
      await notify(deps, held.trx, [refused]);
    },
    request.person_id,
  );
  return { teamId };
}

export async function withdrawRequest(deps: Deps, person: Person, id: string): Promise<{ teamId: string }> {
  const request = await requestFor(deps, person, id);
  const teamId = request.team_id;
  if (request.person_id !== person.id) throw new Forbidden();
  await withTeam(deps, person, teamId, async (held) => {
    await requireWaiting(held, id);
    await decideRequest(held.trx, id, { decision: 'withdrawn', at: held.facts.now, by: person.id });
    await record(held, person, 'withdrawRequest', id);
  });
  return { teamId };
}
