// Within the time that was set a team objects once, in its own words; an organiser answers on record. A remedy is
// nobody's to mute: who may not write elsewhere may object, and only organisers read it.
import { recordActivity } from '../../db/activity';
import type { Db } from '../../db/db';
import type { Deps } from '../../deps';
import { Conflict, Forbidden, InvalidInput, NotFound } from '../../errors';
import type { Person } from '../../web/request';
import { lockHackathon, peopleWithRole, rolesOf } from '../hackathons/hackathons.queries';
import type { HackathonRow } from '../hackathons/hackathons.tables';
import { notify } from '../notices/notices.actions';
import { submissionByTeam } from '../submissions/submissions.queries';
import { memberOf, membersOf, teamById } from '../teams/teams.queries';
import type { AnswerInput, ObjectionInput } from './results.input';
import { mayObject } from './results.objections.policy';
import {
  answerRow,
  insertObjection,
  nameCorrection,
  objectionById,
  objectionOfTeam,
} from './results.objections.queries';
import { entryOf, publicationsOf } from './results.queries';

export async function raiseObjection(
  deps: Deps,
  person: Person,
  teamId: string,
  { text }: ObjectionInput,
): Promise<{ id: string }> {
  return deps.db.transaction(async (trx) => {
    const team = await teamById(trx, teamId);
    if (!team || !(await memberOf(trx, team.id, person.id))) throw new NotFound();
    const hackathon = await lockHackathon(trx, team.hackathon_id);
    const [newest] = await publicationsOf(trx, hackathon.id);
    const submission = await submissionByTeam(trx, team.id);
    if (!newest || !submission || !(await entryOf(trx, newest.id, submission.id))) throw new NotFound();
    const at = await deps.clock.now(trx);
    const verdict = mayObject(newest, await objectionOfTeam(trx, team.id), at);
    if (verdict === 'once') throw new Conflict('results.refused.objectedOnce', { objected: true });
    if (verdict !== 'ok') throw new Forbidden('results.refused.objectionLate');
    const made = { hackathonId: hackathon.id, teamId: team.id, publicationId: newest.id };
    const id = await insertObjection(trx, { ...made, text, by: person.id, at });
    await log(trx, hackathon, person, 'raiseObjection', id, at);
    const organisers = await peopleWithRole(trx, hackathon.id, 'organiser');
    const members = (await membersOf(trx, team.id)).map((one) => one.id);
    const told = [
      ...organisers
        .map((one) => one.id)
        .filter((one) => !members.includes(one))
        .map((personId) => ({ personId, href: `/hackathons/${hackathon.slug}/objections` })),
      ...members.map((personId) => ({ personId, href: `/teams/${team.id}/feedback#objection` })),
    ];
    await notify(
      deps,
      trx,
      told
        .filter((one) => one.personId !== person.id)
        .map((one) => ({
          ...one,
          kind: 'resultsObjection',
          params: { team: team.name, hackathon: hackathon.title },
          hackathonId: hackathon.id,
        })),
    );
    return { id };
  });
}

/** By an organiser who is not in the team. */
export async function answerObjection(
  deps: Deps,
  person: Person,
  id: string,
  input: AnswerInput,
): Promise<{ hackathon: HackathonRow }> {
  return deps.db.transaction(async (trx) => {
    const objection = await objectionById(trx, id);
    const roles = objection ? await rolesOf(trx, objection.hackathon_id, person.id) : [];
    if (!objection || !roles.includes('organiser')) throw new NotFound();
    if (await memberOf(trx, objection.team_id, person.id))
      throw new Forbidden('results.refused.ownObjection');
    const hackathon = await lockHackathon(trx, objection.hackathon_id);
    const at = await deps.clock.now(trx);
    if (!(await answerRow(trx, id, { ...input, by: person.id, at })))
      throw new Conflict('results.refused.answered', { answered: true });
    await log(trx, hackathon, person, 'answerObjection', id, at);
    await notify(
      deps,
      trx,
      (await membersOf(trx, objection.team_id)).map((member) => ({
        personId: member.id,
        kind: 'resultsObjectionAnswered',
        params: { team: objection.team, hackathon: hackathon.title },
        href: `/teams/${objection.team_id}/feedback#objection`,
        hackathonId: hackathon.id,
      })),
    );
    return { hackathon };
  });
}

/** A correction says which objection led to it. */
export async function nameTheObjection(
  trx: Db,
  hackathonId: string,
  id: string,
  publicationId: string,
): Promise<void> {
  if (!(await nameCorrection(trx, hackathonId, id, publicationId)))
    throw new InvalidInput({ objection: { key: 'results.refused.objection' } });
}

async function log(
  trx: Db,
  hackathon: HackathonRow,
  person: Person,
  act: string,
  id: string,
  at: Date,
): Promise<void> {
  await recordActivity(trx, {
    at,
    personId: person.id,
    act,
    subject: { kind: 'objection', id },
    hackathonId: hackathon.id,
  });
}
