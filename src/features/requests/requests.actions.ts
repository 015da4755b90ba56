// Asking to join, and what a team answers.
import type { Deps } from '../../deps';
import { Conflict, Forbidden, NotFound, TooMany } from '../../errors';
import { newId } from '../../ids';
import type { Person } from '../../web/request';
import { requireRight } from '../hackathons/hackathons.rights';
import { requireVoice } from '../moderation/moderation.rights';
import { notify, teamNotice } from '../notices/notices.actions';
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
import { askedSince, lastInvitationOf, openRequestsOf } from '../waiting/waiting.queries';
import type { RequestRow } from '../waiting/waiting.tables';
import { decideRequest, insertRequest, lockRequest, requestById } from './requests.queries';

/** A person waits for at most this many teams at once. */
const OPEN_REQUESTS = 3;
/** Each request tells a captain: so often may somebody ask one team in a day, and all teams in an hour. */
const ASKED_ONE = 3;
const ASKED_ALL = 20;
const HOUR = 3_600_000;

async function requireNotTooOften({ trx, team, facts }: Held, person: Pick<Person, 'id'>): Promise<void> {
  const before = (hours: number) => new Date(facts.now.getTime() - hours * HOUR);
  const asking = { hackathonId: team.hackathon_id, teamId: team.id, personId: person.id };
  const asked = await askedSince(trx, asking, { team: before(24), all: before(1) });
  if (asked.team >= ASKED_ONE) throw new TooMany(24 * 3_600, 'teams.refused.askedOften');
  if (asked.all >= ASKED_ALL) throw new TooMany(3_600, 'teams.refused.askedMany');
}

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
    await requireNotTooOften(held, person);
    const id = newId();
    await insertRequest(trx, {
      id,
      team_id: team.id,
      hackathon_id: hackathon.id,
      person_id: person.id,
      motivation: input.motivation,
      asked_at: facts.now,
    });
    await record(held, person, 'askToJoin', { subject: { kind: 'join_request', id } });
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

const DECISIONS = {
  accepted: { act: 'acceptRequest', whileOpen: true },
  refused: { act: 'refuseRequest', whileOpen: false },
  withdrawn: { act: 'withdrawRequest', whileOpen: false },
} as const;

/**
 * What becomes of a request that waits, by the captain or, taken back, by its author. What follows from it is in the
 * same transaction, and takes the decision back by throwing.
 */
async function decide(
  deps: Deps,
  person: Person,
  id: string,
  decision: keyof typeof DECISIONS,
  follow: (held: Held, asking: string) => Promise<void>,
): Promise<{ teamId: string }> {
  const { act, whileOpen } = DECISIONS[decision];
  const { team_id: teamId, person_id: asking } = await requestFor(deps, person, id);
  if (decision === 'withdrawn' && asking !== person.id) throw new Forbidden();
  const run = async (held: Held) => {
    if (decision !== 'withdrawn') requireCaptain(held, person);
    if (whileOpen) requireRight(held.facts, 'formTeams');
    const before = (await lockRequest(held.trx, id))?.decision;
    if (before) throw new Conflict('teams.refused.decided', { decision: before });
    await decideRequest(held.trx, id, { decision, at: held.facts.now, by: person.id });
    await record(held, person, act, { subject: { kind: 'join_request', id } });
    await follow(held, asking);
  };
  await withTeam(deps, person, teamId, run, asking);
  return { teamId };
}

/** Refuses (409) when the team is full or the person sits elsewhere by now. */
export const acceptRequest = (deps: Deps, person: Person, id: string): Promise<{ teamId: string }> =>
  decide(deps, person, id, 'accepted', async (held, asking) => {
    if (!held.participant) throw new Conflict('teams.refused.gone', { participant: false });
    await seat(deps, held, asking, person.id);
    const joined = { kind: 'joined', aboutId: asking } as const;
    await notify(deps, held.trx, [
      teamNotice(held.team, asking, { kind: 'requestAccepted' }),
      ...held.members
        .filter((member) => member.id !== person.id)
        .map((member) => teamNotice(held.team, member.id, joined)),
    ]);
  });

export const refuseRequest = (deps: Deps, person: Person, id: string): Promise<{ teamId: string }> =>
  decide(deps, person, id, 'refused', ({ trx, team, hackathon }, asking) => {
    const href = `/hackathons/${hackathon.slug}/teams`;
    return notify(deps, trx, [teamNotice(team, asking, { kind: 'requestRefused', href })]);
  });

export const withdrawRequest = (deps: Deps, person: Person, id: string): Promise<{ teamId: string }> =>
  decide(deps, person, id, 'withdrawn', async () => undefined);
