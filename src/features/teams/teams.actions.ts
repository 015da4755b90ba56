// Founding a team and changing what it says about itself.
import { recordActivity } from '../../db/activity';
import type { Db } from '../../db/db';
import type { Deps } from '../../deps';
import { Conflict, InvalidInput } from '../../errors';
import { newId } from '../../ids';
import type { Person } from '../../web/request';
import { challengeBySlug } from '../challenges/challenges.queries';
import { factsOf, holdPhases } from '../hackathons/hackathons.queries';
import { requireRight } from '../hackathons/hackathons.rights';
import type { HackathonRow } from '../hackathons/hackathons.tables';
import { requireVoice } from '../moderation/moderation.rights';
import { settleWaiting } from '../waiting/waiting.actions';
import {
  alreadyInTeam,
  raceLost,
  record,
  requireCaptain,
  requireNotArchived,
  requireSeldom,
  withTeam,
} from './teams.held.actions';
import type { TeamInput } from './teams.input';
import { keepOldName } from './teams.names.queries';
import {
  insertMembership,
  insertTeams,
  lockParticipant,
  teamByName,
  teamOfPerson,
  updateTeam,
} from './teams.queries';

async function challengeIdOf(db: Db, hackathonId: string, slug: string, kept?: string): Promise<string> {
  const challenge = await challengeBySlug(db, hackathonId, slug);
  if (!challenge || (challenge.closed_at && challenge.id !== kept))
    throw new InvalidInput({ challenge: { key: 'teams.fields.challenge' } });
  return challenge.id;
}

async function requireFreeName(db: Db, hackathonId: string, name: string, own?: string): Promise<void> {
  const taken = await teamByName(db, hackathonId, name);
  if (taken && taken.id !== own) throw new Conflict('teams.refused.nameTaken', { team: taken });
}

/** Whoever founds is captain. Refuses (409) a name that is taken and a person who has a team. */
export async function foundTeam(
  deps: Deps,
  person: Person,
  hackathon: HackathonRow,
  input: TeamInput,
): Promise<{ id: string }> {
  const id = newId();
  try {
    await deps.db.transaction(async (trx) => {
      await holdPhases(trx, hackathon.id);
      await lockParticipant(trx, hackathon.id, person.id);
      const facts = await factsOf(trx, deps.clock, hackathon, person.id);
      requireRight(facts, 'formTeams');
      await requireVoice(trx, hackathon.id, person, facts.now);
      const challengeId = await challengeIdOf(trx, hackathon.id, input.challenge);
      const current = await teamOfPerson(trx, hackathon.id, person.id);
      if (current) throw alreadyInTeam(current);
      await requireSeldom(trx, hackathon, person.id, facts.now);
      await requireFreeName(trx, hackathon.id, input.name);
      const at = facts.now;
      await insertTeams(trx, [
        {
          id,
          hackathon_id: hackathon.id,
          challenge_id: challengeId,
          name: input.name,
          pitch: input.pitch,
          languages: input.languages,
          joining: input.joining,
          seeks: input.seeks,
          times: input.times,
          channel: input.channel,
          weave_seed: id,
          founded_by: person.id,
          founded_at: at,
        },
      ]);
      await insertMembership(trx, {
        id: newId(),
        team_id: id,
        hackathon_id: hackathon.id,
        person_id: person.id,
        joined_at: at,
        captain_since: at,
        colourway_shift: 0,
      });
      const seated = [{ person: person.id, team: id }];
      await settleWaiting(deps, trx, { hackathonId: hackathon.id, seated, at, by: person.id });
      await recordActivity(trx, {
        at,
        personId: person.id,
        act: 'foundTeam',
        subject: { kind: 'team', id },
        hackathonId: hackathon.id,
      });
    });
  } catch (error) {
    throw await raceLost(deps, error, { hackathonId: hackathon.id, personId: person.id, by: person.id });
  }
  return { id };
}

export async function changeTeam(
  deps: Deps,
  person: Person,
  teamId: string,
  input: TeamInput,
): Promise<void> {
  await withTeam(deps, person, teamId, async (held) => {
    const { trx, hackathon, team, facts } = held;
    requireCaptain(held, person);
    requireNotArchived(held);
    requireRight(facts, 'formTeams');
    await requireVoice(trx, hackathon.id, person, facts.now);
    const challengeId = await challengeIdOf(trx, hackathon.id, input.challenge, team.challenge_id);
    await requireFreeName(trx, hackathon.id, input.name, team.id);
    if (input.name !== team.name) await keepOldName(trx, team, { at: facts.now, by: person.id });
    await updateTeam(trx, team.id, {
      name: input.name,
      pitch: input.pitch,
      challenge_id: challengeId,
      languages: input.languages,
      joining: input.joining,
      seeks: input.seeks,
      times: input.times,
      channel: input.channel,
      changed_at: facts.now,
    });
    await record(held, person, 'changeTeam');
  });
}
